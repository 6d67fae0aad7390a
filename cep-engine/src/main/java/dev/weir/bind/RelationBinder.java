package dev.weir.bind;

import dev.weir.ast.Alias;
import dev.weir.ast.Expression.Kind;
import dev.weir.ast.Identifier;
import dev.weir.ast.Join;
import dev.weir.ast.MatchRecognize;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.Relation;
import dev.weir.catalog.StreamPlan;
import dev.weir.catalog.View;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands in FROM. */
final class RelationBinder {
  private static final List<String> TABLE_FUNCTIONS =
      List.of(
          "TUMBLE",
          "HOP",
          "CUMULATE",
          "SESSION",
          "SLIDE",
          "TUMBLE_ROWS",
          "HOP_ROWS",
          "LATE",
          "MERGE",
          "UNNEST");

  private final Binding context;
  private final Problems problems;
  private final QueryBinder queries;
  private final Map<String, Rel> named;

  /** @param named the relations of WITH that can be seen, by lower-case name */
  RelationBinder(Binding context, QueryBinder queries, Map<String, Rel> named) {
    this.context = context;
    this.problems = context.problems;
    this.queries = queries;
    this.named = named;
  }

  /** The relations between the commas of FROM: one, and then what unnests its columns. */
  Rel bindAll(List<Relation> from) {
    if (from.isEmpty()) {
      return Rel.of(
          new LogicalPlan.Values(new Schema(List.of()), List.of(List.of())),
          new Scope(List.of(), false));
    }
    Rel rel = bind(from.get(0));
    for (Relation next : from.subList(1, from.size())) {
      rel = beside(rel, next, false, next);
    }
    return rel;
  }

  Rel bind(Relation relation) {
    return switch (relation.kind()) {
      case NAMED -> named((Relation.Named) relation);
      case SUBQUERY -> {
        var subquery = (Relation.Subquery) relation;
        if (subquery.lateral()) {
          problems.notBuilt(relation, "LATERAL with a subquery");
          yield Rel.failed();
        }
        yield queries.bind(subquery.query());
      }
      case WINDOW -> {
        var window = (Relation.Window) relation;
        yield new WindowBinder(context).bind(window, bind(window.input()));
      }
      case LATE -> late((Relation.Late) relation);
      case MERGE -> new MergeBinder(context, (Relation.Merge) relation).bind(this::bind);
      case UNNEST ->
          unnest(bindAll(List.of()), (Relation.Unnest) relation, Optional.empty(), false);
      case FUNCTION -> {
        function((Relation.Function) relation);
        yield Rel.failed();
      }
      case ALIASED -> {
        var aliased = (Relation.Aliased) relation;
        yield aliased.relation() instanceof Relation.Unnest unnest
            ? unnest(bindAll(List.of()), unnest, Optional.of(aliased.alias()), false)
            : aliased(bind(aliased.relation()), aliased.alias());
      }
      case JOIN -> join((Join) relation);
      case MATCH_RECOGNIZE -> {
        var match = (MatchRecognize) relation;
        Rel input = bind(match.input());
        yield new MatchBinder(context, match, MergeBinder.streams(match.input(), input))
            .bind(input);
      }
    };
  }

  // ---- names

  private Rel named(Relation.Named relation) {
    if (relation.systemTime().isPresent()) {
      problems.notBuilt(relation, "FOR SYSTEM_TIME AS OF");
      return Rel.failed();
    }
    return named(relation.name());
  }

  Rel named(QualifiedName name) {
    Identifier last = name.last();
    if (name.isSimple()) {
      Rel query = named.get(last.text().toLowerCase(Locale.ROOT));
      if (query != null) {
        return new Rel(query.plan(), query.scope().named(last.text()), query.broken());
      }
      Optional<StreamPlan> stream = context.catalog.stream(last);
      if (stream.isPresent()) {
        context.uses.add(stream.get().stream().name());
        return scan(stream.get(), false, name.span());
      }
      Optional<View> view = context.catalog.view(last);
      if (view.isPresent()) {
        context.uses.add(view.get().name());
        return view(view.get());
      }
    }
    notFound(name);
    return Rel.failed();
  }

  private void notFound(QualifiedName name) {
    var known = new ArrayList<>(context.catalog.relationNames());
    known.addAll(named.keySet());
    var problem =
        Diagnostic.error(
                BindError.RELATION_NOT_FOUND,
                name.span(),
                "stream or view \"" + name + "\" does not exist")
            .suggest(name.last().text(), known);
    if (known.isEmpty()) {
      problem.note("nothing has been created yet");
    } else {
      problem.note("there is: " + String.join(", ", known));
    }
    problems.add(problem);
  }

  private Rel scan(StreamPlan stream, boolean late, Span place) {
    stream.stream()
        .connector()
        .map(context.connectors::connector)
        .filter(c -> !c.canRead())
        .ifPresent(
            c ->
                problems.error(
                    BindError.NOT_POSSIBLE,
                    place,
                    "the connector '"
                        + c.name()
                        + "' of stream \""
                        + stream.stream().name()
                        + "\" cannot read"));
    var plan = new LogicalPlan.Scan(stream.stream(), late);
    return Rel.of(plan, Scope.of(stream.stream().name(), plan.schema()));
  }

  /** Bound anew; its errors were reported when it was created. */
  private Rel view(View view) {
    Rel rel = problems.quietly(() -> new QueryBinder(context).view(view.statement()));
    if (rel == null || rel.broken()) {
      problems.error(
          BindError.RELATION_NOT_FOUND,
          view.statement().name().span(),
          "view \"" + view.name() + "\" no longer fits the streams that it reads",
          "CREATE OR REPLACE VIEW " + view.name() + " AS ...");
      return Rel.failed();
    }
    return new Rel(rel.plan(), Scope.of(view.name(), rel.schema()), false);
  }

  /** Late rows are behind the watermark, so their time cannot be a window's time. */
  private Rel late(Relation.Late relation) {
    Optional<StreamPlan> stream =
        relation.name().isSimple()
            ? context.catalog.stream(relation.name().last())
            : Optional.empty();
    if (stream.isEmpty()) {
      if (context.catalog.view(relation.name().last()).isPresent()) {
        problems.error(
            BindError.WRONG_KIND,
            relation.name().span(),
            "LATE takes a stream, \"" + relation.name() + "\" is a view");
      } else {
        notFound(relation.name());
      }
      return Rel.failed();
    }
    if (stream.get().stream().watermark().isEmpty()) {
      problems.error(
          BindError.NO_EVENT_TIME,
          relation.span(),
          "stream \"" + stream.get().stream().name() + "\" has no WATERMARK, so no event is late");
      return Rel.failed();
    }
    context.uses.add(stream.get().stream().name());
    Rel scan = scan(stream.get(), true, relation.name().span());
    var columns = scan.schema().columns().stream().map(c -> c.withRole(Role.PLAIN)).toList();
    var plan =
        new LogicalPlan.Project(scan.plan(), Plans.columns(scan.schema()), new Schema(columns));
    return Rel.of(plan, Scope.of(stream.get().stream().name(), plan.schema()));
  }

  private void function(Relation.Function relation) {
    problems.add(
        Diagnostic.error(
                BindError.FUNCTION_NOT_FOUND,
                relation.name().span(),
                "table function \"" + relation.name() + "\" does not exist")
            .suggest(relation.name().last().text(), TABLE_FUNCTIONS)
            .note("table functions: " + String.join(", ", TABLE_FUNCTIONS)));
  }

  // ---- aliases

  private Rel aliased(Rel rel, Alias alias) {
    if (rel.broken()) {
      return rel;
    }
    Scope scope = rel.scope().named(alias.name().text());
    if (alias.columns().isEmpty()) {
      return new Rel(rel.plan(), scope, false);
    }
    if (alias.columns().size() > scope.items().size()) {
      problems.error(
          BindError.COLUMN_COUNT,
          alias.columns().get(scope.items().size()).span(),
          "the alias names "
              + alias.columns().size()
              + " columns, there are "
              + scope.items().size());
    }
    checkTwice(alias.columns());
    LogicalPlan plan = rel.plan();
    if (plan instanceof LogicalPlan.Values values) {
      // Constant rows have no names but these.
      var columns = new ArrayList<>(values.schema().columns());
      for (int i = 0; i < Math.min(alias.columns().size(), columns.size()); i++) {
        columns.set(i, columns.get(i).withName(alias.columns().get(i).text()));
      }
      plan = new LogicalPlan.Values(new Schema(columns), values.rows());
    }
    var items = new ArrayList<Scope.Item>();
    for (int i = 0; i < scope.items().size(); i++) {
      Scope.Item item = scope.items().get(i);
      items.add(
          i < alias.columns().size()
              ? new Scope.Item(
                  item.qualifier(),
                  item.column().withName(alias.columns().get(i).text()),
                  item.index())
              : item);
    }
    return new Rel(plan, new Scope(items, false), false);
  }

  void checkTwice(List<Identifier> names) {
    Set<String> seen = new HashSet<>();
    for (Identifier name : names) {
      if (!seen.add(name.text().toLowerCase(Locale.ROOT))) {
        problems.error(
            BindError.NAME_TWICE, name.span(), "column \"" + name.text() + "\" is named twice");
      }
    }
  }

  // ---- joins

  private Rel join(Join join) {
    boolean always =
        join.condition().isEmpty()
            || join.condition().get() instanceof Join.On on
                && on.condition() instanceof dev.weir.ast.Expression.BooleanLiteral literal
                && literal.value();
    boolean left = join.type() == Join.Type.LEFT;
    boolean unnests = unnestOf(join.right()) != null;
    if (unnests
        && always
        && (left || join.type() == Join.Type.CROSS || join.type() == Join.Type.INNER)) {
      return beside(bind(join.left()), join.right(), left, join);
    }
    if (unnests) {
      problems.notBuilt(
          join, "a join of UNNEST with a condition", "CROSS JOIN UNNEST(...) and a WHERE");
    } else {
      problems.notBuilt(join, "a join of two relations");
    }
    // Mistakes in the sides are shown too.
    bind(join.left());
    if (!unnests) {
      bind(join.right());
    }
    return Rel.failed();
  }

  private static Relation.Unnest unnestOf(Relation relation) {
    if (relation instanceof Relation.Unnest unnest) {
      return unnest;
    }
    return relation instanceof Relation.Aliased a && a.relation() instanceof Relation.Unnest u
        ? u
        : null;
  }

  private Rel beside(Rel left, Relation right, boolean keepEmpty, dev.weir.ast.Node place) {
    Relation.Unnest unnest = unnestOf(right);
    if (unnest == null) {
      problems.notBuilt(place, "a join of two relations");
      bind(right);
      return Rel.failed();
    }
    Optional<Alias> alias =
        right instanceof Relation.Aliased a ? Optional.of(a.alias()) : Optional.empty();
    return unnest(left, unnest, alias, keepEmpty);
  }

  // ---- UNNEST

  private Rel unnest(Rel input, Relation.Unnest unnest, Optional<Alias> alias, boolean keepEmpty) {
    if (unnest.collections().size() != 1) {
      problems.notBuilt(unnest, "UNNEST of several arrays side by side");
      return Rel.failed();
    }
    var node = unnest.collections().get(0);
    Expression collection =
        new ExpressionBinder(new RowEnvironment(context, input, "UNNEST")).bind(node);
    if (input.broken() || Coercion.isNull(collection)) {
      return Rel.failed();
    }
    DataType type = collection.type();
    if (type.kind() != TypeKind.ARRAY && type.kind() != TypeKind.MAP) {
      problems.error(
          BindError.ARGUMENT_TYPES,
          node.span(),
          "UNNEST takes an ARRAY or a MAP, not " + type,
          node.kind() == Kind.STRING || type.kind().isString()
              ? "STRING_TO_ARRAY(" + node.span().text() + ", ',')"
              : "UNNEST(ARRAY[" + node.span().text() + "])");
      return Rel.failed();
    }
    var added = new ArrayList<Column>();
    if (type.kind() == TypeKind.MAP) {
      added.add(new Column("key", type.children().get(0), keepEmpty, Role.PLAIN));
      added.add(new Column("value", type.children().get(1)));
    } else if (type.element().kind() == TypeKind.ROW) {
      for (int i = 0; i < type.element().names().size(); i++) {
        added.add(new Column(type.element().names().get(i), type.element().children().get(i)));
      }
    } else {
      String name =
          alias.filter(a -> a.columns().isEmpty()).map(a -> a.name().text()).orElse("unnest");
      added.add(new Column(name, type.element()));
    }
    if (unnest.withOrdinality()) {
      added.add(new Column("ordinality", DataType.BIGINT, keepEmpty, Role.PLAIN));
    }
    var schema = input.schema().concat(new Schema(added));
    var plan =
        new LogicalPlan.Unnest(
            input.plan(), collection, unnest.withOrdinality(), keepEmpty, schema);
    Rel elements = Rel.of(plan, addedScope(schema, input.schema().size()));
    if (alias.isPresent()) {
      elements = aliased(elements, alias.get());
    }
    var items = new ArrayList<>(input.scope().items());
    items.addAll(elements.scope().items());
    return Rel.of(plan, new Scope(items, false));
  }

  private static Scope addedScope(Schema schema, int from) {
    var items = new ArrayList<Scope.Item>();
    for (int i = from; i < schema.size(); i++) {
      items.add(new Scope.Item("", schema.column(i), i));
    }
    return new Scope(items, false);
  }
}
