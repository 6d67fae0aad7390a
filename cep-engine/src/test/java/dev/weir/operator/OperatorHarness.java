package dev.weir.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.state.Snapshot;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Drives an operator through one input in every way that must make no difference: rows one by one
 * and in batches, a watermark after every row and only at the end, and a snapshot, through bytes,
 * restored into a new operator between any two calls. All must give the same rows in the same order;
 * no row may come behind a watermark; after the end the operator must hold no keyed state.
 */
public final class OperatorHarness {
  private OperatorHarness() {}

  /** One input row. */
  public record Row(Event event, long time) {
    @Override
    public String toString() {
      return event + "@" + time;
    }
  }

  /** How far watermarks trail behind the rows. */
  private static final long[] DISTANCES = {0, 3_000};

  /**
   * @param operators makes a new operator that emits to the collector
   * @param input rows in order of time, or in any order within {@code bound}
   * @param bound watermarks trail at least this far behind the greatest time so far
   * @return the rows that the operator gave, the same in all ways
   */
  public static List<Row> run(
      Function<Collector, ? extends Operator> operators, List<Row> input, long bound) {
    var expected = drive(operators, input, -1, 1, false);
    for (long distance : DISTANCES) {
      assertThat(drive(operators, input, bound + distance, 1, false))
          .as("a watermark after every row, %d behind", bound + distance)
          .isEqualTo(expected);
      assertThat(drive(operators, input, bound + distance, 1, true))
          .as("restored between any two calls, watermarks %d behind", bound + distance)
          .isEqualTo(expected);
      assertThat(drive(operators, input, bound + distance, 7, true))
          .as("batches of 7, restored in between, watermarks %d behind", bound + distance)
          .isEqualTo(expected);
    }
    assertThat(drive(operators, input, -1, Math.max(1, input.size()), false))
        .as("all rows at once")
        .isEqualTo(expected);
    return expected;
  }

  /** As {@link #run(Function, List, long)} for rows in order. */
  public static List<Row> run(Function<Collector, ? extends Operator> operators, List<Row> input) {
    return run(operators, input, 0);
  }

  private static List<Row> drive(
      Function<Collector, ? extends Operator> operators,
      List<Row> input,
      long distance,
      int batch,
      boolean restore) {
    var out = new Recorder();
    Operator operator = operators.apply(out);
    long greatest = Long.MIN_VALUE;
    for (int from = 0; from < input.size(); from += batch) {
      int to = Math.min(from + batch, input.size());
      var rows = input.subList(from, to);
      if (batch == 1) {
        operator.row(rows.get(0).event, rows.get(0).time, Change.INSERT);
      } else {
        operator.rows(
            rows.stream().map(Row::event).toArray(),
            rows.stream().mapToLong(Row::time).toArray(),
            0,
            rows.size());
      }
      if (restore) {
        operator = restored(operators, operator, out);
      }
      if (distance >= 0) {
        greatest = Math.max(greatest, rows.stream().mapToLong(Row::time).max().orElseThrow());
        operator.watermark(greatest - distance);
        if (restore) {
          operator = restored(operators, operator, out);
        }
      }
    }
    operator.watermark(Watermarks.END);
    assertThat(out.watermark).as("the last watermark").isEqualTo(Watermarks.END);
    var rest = new Snapshot();
    operator.snapshot(rest);
    var stored = Snapshot.of(rest.toByteArray());
    assertThat(stored.storedGroups()).as("key groups with state after the end").isEmpty();
    assertThat(rest.toByteArray().length).as("bytes of state after the end").isLessThan(100);
    return out.rows;
  }

  private static Operator restored(
      Function<Collector, ? extends Operator> operators, Operator operator, Collector out) {
    var snapshot = new Snapshot();
    operator.snapshot(snapshot);
    var fresh = operators.apply(out);
    fresh.restore(Snapshot.of(snapshot.toByteArray()));
    return fresh;
  }

  private static final class Recorder implements Collector {
    private final List<Row> rows = new ArrayList<>();
    private long watermark = Watermarks.NONE;

    @Override
    public void row(Object event, long time, Change change) {
      assertThat(time)
          .as("time of %s, behind the watermark", event)
          .isGreaterThanOrEqualTo(watermark);
      rows.add(new Row((Event) event, time));
    }

    @Override
    public void watermark(long time) {
      assertThat(time).as("watermark").isGreaterThanOrEqualTo(watermark);
      watermark = time;
    }
  }
}
