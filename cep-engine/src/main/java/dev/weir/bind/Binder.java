package dev.weir.bind;

import dev.weir.ast.Identifier;
import dev.weir.ast.ObjectKind;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.Statement;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.Rule;
import dev.weir.catalog.StreamPlan;
import dev.weir.catalog.View;
import dev.weir.connector.Connectors;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.function.FunctionRegistry;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Rewriter;
import dev.weir.rewrite.StandardSql;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Binds statements: resolves names, types and functions, checks the rules of time, and makes the plan. Nothing is executed and the
 * catalog is not changed: {@link BoundStatement#applyTo} does that, on whichever catalog is meant. Stateless and thread-safe as
 * long as the catalog is not changed meanwhile.
 */
public final class Binder {
  /** The settings of SET. */
  public static final List<String> SETTINGS =
      List.of(
          "idle.timeout",
          "on.error",
          PatternLimits.MATCHES_PER_ROW,
          PatternLimits.PARTIAL_MATCHES,
          PatternLimits.ON_OVERFLOW);

  private final Functions functions;
  private final Connectors connectors;
  private final PatternCheck patternCheck;

  /** A binder that takes row patterns of any size. */
  public Binder(FunctionRegistry functions, Connectors connectors) {
    this(functions, connectors, PatternCheck.NONE);
  }

  public Binder(FunctionRegistry functions, Connectors connectors, PatternCheck patternCheck) {
    this.functions = new Functions(functions);
    this.connectors = connectors;
    this.patternCheck = patternCheck;
  }

  /** Binds one statement against the definitions of a catalog; finds all its mistakes. */
  public BindResult bind(Statement statement, Catalog catalog) {
    return bind(statement, catalog, Parameters.NONE);
  }

  /** As {@link #bind(Statement, Catalog)}, with values for the statement's parameters. */
  public BindResult bind(Statement statement, Catalog catalog, Parameters parameters) {
    var context = new Binding(catalog, functions, connectors, patternCheck);
    context.parameters = parameters;
    BoundStatement bound = statement(statement, context);
    if (context.problems.hasErrors()) {
      return new BindResult(Optional.empty(), context.problems.all());
    }
    return new BindResult(Optional.of(bound), context.problems.all());
  }

  /** Null, or anything, if mistakes were reported. */
  private BoundStatement statement(Statement statement, Binding context) {
    return switch (statement.kind()) {
      case QUERY -> query((Statement.QueryStatement) statement, context);
      case INSERT -> insert((Statement.Insert) statement, context);
      case CREATE_RELATION -> createRelation((Statement.CreateRelation) statement, context);
      case CREATE_VIEW -> createView((Statement.CreateView) statement, context);
      case CREATE_RULE -> createRule((Statement.CreateRule) statement, context);
      case CREATE_FUNCTION -> notBuilt(statement, "CREATE FUNCTION", context);
      case DROP -> drop((Statement.Drop) statement, context);
      case ALTER_RULE -> alterRule((Statement.AlterRule) statement, context);
      case SHOW -> show((Statement.Show) statement, context);
      case SHOW_DEAD_LETTERS -> deadLetters((Statement.ShowDeadLetters) statement, context);
      case SHOW_CREATE -> showCreate((Statement.ShowCreate) statement, context);
      case DESCRIBE -> describe((Statement.Describe) statement, context);
      case EXPLAIN -> explain((Statement.Explain) statement, context);
      case SET -> set((Statement.Set) statement, context);
    };
  }

  private static BoundStatement notBuilt(Statement statement, String construct, Binding context) {
    context.problems.notBuilt(statement, construct);
    return null;
  }

  // ---- queries

  private static BoundStatement query(Statement.QueryStatement statement, Binding context) {
    Rel rel = new QueryBinder(context).bind(statement.query());
    return context.problems.hasErrors() ? null : new BoundStatement.Query(rewritten(rel));
  }

  /** The plan of what the user sees: columns in the scope's order and with its names. */
  private static LogicalPlan rewritten(Rel rel) {
    return Rewriter.rewrite(rel.plan());
  }

  private static BoundStatement insert(Statement.Insert statement, Binding context) {
    BoundStatement.Insert insert = new InsertBinder(context).bind(statement);
    return insert == null || context.problems.hasErrors()
        ? null
        : new BoundStatement.Insert(insert.target(), Rewriter.rewrite(insert.plan()));
  }

  // ---- definitions

  /** The name of a new relation; checks that it has one part and is free. @return whether the old one is kept */
  private static boolean checkFree(
      QualifiedName name,
      Statement.IfExists ifExists,
      boolean taken,
      String what,
      Binding context) {
    if (!name.isSimple()) {
      context.problems.error(
          BindError.NOT_POSSIBLE,
          name.span(),
          "a " + what + " has a name of one part",
          name.last().text());
    }
    if (!taken || ifExists == Statement.IfExists.REPLACE) {
      return false;
    }
    if (ifExists == Statement.IfExists.KEEP) {
      return true;
    }
    context.problems.error(
        BindError.ALREADY_EXISTS,
        name.span(),
        "\"" + name.last().text() + "\" exists already",
        "CREATE OR REPLACE " + what.toUpperCase(Locale.ROOT) + " " + name + ", or IF NOT EXISTS");
    return false;
  }

  private static BoundStatement createRelation(
      Statement.CreateRelation statement, Binding context) {
    if (statement.object() == ObjectKind.TABLE) {
      return notBuilt(statement, "CREATE TABLE", context);
    }
    boolean taken = context.catalog.hasRelation(statement.name().last().text());
    boolean keep = checkFree(statement.name(), statement.ifExists(), taken, "stream", context);
    StreamPlan stream = new StreamBinder(context, statement).bind();
    return new BoundStatement.CreateStream(stream, statement.span().text(), keep);
  }

  private static BoundStatement createView(Statement.CreateView statement, Binding context) {
    if (statement.materialized()) {
      return notBuilt(statement, "CREATE MATERIALIZED VIEW", context);
    }
    for (var option : statement.options()) {
      context.problems.error(
          BindError.OPTION_NOT_KNOWN, option.span(), "a view has no option '" + option.key() + "'");
    }
    String name = statement.name().last().text();
    boolean keep =
        checkFree(
            statement.name(),
            statement.ifExists(),
            context.catalog.hasRelation(name),
            "view",
            context);
    Rel rel = new QueryBinder(context).view(statement);
    if (context.uses.stream().anyMatch(name::equalsIgnoreCase)) {
      context.problems.error(
          BindError.NAME_TWICE, statement.name().span(), "view \"" + name + "\" reads itself");
    }
    checkColumns(rel.schema(), statement, context);
    return new BoundStatement.CreateView(
        new View(name, statement, rel.schema(), context.uses), keep);
  }

  /** A view's columns are reached by name, so the names must differ. */
  private static void checkColumns(Schema schema, Statement.CreateView statement, Binding context) {
    var seen = new ArrayList<String>();
    for (var column : schema.columns()) {
      if (seen.stream().anyMatch(column.name()::equalsIgnoreCase)) {
        context.problems.error(
            BindError.NAME_TWICE,
            statement.name().span(),
            "view \"" + statement.name() + "\" has two columns \"" + column.name() + "\"",
            "SELECT ... AS another_name");
        return;
      }
      seen.add(column.name());
    }
  }

  private BoundStatement createRule(Statement.CreateRule statement, Binding context) {
    for (var option : statement.options()) {
      context.problems.error(
          BindError.OPTION_NOT_KNOWN, option.span(), "a rule has no option '" + option.key() + "'");
    }
    String name = statement.name().last().text();
    boolean taken = context.catalog.rule(Identifier.of(name)).isPresent();
    boolean keep = checkFree(statement.name(), statement.ifExists(), taken, "rule", context);
    return rule(name, statement.body(), statement.span().text(), keep, context);
  }

  private BoundStatement.CreateRule rule(
      String name, Statement statement, String text, boolean keep, Binding context) {
    int version = context.catalog.nextRuleVersion(name);
    context.rule = Optional.of(new Binding.RuleName(name, version));
    BoundStatement body = statement(statement, context);
    if (body == null || context.problems.hasErrors()) {
      return null;
    }
    Optional<StreamPlan> target =
        body instanceof BoundStatement.Insert i ? Optional.of(i.target()) : Optional.empty();
    LogicalPlan plan =
        body instanceof BoundStatement.Insert i ? i.plan() : ((BoundStatement.Query) body).plan();
    var into = target.map(t -> t.stream().name());
    var rule = new Rule(name, version, statement, text, into, context.uses);
    return new BoundStatement.CreateRule(rule, plan, target, keep);
  }

  private BoundStatement alterRule(Statement.AlterRule statement, Binding context) {
    Identifier name = statement.name().last();
    var rule = context.catalog.rule(name);
    if (rule.isEmpty()) {
      if (!statement.ifExists()) {
        ruleNotFound(statement.name(), context);
        return null;
      }
      return new BoundStatement.AlterRule(Optional.empty(), false);
    }
    var known = rule.get().name();
    return switch (statement.action()) {
      case PAUSE -> new BoundStatement.AlterRule(Optional.of(known), true);
      case RESUME -> new BoundStatement.AlterRule(Optional.of(known), false);
      case REPLACE -> {
        var body = statement.body().orElseThrow();
        var text = "CREATE RULE " + statement.name() + " AS " + body.span().text();
        yield rule(known, body, text, false, context);
      }
    };
  }

  private static void ruleNotFound(QualifiedName name, Binding context) {
    context.problems.add(
        Diagnostic.error(
                BindError.RELATION_NOT_FOUND,
                name.span(),
                "rule \"" + name.last().text() + "\" does not exist")
            .suggest(
                name.last().text(), context.catalog.rules().stream().map(Rule::name).toList()));
  }

  private static BoundStatement drop(Statement.Drop statement, Binding context) {
    Identifier name = statement.name().last();
    Catalog catalog = context.catalog;
    Optional<String> stream = catalog.stream(name).map(s -> s.stream().name());
    Optional<String> view = catalog.view(name).map(View::name);
    Optional<String> found =
        switch (statement.object()) {
          case STREAM -> stream;
          case VIEW -> view;
          case RULE -> catalog.rule(name).map(Rule::name);
          case TABLE, MATERIALIZED_VIEW, FUNCTION -> {
            context.problems.notBuilt(statement, "DROP " + statement.object().sql());
            yield Optional.empty();
          }
        };
    if (context.problems.hasErrors()) {
      return null;
    }
    if (found.isEmpty()) {
      ObjectKind other =
          statement.object() == ObjectKind.RULE
              ? null
              : stream.isPresent() ? ObjectKind.STREAM : view.isPresent() ? ObjectKind.VIEW : null;
      if (other != null) {
        context.problems.error(
            BindError.WRONG_KIND,
            statement.name().span(),
            "\"" + name.text() + "\" is a " + other.sql().toLowerCase(Locale.ROOT),
            "DROP " + other.sql() + " " + name.text());
      } else if (!statement.ifExists()) {
        List<String> known =
            statement.object() == ObjectKind.RULE
                ? catalog.rules().stream().map(Rule::name).toList()
                : catalog.relationNames();
        context.problems.add(
            Diagnostic.error(
                    BindError.RELATION_NOT_FOUND,
                    statement.name().span(),
                    statement.object().sql().toLowerCase(Locale.ROOT)
                        + " \""
                        + name.text()
                        + "\" does not exist")
                .suggest(name.text(), known));
      }
      return new BoundStatement.Drop(statement.object(), Optional.empty());
    }
    List<String> users =
        statement.object() == ObjectKind.RULE ? List.of() : catalog.usersOf(found.get());
    if (!users.isEmpty()) {
      context.problems.error(
          BindError.STILL_USED,
          statement.name().span(),
          "\"" + found.get() + "\" is still used by " + String.join(", ", users),
          "drop " + users.get(users.size() - 1) + " first");
    }
    return new BoundStatement.Drop(statement.object(), found);
  }

  // ---- questions

  private BoundStatement show(Statement.Show statement, Binding context) {
    return statement.object() == ObjectKind.RULE
        ? new BoundStatement.ShowRules(statement.like().map(CatalogRows::pattern))
        : CatalogRows.show(statement, context.catalog, functions.registry());
  }

  private static BoundStatement deadLetters(Statement.ShowDeadLetters statement, Binding context) {
    Optional<String> of =
        statement
            .of()
            .map(
                name -> {
                  Optional<StreamPlan> stream = context.catalog.stream(name.last());
                  if (stream.isEmpty()) {
                    context.problems.add(
                        Diagnostic.error(
                                BindError.RELATION_NOT_FOUND,
                                name.span(),
                                "stream \"" + name + "\" does not exist")
                            .suggest(name.last().text(), context.catalog.relationNames()));
                  }
                  return stream.map(s -> s.stream().name()).orElse("");
                });
    long limit = -1;
    if (statement.limit().isPresent()) {
      var nothing = Rel.of(Rel.failed().plan(), new Scope(List.of(), false));
      limit =
          (Long)
              new ExpressionBinder(new RowEnvironment(context, nothing, "LIMIT"))
                  .constant(statement.limit().get(), DataType.BIGINT, "the number of rows of LIMIT")
                  .orElse(0L);
    }
    return new BoundStatement.ShowDeadLetters(of, limit);
  }

  private static BoundStatement showCreate(Statement.ShowCreate statement, Binding context) {
    Identifier name = statement.name().last();
    Optional<String> text =
        switch (statement.object()) {
          case STREAM ->
              context.catalog.stream(name).flatMap(s -> context.catalog.text(s.stream().name()));
          case VIEW -> context.catalog.view(name).map(v -> v.statement().span().text());
          case RULE -> context.catalog.rule(name).map(Rule::text);
          case TABLE, MATERIALIZED_VIEW, FUNCTION -> Optional.empty();
        };
    if (text.isEmpty()) {
      context.problems.add(
          Diagnostic.error(
                  BindError.RELATION_NOT_FOUND,
                  statement.name().span(),
                  statement.object().sql().toLowerCase(Locale.ROOT)
                      + " \""
                      + name.text()
                      + "\" does not exist")
              .suggest(name.text(), context.catalog.relationNames()));
      return null;
    }
    return CatalogRows.single("statement", text.get());
  }

  private static BoundStatement describe(Statement.Describe statement, Binding context) {
    Identifier name = statement.name().last();
    Optional<ObjectKind> asked = statement.object();
    Optional<StreamPlan> stream =
        asked.isEmpty() || asked.get() == ObjectKind.STREAM
            ? context.catalog.stream(name)
            : Optional.empty();
    if (stream.isPresent()) {
      return CatalogRows.describe(stream.get().stream().schema(), stream);
    }
    Optional<View> view =
        asked.isEmpty() || asked.get() == ObjectKind.VIEW
            ? context.catalog.view(name)
            : Optional.empty();
    if (view.isPresent()) {
      return CatalogRows.describe(view.get().schema(), Optional.empty());
    }
    Optional<Rule> rule =
        asked.isEmpty() || asked.get() == ObjectKind.RULE
            ? context.catalog.rule(name)
            : Optional.empty();
    if (rule.isPresent()) {
      return CatalogRows.single("statement", rule.get().text());
    }
    var known = new ArrayList<>(context.catalog.relationNames());
    context.catalog.rules().forEach(r -> known.add(r.name()));
    context.problems.add(
        Diagnostic.error(
                BindError.RELATION_NOT_FOUND,
                statement.name().span(),
                asked.map(k -> k.sql().toLowerCase(Locale.ROOT)).orElse("stream, view or rule")
                    + " \""
                    + name.text()
                    + "\" does not exist")
            .suggest(name.text(), known));
    return null;
  }

  private BoundStatement explain(Statement.Explain statement, Binding context) {
    BoundStatement inner = statement(statement.statement(), context);
    if (inner == null || context.problems.hasErrors()) {
      return null;
    }
    if (statement.mode() == Statement.Explain.Mode.REWRITE) {
      return rewrite(statement, context);
    }
    if (statement.format() == Statement.Explain.Format.JSON) {
      return notBuilt(statement, "EXPLAIN ... FORMAT JSON", context);
    }
    if (planOf(inner) == null) {
      context.problems.error(
          BindError.NOT_POSSIBLE,
          statement.statement().span(),
          "EXPLAIN is for queries, INSERT and rules");
      return null;
    }
    if (statement.mode() == Statement.Explain.Mode.CODE) {
      requireText(statement, context);
    }
    return new BoundStatement.Explain(statement.mode(), statement.format(), inner);
  }

  private static BoundStatement rewrite(Statement.Explain statement, Binding context) {
    requireText(statement, context);
    return CatalogRows.lines(
        "sql",
        StandardSql.lines(statement.statement(), context.resolved, context.functions::isAggregate));
  }

  private static void requireText(Statement.Explain statement, Binding context) {
    if (statement.format() != Statement.Explain.Format.TEXT) {
      context.problems.error(
          BindError.NOT_POSSIBLE,
          statement.span(),
          "EXPLAIN "
              + statement.mode()
              + " gives a text, FORMAT "
              + statement.format()
              + " is not for it",
          "leave FORMAT out");
    }
  }

  private static LogicalPlan planOf(BoundStatement statement) {
    if (statement instanceof BoundStatement.Query q) {
      return q.plan();
    } else if (statement instanceof BoundStatement.Insert i) {
      return i.plan();
    } else if (statement instanceof BoundStatement.CreateRule r) {
      return r.plan();
    }
    return null;
  }

  private static BoundStatement set(Statement.Set statement, Binding context) {
    String name = statement.option().key().toLowerCase(Locale.ROOT);
    if (!SETTINGS.contains(name)) {
      context.problems.add(
          Diagnostic.error(
                  BindError.SETTING_NOT_KNOWN,
                  statement.option().keySpan(),
                  "setting '" + statement.option().key() + "' does not exist")
              .suggest(name, SETTINGS)
              .note("settings: " + String.join(", ", SETTINGS)));
    } else {
      PatternLimits.check(name, statement.option(), context.problems);
    }
    return new BoundStatement.Set(name, statement.option().value());
  }
}
