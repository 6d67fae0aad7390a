package dev.weir.window;

import static dev.weir.window.OverOracle.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.RowOrder;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.plan.OverCall.Bound;
import dev.weir.plan.OverCall.Frame;
import dev.weir.plan.OverCall.Function;
import dev.weir.plan.OverCall.Unit;
import dev.weir.window.OverOracle.Aggregates;
import dev.weir.window.OverOracle.Call;
import dev.weir.window.OverOracle.Partition;
import dev.weir.window.OverOracle.Pick;
import dev.weir.window.OverOracle.Ranking;
import dev.weir.window.OverOracle.Shift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverTest {
  private static final Frame RANGE_5MS =
      frame(Unit.RANGE, Bound.PRECEDING, 5_000, Bound.CURRENT_ROW, 0);
  private static final Frame ROWS_3 = frame(Unit.ROWS, Bound.PRECEDING, 3, Bound.CURRENT_ROW, 0);
  private static final Frame AROUND_TIME =
      frame(Unit.RANGE, Bound.PRECEDING, 3_000, Bound.FOLLOWING, 2_000);
  private static final Frame AROUND_ROWS = frame(Unit.ROWS, Bound.PRECEDING, 2, Bound.FOLLOWING, 3);
  private static final Frame AROUND_GROUPS =
      frame(Unit.GROUPS, Bound.PRECEDING, 1, Bound.FOLLOWING, 1);

  /** Calls that can run on a stream. */
  private static Map<String, List<Call>> streaming() {
    var cases = new LinkedHashMap<String, List<Call>>();
    cases.put("range", List.of(new Aggregates(RANGE_5MS)));
    cases.put(
        "long range",
        List.of(new Aggregates(frame(Unit.RANGE, Bound.PRECEDING, 90_000, Bound.CURRENT_ROW, 0))));
    cases.put(
        "peers",
        List.of(new Aggregates(frame(Unit.RANGE, Bound.CURRENT_ROW, 0, Bound.CURRENT_ROW, 0))));
    cases.put("rows", List.of(new Aggregates(ROWS_3)));
    cases.put(
        "single row",
        List.of(new Aggregates(frame(Unit.ROWS, Bound.CURRENT_ROW, 0, Bound.CURRENT_ROW, 0))));
    cases.put("running, with peers", List.of(new Aggregates(Frame.DEFAULT)));
    cases.put(
        "running, by row",
        List.of(
            new Aggregates(frame(Unit.ROWS, Bound.UNBOUNDED_PRECEDING, 0, Bound.CURRENT_ROW, 0))));
    cases.put(
        "several frames",
        List.of(new Aggregates(RANGE_5MS), new Aggregates(ROWS_3), new Aggregates(Frame.DEFAULT)));
    cases.put("around, by time", List.of(new Aggregates(AROUND_TIME)));
    cases.put("around, by rows", List.of(new Aggregates(AROUND_ROWS)));
    cases.put("around, by groups", List.of(new Aggregates(AROUND_GROUPS)));
    cases.put(
        "frames behind and ahead of the row",
        List.of(
            new Aggregates(frame(Unit.ROWS, Bound.PRECEDING, 4, Bound.PRECEDING, 2)),
            new Aggregates(frame(Unit.ROWS, Bound.FOLLOWING, 1, Bound.FOLLOWING, 2)),
            new Aggregates(frame(Unit.RANGE, Bound.PRECEDING, 9_000, Bound.PRECEDING, 2_000)),
            new Aggregates(frame(Unit.RANGE, Bound.FOLLOWING, 1_000, Bound.FOLLOWING, 4_000)),
            new Aggregates(frame(Unit.ROWS, Bound.UNBOUNDED_PRECEDING, 0, Bound.PRECEDING, 2))));
    cases.put(
        "ranks",
        List.of(
            new Ranking(Function.ROW_NUMBER),
            new Ranking(Function.RANK),
            new Ranking(Function.DENSE_RANK)));
    cases.put("lag", List.of(new Shift(-1, false, false), new Shift(-3, true, false)));
    cases.put("lag over nulls", List.of(new Shift(-1, true, true), new Shift(-2, false, true)));
    cases.put("lead", List.of(new Shift(1, false, false), new Shift(3, true, false)));
    cases.put("lead over nulls", List.of(new Shift(2, true, true)));
    cases.put(
        "lag, lead and a range",
        List.of(
            new Shift(-2, false, false), new Shift(1, false, false), new Aggregates(RANGE_5MS)));
    cases.put(
        "picks from the start",
        List.of(
            new Pick(Frame.DEFAULT, 1, false),
            new Pick(Frame.DEFAULT, 2, true),
            new Pick(Frame.DEFAULT, -1, false),
            new Pick(Frame.DEFAULT, -1, true)));
    cases.put(
        "picks from a frame",
        List.of(
            new Pick(RANGE_5MS, 1, false),
            new Pick(RANGE_5MS, 2, true),
            new Pick(ROWS_3, -1, true),
            new Pick(AROUND_TIME, -1, false),
            new Pick(frame(Unit.ROWS, Bound.PRECEDING, 3, Bound.PRECEDING, 1), 2, false)));
    return cases;
  }

  /** Calls that need whole partitions; those on a stream run there too. */
  private static Map<String, List<Call>> finished() {
    var cases = new LinkedHashMap<>(streaming());
    cases.put("whole", List.of(new Aggregates(Frame.WHOLE), new Pick(Frame.WHOLE, -1, true)));
    cases.put(
        "to the end",
        List.of(
            new Aggregates(frame(Unit.ROWS, Bound.CURRENT_ROW, 0, Bound.UNBOUNDED_FOLLOWING, 0)),
            new Aggregates(frame(Unit.RANGE, Bound.FOLLOWING, 2, Bound.UNBOUNDED_FOLLOWING, 0)),
            new Aggregates(frame(Unit.GROUPS, Bound.PRECEDING, 1, Bound.UNBOUNDED_FOLLOWING, 0))));
    cases.put(
        "distances of a column",
        List.of(
            new Aggregates(frame(Unit.RANGE, Bound.PRECEDING, 2, Bound.FOLLOWING, 1)),
            new Aggregates(frame(Unit.RANGE, Bound.PRECEDING, 3, Bound.PRECEDING, 1))));
    cases.put(
        "all ranks",
        Stream.of(
                Function.ROW_NUMBER,
                Function.RANK,
                Function.DENSE_RANK,
                Function.PERCENT_RANK,
                Function.CUME_DIST,
                Function.NTILE)
            .<Call>map(Ranking::new)
            .toList());
    return cases;
  }

  static Stream<String> streamingCases() {
    return streaming().keySet().stream();
  }

  static Stream<String> finishedCases() {
    return finished().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("streamingCases")
  void onAStream(String name) {
    var calls = streaming().get(name);
    for (int seed = 0; seed < 16; seed++) {
      boolean finerPeers = seed % 4 == 3;
      var order = finerPeers ? halfIds() : null;
      int keys = List.of(1, 3, 20).get(seed % 3);
      var rows = OverOracle.rows(seed, seed == 15 ? 300 : 60, keys, seed % 2 == 0 || finerPeers);
      var expected = new ArrayList<Row>();
      for (var partition : OverOracle.partitions(rows)) {
        expected.addAll(OverOracle.evaluate(Partition.byTime(partition, finerPeers), calls));
      }
      expected.sort(byId());
      var output = OperatorHarness.run(out -> Over.streaming(parts(calls, order), out), rows);
      var arranged = new ArrayList<>(output);
      arranged.sort(byId());
      assertThat(arranged).as("seed %d", seed).isEqualTo(expected);
      if (Over.keepsOrder(parts(calls, order))) {
        assertThat(output).as("in order, seed %d", seed).isEqualTo(expected);
      } else {
        // Rows of one partition stay in order all the same.
        OverOracle.partitions(output).forEach(p -> assertThat(p).isSortedAccordingTo(byId()));
      }
    }
  }

  private static Comparator<Row> byId() {
    return Comparator.comparingLong(row -> row.event().getLong(1));
  }

  private static RowOrder halfIds() {
    return new RowOrder() {
      @Override
      public int compare(Object left, Object right) {
        return Long.compare(((TestEvent) left).getLong(1) / 2, ((TestEvent) right).getLong(1) / 2);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("finishedCases")
  void overBoundedInput(String name) {
    var calls = finished().get(name);
    for (int seed = 0; seed < 20; seed++) {
      int column = List.of(3, 2, -1).get(seed % 3);
      var order = column < 0 ? null : TestParts.order(column);
      var rows = OverOracle.rows(seed, 50, List.of(1, 4).get(seed % 2), true);
      var expected = new ArrayList<Row>();
      for (var partition : OverOracle.partitions(rows)) {
        expected.addAll(OverOracle.evaluate(Partition.byColumn(partition, column), calls));
      }
      // With no order there is nothing that distances could be measured in.
      boolean meaningful = column >= 0 || calls.stream().noneMatch(OverTest::measures);
      if (meaningful) {
        var output =
            OperatorHarness.run(out -> Over.bounded(parts(calls, order), column, false, out), rows);
        assertThat(output).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  private static boolean measures(Call call) {
    var frame =
        call instanceof Aggregates a ? a.frame() : call instanceof Pick p ? p.frame() : Frame.WHOLE;
    return frame.unit() == Unit.RANGE && (frame.startOffset() != 0 || frame.endOffset() != 0);
  }

  @ParameterizedTest
  @MethodSource("finishedCases")
  void overTheRowsOfAWindow(String name) {
    var calls = finished().get(name);
    for (int seed = 0; seed < 10; seed++) {
      // All rows of a window have its time.
      var rows =
          OverOracle.rows(seed, 60, 4, true).stream()
              .map(row -> new Row(row.event(), Math.floorDiv(row.time(), 20_000) * 20_000))
              .toList();
      var windows = new TreeMap<Long, List<Row>>();
      rows.forEach(row -> windows.computeIfAbsent(row.time(), t -> new ArrayList<>()).add(row));
      var expected = new ArrayList<Row>();
      for (var window : windows.values()) {
        for (var partition : OverOracle.partitions(window)) {
          expected.addAll(OverOracle.evaluate(Partition.byColumn(partition, 3), calls));
        }
      }
      var output =
          OperatorHarness.run(
              out -> Over.perWindow(parts(calls, TestParts.order(3)), 3, false, out), rows);
      assertThat(output).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void aDescendingColumnIsMeasuredDownwards() {
    List<Call> calls =
        List.of(new Aggregates(frame(Unit.RANGE, Bound.PRECEDING, 2, Bound.CURRENT_ROW, 0)));
    var rows = new ArrayList<Row>();
    for (long value : new long[] {1, 9, 8, 5, 6}) {
      rows.add(new Row(TestEvent.of("AJJJ", "k", value, value, value), 0));
    }
    var descending =
        new RowOrder() {
          @Override
          public int compare(Object left, Object right) {
            return TestParts.order(3).compare(right, left);
          }
        };
    var output =
        OperatorHarness.run(out -> Over.bounded(parts(calls, descending), 3, true, out), rows);
    assertThat(output)
        .extracting(row -> row.event().get(7))
        .containsExactly("9 ", "9 8 ", "8 6 ", "6 5 ", "1 ");
  }

  @Test
  void aFunctionOfTheWholePartitionIsRefusedOnAStream() {
    assertThatThrownBy(
            () -> Over.streaming(parts(List.of(new Ranking(Function.NTILE)), null), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NTILE");
  }

  private static OverParts parts(List<Call> calls, RowOrder order) {
    return new OverParts(
        TestParts.keys(0),
        TestEvent.blank("A"),
        TestEvent.blank(OverOracle.LAYOUT),
        TestParts.columns(OverOracle.layout(calls), 0, 1, 2, 3),
        OverOracle.functions(calls),
        order,
        (event, time, error) -> {});
  }
}
