package dev.weir.ast;

import java.util.List;
import java.util.Optional;

/**
 * Prints syntax trees as SQL. What is printed reads back as an equal tree, if the tree came from text or keeps to the forms that text
 * can have. Keywords are in upper case, parentheses stand only where the tree needs them, clauses of statements on lines of their own.
 */
public final class SqlPrinter {
  private final Out out;
  private final QueryPrinter queries;

  private SqlPrinter(Out out) {
    this.out = out;
    this.queries = new QueryPrinter(out);
  }

  /** A statement over as many lines as it takes, without a semicolon; any other node in one line. */
  public static String print(Node node) {
    var out = new Out(!(node instanceof Statement || node instanceof Query));
    new SqlPrinter(out).node(node);
    return out.toString();
  }

  /** Any node in one line. */
  public static String printFlat(Node node) {
    var out = new Out(true);
    new SqlPrinter(out).node(node);
    return out.toString();
  }

  private void node(Node node) {
    if (node instanceof Statement statement) {
      statement(statement);
    } else {
      queries.node(node);
    }
  }

  private void statement(Statement statement) {
    switch (statement.kind()) {
      case QUERY -> queries.query(((Statement.QueryStatement) statement).query());
      case INSERT -> insert((Statement.Insert) statement);
      case CREATE_RELATION -> createRelation((Statement.CreateRelation) statement);
      case CREATE_VIEW -> createView((Statement.CreateView) statement);
      case CREATE_RULE -> {
        var rule = (Statement.CreateRule) statement;
        create(ObjectKind.RULE, rule.name(), rule.ifExists());
        options(rule.options());
        out.text(" AS").line();
        statement(rule.body());
      }
      case CREATE_FUNCTION -> {
        var function = (Statement.CreateFunction) statement;
        create(ObjectKind.FUNCTION, function.name(), function.ifExists());
        out.text(" AS ").string(function.className());
      }
      case DROP -> {
        var drop = (Statement.Drop) statement;
        out.text("DROP ")
            .text(drop.object().sql())
            .text(drop.ifExists() ? " IF EXISTS " : " ")
            .name(drop.name());
      }
      case ALTER_RULE -> alterRule((Statement.AlterRule) statement);
      case SHOW -> {
        var show = (Statement.Show) statement;
        out.text("SHOW ").text(show.object().sql()).text("S");
        show.like().ifPresent(like -> out.text(" LIKE ").string(like));
      }
      case SHOW_DEAD_LETTERS -> {
        var show = (Statement.ShowDeadLetters) statement;
        out.text("SHOW DEAD LETTERS");
        show.of().ifPresent(of -> out.text(" FOR ").name(of));
        show.limit().ifPresent(limit -> queries.expressions.value(out.text(" LIMIT "), limit));
      }
      case SHOW_CREATE -> {
        var show = (Statement.ShowCreate) statement;
        out.text("SHOW CREATE ").text(show.object().sql()).text(" ").name(show.name());
      }
      case DESCRIBE -> {
        var describe = (Statement.Describe) statement;
        out.text("DESCRIBE ");
        describe.object().ifPresent(object -> out.text(object.sql()).text(" "));
        out.name(describe.name());
      }
      case EXPLAIN -> explain((Statement.Explain) statement);
      case SET -> {
        out.text("SET ");
        option(((Statement.Set) statement).option());
      }
    }
  }

  private void insert(Statement.Insert insert) {
    out.text("INSERT INTO ").name(insert.target());
    columns(insert.columns());
    out.line();
    queries.query(insert.query());
  }

  private void create(ObjectKind kind, QualifiedName name, Statement.IfExists ifExists) {
    out.text(ifExists == Statement.IfExists.REPLACE ? "CREATE OR REPLACE " : "CREATE ")
        .text(kind.sql());
    out.text(ifExists == Statement.IfExists.KEEP ? " IF NOT EXISTS " : " ").name(name);
  }

  private void createRelation(Statement.CreateRelation relation) {
    create(relation.object(), relation.name(), relation.ifExists());
    out.text(" (").indent().line0();
    for (int i = 0; i < relation.elements().size(); i++) {
      if (i > 0) {
        out.text(",").line();
      }
      element(relation.elements().get(i));
    }
    out.outdent().line0().text(")");
    options(relation.options());
  }

  private void element(TableElement element) {
    switch (element.kind()) {
      case COLUMN -> {
        var column = (TableElement.Column) element;
        out.name(column.name()).text(" ");
        queries.expressions.type(column.type());
        out.text(column.notNull() ? " NOT NULL" : "")
            .text(column.primaryKey() ? " PRIMARY KEY" : "");
        column
            .defaultValue()
            .ifPresent(value -> queries.expressions.value(out.text(" DEFAULT "), value));
      }
      case COMPUTED_COLUMN -> {
        var computed = (TableElement.ComputedColumn) element;
        queries.expressions.any(out.name(computed.name()).text(" AS "), computed.value());
      }
      case WATERMARK -> {
        var watermark = (TableElement.Watermark) element;
        queries.expressions.any(
            out.text("WATERMARK FOR ").name(watermark.column()).text(" AS "), watermark.value());
      }
      case PRIMARY_KEY ->
          out.text("PRIMARY KEY (").names(((TableElement.PrimaryKey) element).columns()).text(")");
    }
  }

  private void createView(Statement.CreateView view) {
    create(
        view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW,
        view.name(),
        view.ifExists());
    columns(view.columns());
    options(view.options());
    out.text(" AS").line();
    queries.query(view.query());
  }

  private void alterRule(Statement.AlterRule alter) {
    out.text("ALTER RULE ").text(alter.ifExists() ? "IF EXISTS " : "").name(alter.name());
    Optional<Statement> body = alter.body();
    if (body.isPresent()) {
      out.text(" AS").line();
      statement(body.get());
    } else {
      out.text(" ").text(alter.action().name());
    }
  }

  private void explain(Statement.Explain explain) {
    out.text("EXPLAIN ");
    if (explain.mode() != Statement.Explain.Mode.PLAN) {
      out.text(explain.mode().name()).text(" ");
    }
    out.line0();
    statement(explain.statement());
    if (explain.format() != Statement.Explain.Format.TEXT) {
      out.line().text("FORMAT ").text(explain.format().name());
    }
  }

  private void columns(List<Identifier> columns) {
    if (!columns.isEmpty()) {
      out.text(" (").names(columns).text(")");
    }
  }

  private void options(List<Option> options) {
    queries.options(options);
  }

  private void option(Option option) {
    out.string(option.key()).text(" = ").string(option.value());
  }

  /** A name as it must be written: in quotes if it is quoted, reserved or no plain word. */
  public static String quote(Identifier name) {
    return name.quoted() || !isPlain(name.text()) ? quote(name.text()) : name.text();
  }

  /** A name in double quotes. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A name as declared, in quotes only if it could not be read without them. */
  public static String name(String declared) {
    return isPlain(declared) ? declared : quote(declared);
  }

  private static boolean isPlain(String name) {
    if (ReservedWords.contains(name)) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = Character.isLetter(c) || c == '_';
      if (!letter && (i == 0 || !Character.isDigit(c))) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
