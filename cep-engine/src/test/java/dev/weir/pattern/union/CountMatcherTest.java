package dev.weir.pattern.union;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.function.FunctionRegistry;
import dev.weir.function.Resolution;
import dev.weir.operator.Collector;
import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.RowErrors;
import dev.weir.operator.TestEvent;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.automaton.AutomatonCompiler;
import dev.weir.pattern.automaton.PredicateClasses;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.Matcher;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.PatternNode;
import dev.weir.plan.Rewriter;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows as in {@link UnionMatcherTest}; a result is the id of a closing row and the number of its matches. */
class CountMatcherTest {
  private static final RowErrors NONE =
      (event, time, error) -> {
        throw new AssertionError(event + ": " + error.getMessage());
      };

  /** How a number can be found: in the sliding product, or in the graph. */
  private enum Way {
    PRODUCT,
    GRAPH
  }

  private static Matcher<?> matcher(
      Way way, MatchSpec spec, Automaton automaton, RowErrors errors, MatchOutput output) {
    var parts = UnionMatcherTest.parts(spec, automaton, errors);
    return way == Way.PRODUCT ? CountMatcher.of(parts, output) : new UnionMatcher(parts, output);
  }

  private static MatchSpec spec(PatternNode pattern, long within) {
    var spec = UnionMatcherTest.spec(pattern, within, -1, List.of());
    return new MatchSpec(
        spec.variables(),
        pattern,
        within,
        spec.rows(),
        spec.skip(),
        spec.defineRows(),
        spec.defineValues(),
        spec.measures(),
        spec.measureRows(),
        List.of(new MatchValue.Matches()),
        spec.limits(),
        true);
  }

  @Test
  void theNumberIsThatOfAllMatches() {
    for (var way : Way.values()) {
      var random = new Random(20_261_122);
      long total = 0;
      for (int round = 0; round < 2_500; round++) {
        var pattern = new RandomPattern(random).node(1 + random.nextInt(3));
        var automaton = AutomatonCompiler.compile(pattern, true);
        if (!Subsets.canRun(automaton)) {
          continue;
        }
        long within = random.nextInt(4) == 0 ? -1 : 3 + random.nextInt(20);
        var rows = UnionMatcherTest.rows(random, 1 + random.nextInt(18), 1);
        var counts = counts(way, spec(pattern, within), automaton, rows);
        var expected = EveryMatch.of(automaton, rows, within);
        for (int i = 0; i < rows.size(); i++) {
          total += expected.get(i).size();
          assertThat(counts.getOrDefault((long) i, 0L))
              .as(
                  "%s, round %d, row %d: %s within %d over %s",
                  way, round, i, pattern, within, rows)
              .isEqualTo(expected.get(i).size());
        }
      }
      assertThat(total).isGreaterThan(3_000);
    }
  }

  private static Map<Long, Long> counts(
      Way way, MatchSpec spec, Automaton automaton, List<Row> rows) {
    Map<Long, Long> counts = new LinkedHashMap<>();
    var out =
        new Collector() {
          @Override
          public void row(Object event, long time, Change change) {
            var result = (Event) event;
            assertThat(counts.put(result.getLong(0), result.getLong(1))).isNull();
          }

          @Override
          public void watermark(long time) {}
        };
    var operator =
        UnionMatcherTest.operator(
            spec, automaton, o -> matcher(way, spec, automaton, NONE, o), results(out), out);
    rows.forEach(row -> operator.row(row.event(), row.time(), Change.INSERT));
    return counts;
  }

  private static MatchOutput results(Collector out) {
    return UnionMatcherTest.output(
        (match, time) -> {
          long id = ((Event) match.row(match.size() - 1).event()).getLong(0);
          out.row(TestEvent.of("JJ", id, match.count()), time, Change.INSERT);
        });
  }

  @Test
  void nothingDependsOnWatermarksBatchesAndRestarts() {
    var random = new Random(7);
    long results = 0;
    for (int round = 0; round < 60; round++) {
      var pattern = new RandomPattern(random).node(2);
      var automaton = AutomatonCompiler.compile(pattern, true);
      if (!Subsets.canRun(automaton)) {
        continue;
      }
      var spec = spec(pattern, random.nextInt(3) == 0 ? -1 : 3 + random.nextInt(30));
      var input = UnionMatcherTest.rows(random, 30, 3);
      for (var way : Way.values()) {
        results +=
            OperatorHarness.run(
                    out ->
                        UnionMatcherTest.operator(
                            spec,
                            automaton,
                            o -> matcher(way, spec, automaton, NONE, o),
                            results(out),
                            out),
                    input)
                .size();
      }
    }
    assertThat(results).isGreaterThan(500);
  }

  /** What the planner makes of COUNT(*) over matches is something that can be counted. */
  @Test
  void whatIsPlannedToBeCountedCanBe() {
    var random = new Random(13);
    int counted = 0;
    for (int round = 0; round < 3_000; round++) {
      var pattern = new RandomPattern(random).node(1 + random.nextInt(3));
      var rewritten = countOf(pattern).spec();
      if (rewritten.isCounted()) {
        counted++;
        var automaton = AutomatonCompiler.compile(rewritten);
        assertThat(UnionMatcher.canMatch(rewritten, automaton, PredicateClasses.of(rewritten)))
            .as("%s", pattern)
            .isTrue();
      }
    }
    assertThat(counted).isGreaterThan(1_500);
  }

  /** The match of {@code SELECT id, COUNT(*) FROM ... GROUP BY id}, id being a measure of the last row, as it is run. */
  private static LogicalPlan.Match countOf(PatternNode pattern) {
    var id = new Column("id", DataType.BIGINT);
    var input = new LogicalPlan.Values(Schema.of(id), List.of());
    var value = new Expression.Column(0, DataType.BIGINT, true, "id");
    var plain = UnionMatcherTest.spec(pattern, -1, -1, List.of());
    var spec =
        new MatchSpec(
            plain.variables(),
            pattern,
            -1,
            plain.rows(),
            plain.skip(),
            List.of(),
            List.of(),
            List.of(new MatchSpec.Measure("id", value, DataType.BIGINT)),
            List.of(),
            List.of(),
            plain.limits(),
            true);
    var match = new LogicalPlan.Match(input, List.of(), List.of(), spec, Schema.of(id));
    var count =
        (Resolution.Aggregate)
            FunctionRegistry.builtIn()
                .resolveAggregate("COUNT", List.of(), List.of(), false, false);
    var call = new AggregateCall(count.function(), List.of(), false, null, List.of());
    var schema = Schema.of(id, new Column("n", DataType.BIGINT));
    LogicalPlan plan =
        Rewriter.rewrite(new LogicalPlan.Aggregate(match, List.of(value), List.of(call), schema));
    while (!(plan instanceof LogicalPlan.Match)) {
      plan = plan.inputs().get(0);
    }
    return (LogicalPlan.Match) plan;
  }

  /** A ->> B ->> C ... over long windows, against sums over all rows in the window. */
  @Test
  void numbersAreExactInLongWindows() {
    int length = 9;
    var pattern = UnionMatcherTest.chain(length);
    var automaton = AutomatonCompiler.compile(pattern, true);
    var spec = spec(pattern, 3_000);
    var random = new Random(1);
    Map<Long, Long> counts = new LinkedHashMap<>();
    var matcher =
        matcher(
            Way.PRODUCT,
            spec,
            automaton,
            NONE,
            UnionMatcherTest.output(
                (match, time) ->
                    counts.put(((Event) match.row(0).event()).getLong(0), match.count())));
    @SuppressWarnings("unchecked")
    var counter = (Matcher<CountMatcher.Counted>) matcher;
    var partition = counter.newPartition();
    var steps = new int[6_000];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = random.nextInt(length);
      var event = TestEvent.of("J", (long) i);
      counter.row(partition, event, i, i, null, 1L << steps[i], i);
    }
    long largest = 0;
    for (int closing = 0; closing < steps.length; closing += 1 + random.nextInt(100)) {
      if (steps[closing] == length - 1) {
        long expected = chains(steps, Math.max(0, closing - 3_000), closing, length);
        assertThat(counts.getOrDefault((long) closing, 0L)).isEqualTo(expected);
        largest = Math.max(largest, expected);
      }
    }
    assertThat(largest).isGreaterThan(1L << 50);
  }

  /** The number of increasing choices of one row of each step but the last, which is the closing row. */
  private static long chains(int[] steps, int from, int closing, int length) {
    var chains = new long[length];
    for (int i = from; i < closing; i++) {
      int step = steps[i];
      chains[step] = Math.addExact(chains[step], step == 0 ? 1 : chains[step - 1]);
    }
    return chains[length - 2];
  }

  @Test
  void aNumberThatIsTooLargeIsReported() {
    var pattern = UnionMatcherTest.chain(30);
    var automaton = AutomatonCompiler.compile(pattern, true);
    for (var way : Way.values()) {
      var refused = new ArrayList<String>();
      var given = new ArrayList<Long>();
      var spec = spec(pattern, 1_000);
      var operator =
          UnionMatcherTest.operator(
              spec,
              automaton,
              o ->
                  matcher(way, spec, automaton, (event, time, e) -> refused.add(e.getMessage()), o),
              UnionMatcherTest.output((match, time) -> given.add(match.count())),
              UnionMatcherTest.ignored());
      for (int i = 0; i < 200; i++) {
        operator.row(TestEvent.of("JJJ", (long) i, -1L, 0L), i, Change.INSERT);
      }
      assertThat(given).startsWith(1L, 30L, 465L, 4960L);
      assertThat(given.get(given.size() - 1)).isGreaterThan(Long.MAX_VALUE / 4);
      assertThat(refused)
          .hasSize(171 - given.size())
          .containsOnly("the number of matches that end at this row is out of range for BIGINT");
    }
  }
}
