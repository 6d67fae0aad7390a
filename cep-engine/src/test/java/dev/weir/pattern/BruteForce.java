package dev.weir.pattern;

import dev.weir.ast.Statement;
import dev.weir.bind.BindResult;
import dev.weir.bind.Binder;
import dev.weir.bind.BoundStatement;
import dev.weir.catalog.Catalog;
import dev.weir.connector.Connectors;
import dev.weir.diagnostic.DiagnosticPrinter;
import dev.weir.diagnostic.Source;
import dev.weir.expression.Expression;
import dev.weir.expression.Interpreter;
import dev.weir.expression.SortKey;
import dev.weir.function.FunctionRegistry;
import dev.weir.parser.Parser;
import dev.weir.plan.LogicalPlan;
import dev.weir.time.VirtualClock;
import dev.weir.type.Schema;
import dev.weir.type.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** A query with MATCH_RECOGNIZE over one stream, answered by interpretation of its plan. */
final class BruteForce {
  private static final Binder BINDER = new Binder(FunctionRegistry.builtIn(), Connectors.load());
  private static final Interpreter INTERPRETER = new Interpreter(new VirtualClock(0));

  private final LogicalPlan plan;
  private final LogicalPlan.Match match;

  private BruteForce(LogicalPlan plan) {
    this.plan = plan;
    var node = plan;
    while (!(node instanceof LogicalPlan.Match)) {
      node = node.inputs().get(0);
    }
    this.match = (LogicalPlan.Match) node;
  }

  /** Thrown when the text is refused. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** A catalog with the streams that the statements create. */
  static Catalog catalog(String statements) {
    var catalog = new Catalog();
    for (var statement : Parser.parse(Source.of("streams", statements)).statements()) {
      bind(statement, catalog).applyTo(catalog);
    }
    return catalog;
  }

  /** @throws Refused if there is an error */
  static BruteForce of(String query, Catalog catalog) {
    var parsed = Parser.parse(Source.of("case", query));
    if (parsed.hasErrors()) {
      throw new Refused(DiagnosticPrinter.plain().render(parsed.diagnostics()));
    }
    var bound = (BoundStatement.Query) bind(parsed.statements().get(0), catalog);
    return new BruteForce(bound.plan());
  }

  private static BoundStatement bind(Statement statement, Catalog catalog) {
    BindResult result = BINDER.bind(statement, catalog);
    if (!result.isOk()) {
      throw new Refused(DiagnosticPrinter.plain().render(result.diagnostics()));
    }
    return result.statement().orElseThrow();
  }

  LogicalPlan.Match match() {
    return match;
  }

  Schema schema() {
    return plan.schema();
  }

  /** One input row. @param values of all columns of the stream */
  record Input(List<Object> values, long time) {}

  /**
   * What a partition gives.
   *
   * @param oracle to ask more
   * @param results in order of their starts
   * @param rows of {@code results}, as the query shows them
   */
  record Partition(
      List<Object> key,
      PatternOracle oracle,
      List<PatternOracle.Result> results,
      List<List<Object>> rows) {}

  /**
   * The results by partition, in order of the partitions' first rows.
   *
   * @param inputs in order of time
   */
  List<Partition> run(List<Input> inputs, long budget) {
    var partitions = new LinkedHashMap<List<Object>, List<OracleRow>>();
    var layout = match.input().schema().layout();
    for (var row : rows(match.input(), inputs)) {
      var key = new ArrayList<Object>();
      for (var expression : match.partitionBy()) {
        key.add(INTERPRETER.evaluate(expression, row.event(), row.time()));
      }
      var members = partitions.computeIfAbsent(key, k -> new ArrayList<>());
      members.add(new OracleRow(row.event(), row.time(), members.size()));
    }
    var answers = new ArrayList<Partition>();
    partitions.forEach(
        (key, members) -> {
          var oracle = new PatternOracle(match.spec(), match.rowColumns(), members, layout, budget);
          var results = oracle.results();
          var shown = new ArrayList<List<Object>>();
          results.forEach(result -> result.rows().forEach(row -> shown.add(show(row))));
          answers.add(new Partition(key, oracle, results, shown));
        });
    return answers;
  }

  private record Row(BoxedEvent event, long time) {}

  /** The rows that go into the pattern, in its order. */
  List<Input> matched(List<Input> inputs) {
    return rows(match.input(), inputs).stream()
        .map(row -> new Input(row.event().values(), row.time()))
        .toList();
  }

  private static List<Row> rows(LogicalPlan plan, List<Input> inputs) {
    if (plan instanceof LogicalPlan.Scan scan) {
      var layout = scan.schema().layout();
      return inputs.stream()
          .map(input -> new Row(new BoxedEvent(layout, input.values()), input.time()))
          .toList();
    }
    var below = rows(plan.inputs().get(0), inputs);
    if (plan instanceof LogicalPlan.Project project) {
      return below.stream()
          .map(
              row ->
                  new Row(
                      new BoxedEvent(
                          project.schema().layout(),
                          values(project.expressions(), row.event(), row.time())),
                      row.time()))
          .toList();
    } else if (plan instanceof LogicalPlan.Filter filter) {
      return below.stream()
          .filter(row -> INTERPRETER.test(filter.predicate(), row.event(), row.time()))
          .toList();
    } else if (plan instanceof LogicalPlan.Sort sort) {
      var sorted = new ArrayList<>(below);
      sorted.sort(Comparator.comparingLong(Row::time).thenComparing(order(sort.keys())));
      return sorted;
    }
    throw new AssertionError(plan);
  }

  private static Comparator<Row> order(List<SortKey> keys) {
    return (a, b) -> {
      for (var key : keys) {
        var left = INTERPRETER.evaluate(key.expression(), a.event(), a.time());
        var right = INTERPRETER.evaluate(key.expression(), b.event(), b.time());
        int compared =
            left == null || right == null
                ? left == right ? 0 : (left == null) == key.nullsFirst() ? -1 : 1
                : key.descending() ? Values.compare(right, left) : Values.compare(left, right);
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }

  private static List<Object> values(List<Expression> expressions, BoxedEvent event, long time) {
    var values = new ArrayList<Object>();
    expressions.forEach(e -> values.add(INTERPRETER.evaluate(e, event, time)));
    return values;
  }

  /** What the projections above the pattern make of a row of its result. */
  private List<Object> show(List<Object> row) {
    return show(plan, row);
  }

  private List<Object> show(LogicalPlan node, List<Object> row) {
    if (node == match) {
      return row;
    }
    var project = (LogicalPlan.Project) node;
    var below = show(project.input(), row);
    var event = new BoxedEvent(project.input().schema().layout(), below);
    return values(project.expressions(), event, 0);
  }
}
