package dev.weir.pattern.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.expression.Expression.Comparison;
import dev.weir.operator.Collector;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.MatchProjection;
import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.match.MatchOperator;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/**
 * {@code A -> !N -> B -> C [-> !N FOR d]} on random rows against a search of every start on its own: A
 * is a multiple of 5, N is 13, B is greater than A, C less than A.
 */
final class WaitingMatcherTest {
  private static final String ROW = "AI";
  private static final long WITHIN = 40;
  private static final int A = 0;
  private static final int B = 1;
  private static final int C = 2;
  private static final int N = 3;

  @Test
  void every_start_finds_its_first_match() {
    for (long quiet : new long[] {-1, 0, 12}) {
      var random = new Random(20_261_122 + quiet);
      long found = 0;
      for (int round = 0; round < 150; round++) {
        var rows = rows(random);
        var expected = search(rows, quiet);
        found += expected.size();
        var given = OperatorHarness.run(out -> operator(quiet, 1_000, out), rows);
        assertThat(quiet < 0 ? given : byPartition(given))
            .as("quiet %d, round %d: %s", quiet, round, rows)
            .isEqualTo(quiet < 0 ? expected : byPartition(expected));
      }
      assertThat(found).isGreaterThan(300);
    }
  }

  @Test
  void a_partition_follows_no_more_starts_than_it_may() {
    var rows = List.of(row("a", 5, 1), row("a", 10, 2), row("b", 15, 3), row("a", 12, 4));
    var refused = new ArrayList<Object>();
    var operator =
        new MatchOperator(
            spec(),
            new Automaton(List.of(), List.of(), List.of()),
            conditions(),
            TestParts.keys(0),
            true,
            TestEvent.blank("A"),
            TestEvent.blank(ROW),
            output -> matcher(-1, 1, output, refused),
            ignored(),
            (event, time, error) -> {},
            ignoredRows());
    rows.forEach(row -> operator.row(row.event(), row.time(), Change.INSERT));
    assertThat(refused).containsExactly(rows.get(1).event());
  }

  private static List<Row> rows(Random random) {
    var rows = new ArrayList<Row>();
    long time = 1_000;
    for (int i = 0; i < 40; i++) {
      time += random.nextInt(4);
      rows.add(row(random.nextInt(4) == 0 ? "b" : "a", random.nextInt(18), time));
    }
    return rows;
  }

  private static Row row(String key, int value, long time) {
    return new Row(TestEvent.of(ROW, key, value), time);
  }

  private static int value(Row row) {
    return row.event().getInt(1);
  }

  // ---- the search

  private static List<Row> search(List<Row> rows, long quiet) {
    record Found(Row row, long time, int start, int end) {}
    var found = new ArrayList<Found>();
    for (var key : List.of("a", "b")) {
      var own = rows.stream().filter(row -> row.event().getObject(0).equals(key)).toList();
      for (int a = 0; a < own.size(); a++) {
        int low = value(own.get(a));
        if (low % 5 == 0) {
          int b = first(own, a, own.get(a).time() + WITHIN, 13, v -> v > low);
          int c = b < 0 ? -1 : first(own, b, own.get(a).time() + WITHIN, -1, v -> v < low);
          if (c >= 0) {
            var text = key + low + "," + value(own.get(b)) + "," + value(own.get(c));
            long last = own.get(c).time();
            boolean disturbed = quiet >= 0 && first(own, c, last + quiet, -1, v -> v == 13) >= 0;
            if (!disturbed) {
              long time = last + Math.max(quiet, 0);
              found.add(
                  new Found(
                      new Row(TestEvent.of("A", text), time),
                      time,
                      place(rows, own.get(a)),
                      place(rows, own.get(c))));
            }
          }
        }
      }
    }
    // By the time of decision, the deciding row, then the start.
    found.sort(
        Comparator.comparingLong(Found::time)
            .thenComparingInt(f -> quiet < 0 ? f.end() : 0)
            .thenComparingInt(Found::start));
    return found.stream().map(Found::row).toList();
  }

  /** Deadlines that fall together are served one partition after the other. */
  private static List<Row> byPartition(List<Row> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparingLong(Row::time)
                .thenComparing(row -> row.event().getObject(0).toString().charAt(0)))
        .toList();
  }

  /** Which row it is, among rows that may be equal. */
  @SuppressWarnings("ReferenceEquality")
  private static int place(List<Row> rows, Row row) {
    for (int i = 0; ; i++) {
      if (rows.get(i) == row) {
        return i;
      }
    }
  }

  /** The first later row that fits, if none before it is unwanted; -1 if there is none. */
  private static int first(List<Row> rows, int after, long until, int unwanted, IntPredicate fits) {
    for (int i = after + 1; i < rows.size() && rows.get(i).time() <= until; i++) {
      if (fits.test(value(rows.get(i)))) {
        return i;
      }
      if (value(rows.get(i)) == unwanted) {
        return -1;
      }
    }
    return -1;
  }

  // ---- the operator

  private static MatchOperator operator(long quiet, int limit, Collector out) {
    return new MatchOperator(
        spec(),
        new Automaton(List.of(), List.of(), List.of()),
        conditions(),
        TestParts.keys(0),
        true,
        TestEvent.blank("A"),
        TestEvent.blank(ROW),
        output -> matcher(quiet, limit, output, new ArrayList<>()),
        results(out),
        (event, time, error) -> {
          throw error;
        },
        out);
  }

  private static WaitingMatcher matcher(
      long quiet, int limit, MatchOutput output, List<Object> refused) {
    var plan =
        new WaitingPlan(
            List.of(
                new WaitingPlan.Step(A, false, 0, null),
                new WaitingPlan.Step(B, false, 1 << N, comparand(Comparison.Operator.GREATER)),
                new WaitingPlan.Step(C, false, 0, comparand(Comparison.Operator.LESS))),
            quiet < 0 ? 0 : 1 << N,
            quiet);
    var bounds = new ArrayList<Bound>();
    for (var stage : plan.stages()) {
      bounds.add(
          stage.bound() == null
              ? null
              : new Bound(
                  value(false), value(true), TestEvent.blank("I"), stage.bound().operator()));
    }
    return new WaitingMatcher(
        plan,
        bounds,
        WITHIN,
        new MatchSpec.Limits(limit, false, -1),
        TestEvent.blank(ROW),
        (event, time, error) -> refused.add(event),
        output);
  }

  private static WaitingPlan.Comparand comparand(Comparison.Operator operator) {
    return new WaitingPlan.Comparand(null, operator, null, List.of(A));
  }

  private static MatchProjection value(boolean ofTaken) {
    return new MatchProjection() {
      @Override
      public void fill(Object row, long time, Object[] others, Event given, Event target) {
        target.setInt(0, ((Event) (ofTaken ? others[0] : row)).getInt(1));
      }
    };
  }

  private static LocalConditions conditions() {
    return new LocalConditions() {
      @Override
      public long test(Object row, long time, Object[] others) {
        int value = ((Event) row).getInt(1);
        return (value % 5 == 0 ? 1 << A : 0) | 1 << B | 1 << C | (value == 13 ? 1 << N : 0);
      }

      @Override
      public boolean test(int condition, Object row, long time, Object[] others) {
        return (test(row, time, others) >>> condition & 1) != 0;
      }
    };
  }

  private static MatchSpec spec() {
    var any = new MatchSpec.Variable("v", List.of());
    return new MatchSpec(
        List.of(any, any, any, any),
        new PatternNode.Empty(),
        WITHIN,
        MatchSpec.Rows.ONE_ROW,
        new MatchSpec.Skip(MatchSpec.Skip.Kind.TO_NEXT_ROW, null, null),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        MatchSpec.Limits.DEFAULT,
        true);
  }

  private static MatchOutput results(Collector out) {
    return new MatchOutput() {
      @Override
      public void matched(MatchRows match, long time) {
        var text = new StringBuilder(((Event) match.start().event()).getObject(0).toString());
        for (int i = 0; i < match.size(); i++) {
          text.append(i == 0 ? "" : ",").append(((Event) match.row(i).event()).getInt(1));
        }
        out.row(TestEvent.of("A", text.toString()), time, Change.INSERT);
      }

      @Override
      public void unmatched(MatchRow row, long time) {
        throw new AssertionError("nobody asked for it");
      }
    };
  }

  private static MatchOutput ignored() {
    return results(ignoredRows());
  }

  private static Collector ignoredRows() {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {}

      @Override
      public void watermark(long time) {}
    };
  }
}
