package dev.weir.serve;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.ast.QueryBody;
import dev.weir.ast.Statement;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.parser.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rule files of a directory: what all of them say, as one. A file holds CREATE STREAM, CREATE VIEW, CREATE RULE, INSERT
 * INTO ... SELECT and SET. Which file says a thing, and where in it, does not matter: settings come first, then streams and
 * views, each behind those that it is made of, then rules, then inserts. Immutable.
 */
public final class RuleFiles {
  private final List<Source> files;
  private final List<Statement> statements;
  private final List<Diagnostic> found;
  private final List<Source> unreadable;

  private RuleFiles(
      List<Source> files,
      List<Statement> statements,
      List<Diagnostic> found,
      List<Source> unreadable) {
    this.files = List.copyOf(files);
    this.statements = List.copyOf(statements);
    this.found = List.copyOf(found);
    this.unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads every file below a directory whose name ends in {@code .sql} and does not begin with a dot. Mistakes in them are
   * told by {@link #check}.
   *
   * @throws IOException if the directory or a file can't be read, or a file is no text in UTF-8
   */
  public static RuleFiles read(Path directory) throws IOException {
    List<Path> paths;
    try (var below = Files.walk(directory)) {
      paths = below.filter(RuleFiles::isRuleFile).sorted().toList();
    }
    var sources = new ArrayList<Source>();
    for (var path : paths) {
      sources.add(Source.of(path.toString(), Files.readString(path, StandardCharsets.UTF_8)));
    }
    return of(sources);
  }

  private static boolean isRuleFile(Path path) {
    var name = path.getFileName().toString();
    return name.endsWith(".sql") && !name.startsWith(".") && Files.isRegularFile(path);
  }

  static RuleFiles of(List<Source> sources) {
    var found = new ArrayList<Diagnostic>();
    var unreadable = new ArrayList<Source>();
    var accepted = new ArrayList<Statement>();
    var places = new HashMap<String, Statement>();
    for (var source : sources) {
      var parsed = Parser.parse(source);
      found.addAll(parsed.diagnostics());
      if (parsed.hasErrors()) {
        unreadable.add(source);
      }
      for (var statement : parsed.statements()) {
        if (hasPlace(statement, found) && isFirst(statement, places, found)) {
          accepted.add(statement);
        }
      }
    }
    return new RuleFiles(sources, inOrder(accepted, found), found, unreadable);
  }

  private static boolean hasPlace(Statement statement, List<Diagnostic> found) {
    boolean allowed =
        switch (statement.kind()) {
          case CREATE_RELATION, CREATE_VIEW, CREATE_RULE, SET -> true;
          case INSERT ->
              !(((Statement.Insert) statement).query().body() instanceof QueryBody.Values);
          case QUERY,
              CREATE_FUNCTION,
              DROP,
              ALTER_RULE,
              SHOW,
              SHOW_DEAD_LETTERS,
              SHOW_CREATE,
              DESCRIBE,
              EXPLAIN ->
              false;
        };
    if (!allowed) {
      var diagnostic =
          Diagnostic.error(
              RuleFileError.STATEMENT_PLACE,
              statement.span(),
              "this statement has no place in a rule file");
      found.add(diagnostic.help(advice(statement)).build());
    }
    return allowed;
  }

  private static String advice(Statement statement) {
    return switch (statement.kind()) {
      case QUERY -> "give the query a name: CREATE RULE name AS SELECT ...";
      case DROP, ALTER_RULE -> "change or remove the statement that defines it";
      case INSERT -> "rows are sent to a running server; a rule file has INSERT INTO ... SELECT";
      default ->
          "a rule file has CREATE STREAM, CREATE VIEW, CREATE RULE, INSERT INTO ... SELECT and SET";
    };
  }

  private static boolean isFirst(
      Statement statement, Map<String, Statement> places, List<Diagnostic> found) {
    var name = nameOf(statement);
    var first = name == null ? null : places.putIfAbsent(name, statement);
    if (first != null) {
      var what = name.substring(0, name.indexOf(' '));
      var called = name.substring(what.length() + 1);
      found.add(
          Diagnostic.error(
                  RuleFileError.DEFINED_TWICE,
                  statement.span(),
                  what + " \"" + called + "\" is made twice")
              .note("the other is at " + first.span())
              .build());
    }
    return first == null;
  }

  /** What a statement defines, the kind before the name; null if nothing. Streams and views share their names. */
  private static String nameOf(Statement statement) {
    if (statement instanceof Statement.CreateRule rule) {
      return "rule " + key(rule.name().last().text());
    }
    if (statement instanceof Statement.Set set) {
      return "setting " + key(set.option().key());
    }
    var relation = Dependencies.definedBy(statement);
    return relation == null ? null : "relation " + relation;
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<Statement> inOrder(List<Statement> accepted, List<Diagnostic> found) {
    var ordered = new ArrayList<Statement>();
    take(accepted, Statement.Set.class, ordered);
    ordered.addAll(new Dependencies(accepted, found).definitions());
    take(accepted, Statement.CreateRule.class, ordered);
    take(accepted, Statement.Insert.class, ordered);
    return ordered;
  }

  private static void take(
      List<Statement> from, Class<? extends Statement> kind, List<Statement> into) {
    from.stream().filter(kind::isInstance).forEach(into::add);
  }

  // ---- checking and executing

  /**
   * Every mistake of every file, by file and place; warnings too. Executes nothing.
   *
   * @param engine in which they would be executed
   */
  public List<Diagnostic> check(Engine engine) {
    var all = new ArrayList<>(found);
    engine.checkStatements(statements).stream()
        .filter(diagnostic -> !isOfUnreadable(diagnostic))
        .forEach(all::add);
    all.sort(
        Comparator.comparing((Diagnostic d) -> files.indexOf(d.primary().source()))
            .thenComparing(d -> d.primary().start()));
    return all;
  }

  /** Whether all that is wrong is that a definition could not be read, which is reported where that is. */
  private boolean isOfUnreadable(Diagnostic diagnostic) {
    if (!diagnostic.code().code().equals("E0201")) {
      return false;
    }
    var definition =
        Pattern.compile(
            "\\b(STREAM|TABLE|VIEW)\\s+(IF\\s+NOT\\s+EXISTS\\s+)?[\"`]?"
                + Pattern.quote(diagnostic.primary().text().replaceAll("[\"`]", ""))
                + "\\b",
            Pattern.CASE_INSENSITIVE);
    return unreadable.stream().anyMatch(file -> definition.matcher(file.text()).find());
  }

  /**
   * Executes all; only if {@link #check} found no error.
   *
   * @param rows receives the rows of rules without INSERT, as long as the engine lives
   * @throws dev.weir.RunException if a source or sink can't be opened
   */
  public void execute(Engine engine, ResultHandler rows) {
    statements.forEach(statement -> engine.execute(statement, rows));
  }

  /** How many files there are. */
  public int count() {
    return files.size();
  }

  /** How many rules the files make; inserts that stand are not counted. */
  public long rules() {
    return statements.stream().filter(Statement.CreateRule.class::isInstance).count();
  }

  /** How many streams and views the files define. */
  public long definitions() {
    return statements.stream().filter(s -> Dependencies.definedBy(s) != null).count();
  }
}
