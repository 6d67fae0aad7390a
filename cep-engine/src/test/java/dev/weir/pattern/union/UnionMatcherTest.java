package dev.weir.pattern.union;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.RowErrors;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.automaton.AutomatonCompiler;
import dev.weir.pattern.automaton.PredicateClasses;
import dev.weir.pattern.match.MatchOperator;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.pattern.match.Matcher;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import dev.weir.plan.PatternNode.Gap;
import dev.weir.plan.PatternNode.Step;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows have an id, the variables that they satisfy, and a partition. A result is the ids and variables of a match. */
class UnionMatcherTest {
  private static final String ROW = "JJJ";
  private static final RowErrors NONE =
      (event, time, error) -> {
        throw new AssertionError(event + ": " + error.getMessage());
      };

  @Test
  void everyMatchIsGivenOnce() {
    var random = new Random(20_261_122);
    long matches = 0;
    int cases = 0;
    for (int round = 0; round < 5_000; round++) {
      var pattern = new RandomPattern(random).node(1 + random.nextInt(3));
      var automaton = AutomatonCompiler.compile(pattern, true);
      if (!Subsets.canRun(automaton)) {
        continue;
      }
      long within = random.nextInt(4) == 0 ? -1 : 3 + random.nextInt(20);
      var spec = spec(pattern, within, -1, List.of());
      var rows = rows(random, 1 + random.nextInt(18), 1);
      var given = run(spec, automaton, rows, NONE);
      var expected = EveryMatch.of(automaton, rows, within);
      for (int i = 0; i < rows.size(); i++) {
        matches += expected.get(i).size();
        assertThat(given.get(i))
            .as("round %d, row %d: %s within %d over %s", round, i, pattern, within, rows)
            .containsExactlyInAnyOrderElementsOf(expected.get(i));
      }
      cases++;
    }
    assertThat(cases).isGreaterThan(3_500);
    assertThat(matches).isGreaterThan(10_000);
  }

  @Test
  void lettingGoOfWhatNothingRefersToChangesNothing() {
    var random = new Random(5);
    long matches = 0;
    for (int round = 0; round < 1_000; round++) {
      var pattern = new RandomPattern(random).node(1 + random.nextInt(3));
      var automaton = AutomatonCompiler.compile(pattern, true);
      if (!Subsets.canRun(automaton)) {
        continue;
      }
      var spec = spec(pattern, -1, -1, List.of());
      var rows = rows(random, 1 + random.nextInt(18), 1);
      var given = new ArrayList<String>();
      var matcher =
          new UnionMatcher(
              parts(spec, automaton, NONE), output((match, time) -> given.add(text(match))));
      var partition = matcher.newPartition();
      var expected = EveryMatch.of(automaton, rows, -1);
      for (int i = 0; i < rows.size(); i++) {
        var row = rows.get(i);
        given.clear();
        matcher.row(
            partition, row.event(), row.time(), i, null, row.event().getLong(1), row.time());
        assertThat(given).containsExactlyInAnyOrderElementsOf(expected.get(i));
        matches += given.size();
        UnionState.compact(partition);
      }
    }
    assertThat(matches).isGreaterThan(1_000);
  }

  @Test
  void nothingDependsOnWatermarksBatchesAndRestarts() {
    var random = new Random(7);
    long results = 0;
    for (int round = 0; round < 80; round++) {
      var pattern = new RandomPattern(random).node(2);
      var automaton = AutomatonCompiler.compile(pattern, true);
      if (!Subsets.canRun(automaton)) {
        continue;
      }
      long within = random.nextInt(3) == 0 ? -1 : 3 + random.nextInt(30);
      long most = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : -1;
      var rows =
          random.nextInt(4) > 0
              ? List.<RowReference>of()
              : List.<RowReference>of(new RowReference.Neighbour(random.nextBoolean() ? 1 : -2));
      var spec = spec(pattern, within, most, rows);
      var input = rows(random, 24, 3);
      results +=
          OperatorHarness.run(out -> operator(spec, automaton, out, reportTo(out)), input).size();
    }
    assertThat(results).isGreaterThan(200);
  }

  @Test
  void whatIsHeldBackIsCounted() {
    var random = new Random(11);
    long reports = 0;
    for (int round = 0; round < 2_000; round++) {
      var pattern = new RandomPattern(random).node(1 + random.nextInt(3));
      var automaton = AutomatonCompiler.compile(pattern, true);
      if (!Subsets.canRun(automaton)) {
        continue;
      }
      long within = random.nextInt(4) == 0 ? -1 : 3 + random.nextInt(20);
      long most = random.nextInt(4);
      var spec = spec(pattern, within, most, List.of());
      var rows = rows(random, 1 + random.nextInt(18), 1);
      Map<Long, String> reported = new LinkedHashMap<>();
      var given =
          run(
              spec,
              automaton,
              rows,
              (event, time, error) -> reported.put(((Event) event).getLong(0), error.getMessage()));
      var expected = EveryMatch.of(automaton, rows, within);
      for (int i = 0; i < rows.size(); i++) {
        int all = expected.get(i).size();
        assertThat(expected.get(i)).containsAll(given.get(i));
        assertThat(given.get(i)).doesNotHaveDuplicates().hasSize((int) Math.min(all, most));
        if (all > most) {
          reports++;
          assertThat(reported.get((long) i)).startsWith(all - most + " further match");
        } else {
          assertThat(reported).doesNotContainKey((long) i);
        }
      }
    }
    assertThat(reports).isGreaterThan(1_000);
  }

  @Test
  void numbersBeyondCountingAreReportedAsSuch() {
    // A ->> B ->> ... over rows that satisfy everything: binomial numbers.
    var pattern = chain(30);
    var automaton = AutomatonCompiler.compile(pattern, true);
    var spec = spec(pattern, 1_000, 2, List.of());
    var reported = new ArrayList<String>();
    var operator =
        operator(
            spec, automaton, ignored(), (event, time, error) -> reported.add(error.getMessage()));
    for (int i = 0; i < 200; i++) {
      operator.row(TestEvent.of(ROW, (long) i, -1L, 0L), i, Change.INSERT);
    }
    // The first row that completes any completes one, the next 30, then 30 * 31 / 2.
    assertThat(reported.get(0)).startsWith("28 further matches");
    assertThat(reported.get(1)).startsWith("463 further matches");
    assertThat(reported.get(reported.size() - 1))
        .startsWith("at least 9223372036854775805 further");
  }

  @Test
  void nodesStayInOrderAndFlatAndAreDroppedWithTheWindow() {
    var random = new Random(3);
    var arena = new MatchArena(4);
    var subsets = new Subsets(AutomatonCompiler.compile(chain(4), true));
    assertThat(subsets.isAtMost(4)).isTrue();
    var matcher =
        new UnionMatcher(parts(spec(chain(4), 40, -1, List.of()), NONE), output((m, t) -> {}));
    var partition = new UnionPartition(arena, null);
    for (int i = 0; i < 5_000; i++) {
      long satisfied = random.nextInt(3) == 0 ? random.nextInt(16) : 1 << random.nextInt(4);
      matcher.row(partition, TestEvent.of(ROW, (long) i, 0L, 0L), i, i, null, satisfied, i);
      for (int k = 0; k < partition.live; k++) {
        assertOrdered(partition.lists[k], arena);
        for (int entry = 0; entry < partition.lists[k].size; entry++) {
          if (partition.lists[k].maxima[entry] >= partition.oldest()) {
            assertSound(partition.lists[k].nodes[entry], arena, partition.oldest(), 40);
          }
        }
      }
      assertThat(arena.size()).isLessThan(3_000);
    }
  }

  private static void assertOrdered(EntryList list, MatchArena arena) {
    assertThat(arena.isUnion(list.nodes[0])).isFalse();
    for (int i = 0; i < list.size; i++) {
      assertThat(list.maxima[i]).isEqualTo(arena.max(list.nodes[i]));
      if (i > 0) {
        assertThat(list.maxima[i]).isLessThanOrEqualTo(list.maxima[i - 1]);
      }
      if (i > 1) {
        assertThat(list.maxima[i]).isLessThan(list.maxima[i - 1]);
      }
    }
    assertThat(list.size).isLessThanOrEqualTo(4);
  }

  /** Samples ways down from a node. */
  private static void assertSound(long node, MatchArena arena, long oldest, int budget) {
    long at = node;
    for (int i = 0; i < budget && !MatchArena.isBottom(at); i++) {
      if (arena.isUnion(at)) {
        assertThat(arena.max(arena.left(at))).isEqualTo(arena.max(at));
        assertThat(arena.max(at)).isGreaterThanOrEqualTo(arena.rightMax(at));
        int depth = 0;
        for (long left = at; arena.isUnion(left); left = arena.left(left)) {
          depth++;
        }
        assertThat(depth).isLessThanOrEqualTo(3);
        boolean right = arena.rightMax(at) >= oldest && i % 2 == 0;
        at = right ? arena.right(at) : arena.left(at);
      } else {
        at = arena.left(at);
      }
    }
  }

  @Test
  void withoutALimitOfTimeOnlyWhatCanStillMatchIsHeld() {
    // A B: every row may begin, none is waited for longer than one row.
    var pattern =
        new PatternNode.Sequence(
            List.of(
                new Step(Gap.NONE, new PatternNode.Variable(0)),
                new Step(Gap.NONE, new PatternNode.Variable(1))));
    var given = new ArrayList<MatchRow>();
    var matcher =
        new UnionMatcher(
            parts(spec(pattern, -1, -1, List.of()), NONE),
            output((match, time) -> given.add(match.start())));
    var partition = matcher.newPartition();
    for (int i = 0; i < 100_000; i++) {
      matcher.row(partition, TestEvent.of(ROW, (long) i, 0L, 0L), i, i, null, 3, i);
    }
    assertThat(given).hasSize(99_999);
    assertThat(partition.arena.size()).isLessThan(10_000);
    assertThat(partition.next() - partition.oldest()).isLessThan(10_000);
  }

  // ---- parts

  static PatternNode chain(int length) {
    var any = new Gap(Gap.Kind.ANY_MATCH, VariableSet.NONE, -1);
    return new PatternNode.Sequence(
        IntStream.range(0, length)
            .mapToObj(i -> new Step(i == 0 ? Gap.NONE : any, new PatternNode.Variable(i)))
            .toList());
  }

  static List<Row> rows(Random random, int count, int partitions) {
    var rows = new ArrayList<Row>();
    long time = 1_000;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(4);
      long satisfied =
          random.nextInt(3) == 0
              ? random.nextInt(1 << RandomPattern.VARIABLES)
              : 1L << random.nextInt(RandomPattern.VARIABLES + 1);
      rows.add(
          new Row(TestEvent.of(ROW, (long) i, satisfied, (long) random.nextInt(partitions)), time));
    }
    return rows;
  }

  static MatchSpec spec(
      PatternNode pattern, long within, long most, List<RowReference> measureRows) {
    return new MatchSpec(
        IntStream.range(0, 30)
            .mapToObj(i -> new MatchSpec.Variable(String.valueOf((char) ('A' + i)), List.of()))
            .toList(),
        pattern,
        within,
        MatchSpec.Rows.ONE_ROW,
        new MatchSpec.Skip(MatchSpec.Skip.Kind.NONE, null, null),
        List.of(),
        List.of(),
        List.of(),
        measureRows,
        List.of(),
        new MatchSpec.Limits(100, false, most),
        true);
  }

  static MatchParts parts(MatchSpec spec, RowErrors errors) {
    return parts(spec, AutomatonCompiler.compile(spec.pattern(), true), errors);
  }

  static MatchParts parts(MatchSpec spec, Automaton automaton, RowErrors errors) {
    assertThat(UnionMatcher.canMatch(spec, automaton, PredicateClasses.of(spec))).isTrue();
    return new MatchParts(
        spec, automaton, List.of(), null, List.of(), TestEvent.blank(ROW), errors);
  }

  /** By row, the matches that it completes. */
  private static List<List<String>> run(
      MatchSpec spec, Automaton automaton, List<Row> rows, RowErrors errors) {
    List<List<String>> given = new ArrayList<>();
    var out =
        new Collector() {
          @Override
          public void row(Object event, long time, Change change) {
            given.get(given.size() - 1).add((String) ((Event) event).getObject(0));
          }

          @Override
          public void watermark(long time) {}
        };
    var operator = operator(spec, automaton, out, errors);
    for (var row : rows) {
      given.add(new ArrayList<>());
      operator.row(row.event(), row.time(), Change.INSERT);
    }
    return given;
  }

  private static MatchOperator operator(
      MatchSpec spec, Automaton automaton, Collector out, RowErrors errors) {
    return operator(
        spec,
        automaton,
        output -> new UnionMatcher(parts(spec, automaton, errors), output),
        results(out),
        out);
  }

  static MatchOperator operator(
      MatchSpec spec,
      Automaton automaton,
      Function<MatchOutput, Matcher<?>> matcher,
      MatchOutput results,
      Collector out) {
    return new MatchOperator(
        spec,
        automaton,
        new LocalConditions() {
          @Override
          public long test(Object row, long time, Object[] others) {
            return ((Event) row).getLong(1);
          }

          @Override
          public boolean test(int condition, Object row, long time, Object[] others) {
            return (test(row, time, others) >>> condition & 1) != 0;
          }
        },
        TestParts.keys(2),
        true,
        TestEvent.blank("J"),
        TestEvent.blank(ROW),
        matcher,
        results,
        NONE,
        out);
  }

  private static MatchOutput results(Collector out) {
    return output((match, time) -> out.row(TestEvent.of("A", text(match)), time, Change.INSERT));
  }

  private static String text(MatchRows match) {
    var text = new StringBuilder();
    for (int i = 0; i < match.size(); i++) {
      long id = ((Event) match.row(i).event()).getLong(0);
      text.append(EveryMatch.entry(id, match.label(i), match.isExcluded(i)));
      var around = match.row(i).around();
      if (around != null) {
        text.append(Arrays.toString(around));
      }
    }
    return text.toString();
  }

  /** Reports are rows too, to see that they come at the same places. */
  private static RowErrors reportTo(Collector out) {
    return (event, time, error) ->
        out.row(
            TestEvent.of("AA", event.toString(), error.getMessage()),
            Long.MAX_VALUE,
            Change.INSERT);
  }

  interface Given {
    void matched(MatchRows match, long time);
  }

  static MatchOutput output(Given given) {
    return new MatchOutput() {
      @Override
      public void matched(MatchRows match, long time) {
        given.matched(match, time);
      }

      @Override
      public void unmatched(MatchRow row, long time) {
        throw new AssertionError();
      }
    };
  }

  static Collector ignored() {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {}

      @Override
      public void watermark(long time) {}
    };
  }
}
