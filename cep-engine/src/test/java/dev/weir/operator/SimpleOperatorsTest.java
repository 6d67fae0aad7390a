package dev.weir.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.state.Snapshot;
import dev.weir.time.VirtualClock;
import dev.weir.time.Watermarks;
import dev.weir.type.RowValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimpleOperatorsTest {
  private final List<Row> rows = new ArrayList<>();
  private final List<Long> marks = new ArrayList<>();
  private final List<Row> late = new ArrayList<>();
  private final Collector out = recorder(rows, marks);

  private static Collector recorder(List<Row> rows, List<Long> marks) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        rows.add(new Row((Event) event, time));
      }

      @Override
      public void watermark(long time) {
        marks.add(time);
      }
    };
  }

  private static Event pair(Object key, long value) {
    return TestEvent.of("AJ", key, value);
  }

  private static List<Row> random(int seed, int count) {
    var random = new Random(seed);
    var rows = new ArrayList<Row>();
    long time = -50;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(3);
      var key = random.nextInt(5) == 0 ? null : "k" + random.nextInt(4);
      rows.add(new Row(TestEvent.of("AJJ", key, (long) i, (long) random.nextInt(9)), time));
    }
    return rows;
  }

  private static AggregateOperator aggregate(Collector out, int... columns) {
    return new AggregateOperator(
        TestParts.keys(columns),
        TestEvent.blank("A".repeat(columns.length)),
        TestParts.columns(TestParts.RESULTS, columns),
        TestParts.aggregator(1, 2),
        columns.length,
        (event, time, error) -> {},
        out);
  }

  @Test
  void aggregatesInTheOrderOfTheKeysFirstRows() {
    for (int seed = 0; seed < 10; seed++) {
      var input = random(seed, 40);
      var ids = new LinkedHashMap<Object, String>();
      input.forEach(
          r -> ids.merge(String.valueOf(r.event().get(0)), r.event().get(1) + " ", String::concat));
      var output = OperatorHarness.run(out -> aggregate(out, 0), input);
      assertThat(output)
          .extracting(r -> r.event().get(4))
          .containsExactlyElementsOf(new ArrayList<Object>(ids.values()));
      assertThat(output)
          .extracting(r -> String.valueOf(r.event().get(0)))
          .containsExactlyElementsOf(ids.keySet().stream().map(String::valueOf).toList());
    }
  }

  @Test
  void anAggregateWithoutKeysGivesOneRowForNoInput() {
    assertThat(OperatorHarness.run(out -> aggregate(out), List.of()))
        .containsExactly(new Row(TestEvent.of("JJAA", 0L, 0L, null, null), 0));
    assertThat(OperatorHarness.run(out -> aggregate(out, 0), List.of())).isEmpty();
  }

  @Test
  void sortsAtTheEndWithTiesInOrderOfArrival() {
    for (int seed = 0; seed < 10; seed++) {
      var input = random(seed, 40);
      var output = new ArrayList<Row>();
      var operator =
          new SortOperator(TestParts.order(2), TestEvent.blank("AJJ"), recorder(output, marks));
      input.forEach(row -> operator.row(row.event(), row.time(), Change.INSERT));
      var snapshot = new Snapshot();
      operator.snapshot(snapshot);
      var restored =
          new SortOperator(TestParts.order(2), TestEvent.blank("AJJ"), recorder(output, marks));
      restored.restore(Snapshot.of(snapshot.toByteArray()));
      restored.watermark(0);
      assertThat(output).isEmpty();
      restored.watermark(Watermarks.END);
      assertThat(output)
          .isEqualTo(
              input.stream().sorted(Comparator.comparingLong(r -> r.event().getLong(2))).toList());
    }
  }

  @Test
  void sortsByTimeThenByFurtherKeysAsTheWatermarkPasses() {
    for (int seed = 0; seed < 20; seed++) {
      var input = random(seed, 60);
      var output =
          OperatorHarness.run(
              out -> new TimeSortOperator(TestParts.order(2), TestEvent.blank("AJJ"), out), input);
      assertThat(output)
          .isEqualTo(
              input.stream()
                  .sorted(
                      Comparator.comparingLong(Row::time)
                          .thenComparingLong(r -> r.event().getLong(2)))
                  .toList());
    }
  }

  @Test
  void takesTheTimeFromAColumnAndReportsNulls() {
    var failures = new ArrayList<String>();
    var operator =
        new TimeFromColumnOperator(
            1, TestEvent.blank("AJ"), (e, t, x) -> failures.add(x.getMessage()), out);
    for (var value : new Long[] {30L, null, 10L, 20L, 10L}) {
      operator.row(TestEvent.of("AJ", "r" + rows.size(), value), 0, Change.INSERT);
    }
    operator.watermark(5);
    assertThat(rows).isEmpty();
    operator.watermark(Watermarks.END);
    assertThat(rows).extracting(Row::time).containsExactly(10L, 10L, 20L, 30L);
    assertThat(failures).containsExactly("the time column is NULL");
    assertThat(marks).containsExactly(Watermarks.END);
  }

  @Test
  void limitsAndSaysSoOnce() {
    var full = new ArrayList<String>();
    var operator = new LimitOperator(2, 3, () -> full.add("full after " + rows.size()), out);
    for (long i = 0; i < 10; i++) {
      assertThat(operator.isFull()).isEqualTo(i >= 5);
      operator.row(pair("k", i), i, Change.INSERT);
    }
    assertThat(rows).extracting(Row::time).containsExactly(2L, 3L, 4L);
    assertThat(full).containsExactly("full after 3");
    var all = OperatorHarness.run(o -> new LimitOperator(1, -1, () -> {}, o), random(1, 9));
    assertThat(all).hasSize(8);
  }

  @Test
  void expandsARowForEachGroupingSetOrNotAtAll() {
    var failing =
        new Projection() {
          @Override
          public Event apply(Object event, long time) {
            if (time == 7) {
              throw new RowError("no");
            }
            return pair(null, 0);
          }
        };
    var failures = new ArrayList<Long>();
    var operator =
        new ExpandOperator(
            List.of(TestParts.columns("", 0, 1), failing), (e, t, x) -> failures.add(t), out);
    operator.row(pair("a", 1), 6, Change.INSERT);
    operator.row(pair("b", 2), 7, Change.INSERT);
    assertThat(rows).containsExactly(new Row(pair("a", 1), 6), new Row(pair(null, 0), 6));
    assertThat(failures).containsExactly(7L);
  }

  @Test
  void unnestsArraysRowsAndMaps() {
    assertThat(unnest(List.of(4L, 5L), "JJ", true, false)).isEqualTo("[4 1, 5 2]");
    assertThat(unnest(Arrays.asList(4L, null), "J", false, false)).isEqualTo("[4, null]");
    assertThat(unnest(Arrays.asList(new RowValue(List.of(1L, "x")), null), "JAJ", true, false))
        .isEqualTo("[1 x 1, null null 2]");
    assertThat(unnest(Map.of("k", 3L), "AJJ", true, false)).isEqualTo("[k 3 1]");
    assertThat(unnest(List.of(), "JJ", true, false)).isEqualTo("[]");
    assertThat(unnest(null, "JJ", true, true)).isEqualTo("[null null]");
  }

  private static String unnest(
      Object collection, String more, boolean ordinality, boolean keepEmpty) {
    var output = new ArrayList<Row>();
    var operator =
        new UnnestOperator(
            TestParts.columns(more, 0),
            1,
            1,
            ordinality,
            keepEmpty,
            (e, t, x) -> {},
            recorder(output, new ArrayList<>()));
    operator.row(TestEvent.of("AA", "k", collection), 1, Change.INSERT);
    return output.stream()
        .map(
            row -> {
              var values = new ArrayList<String>();
              for (int i = 1; i < row.event().size(); i++) {
                values.add(String.valueOf(row.event().get(i)));
              }
              return String.join(" ", values);
            })
        .toList()
        .toString();
  }

  @Test
  void aUnionIsAsFarAsItsSlowestInputThatIsNotIdle() {
    var union = new UnionOperator(3, recorder(late, new ArrayList<>()), out);
    union.input(0).watermark(10);
    union.input(1).watermark(5);
    assertThat(marks).isEmpty();
    union.idle(2, true);
    assertThat(marks).containsExactly(5L);
    union.input(1).watermark(Watermarks.END);
    assertThat(marks).containsExactly(5L, 10L);
    union.input(2).row(pair("late", 0), 7, Change.INSERT);
    union.idle(2, false);
    union.input(2).row(pair("in time", 0), 12, Change.INSERT);
    union.input(0).watermark(Watermarks.END);
    assertThat(marks).containsExactly(5L, 10L);
    union.input(2).watermark(Watermarks.END);
    assertThat(marks).containsExactly(5L, 10L, Watermarks.END);
    assertThat(rows).containsExactly(new Row(pair("in time", 0), 12));
    assertThat(late).containsExactly(new Row(pair("late", 0), 7));
  }

  @Test
  void setOperationsCountMultiplicities() {
    assertThat(setOperation(true, true)).isEqualTo("[null, a, a, b]");
    assertThat(setOperation(true, false)).isEqualTo("[null, a, b]");
    assertThat(setOperation(false, true)).isEqualTo("[null, a, c]");
    assertThat(setOperation(false, false)).isEqualTo("[c]");
  }

  private static String setOperation(boolean intersect, boolean all) {
    var output = new ArrayList<Row>();
    var collector = recorder(output, new ArrayList<>());
    var operator = set(intersect, all, collector);
    for (var right : Arrays.asList("a", "b", "b", null, "a")) {
      operator.input(1).row(TestEvent.of("A", right), 3, Change.INSERT);
    }
    for (var left : Arrays.asList(null, "a", "a", "b", "c", "a", null)) {
      operator.input(0).row(TestEvent.of("A", left), 4, Change.INSERT);
      var snapshot = new Snapshot();
      operator.snapshot(snapshot);
      operator = set(intersect, all, collector);
      operator.restore(Snapshot.of(snapshot.toByteArray()));
    }
    operator.input(0).watermark(Watermarks.END);
    assertThat(output).isEmpty();
    operator.input(1).watermark(Watermarks.END);
    return output.stream().map(row -> row.event().get(0)).toList().toString();
  }

  private static SetOperation set(boolean intersect, boolean all, Collector out) {
    return new SetOperation(TestParts.keys(0), TestEvent.blank("A"), intersect, all, out);
  }

  @Test
  void processingTimeIsTheClockWhateverTheInputSays() {
    var clock = new VirtualClock(100);
    var operator = new ProcessingTimeOperator(clock, out);
    operator.row(pair("a", 1), 5, Change.INSERT);
    clock.advance(50);
    operator.rows(new Object[] {pair("b", 2)}, new long[] {Long.MAX_VALUE - 1}, 0, 1);
    clock.advance(10);
    operator.tick();
    operator.watermark(3);
    operator.watermark(Watermarks.END);
    operator.tick();
    assertThat(rows).extracting(Row::time).containsExactly(100L, 150L);
    assertThat(marks).containsExactly(150L, 160L, 160L, Watermarks.END);
  }
}
