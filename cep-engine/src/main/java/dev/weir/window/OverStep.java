package dev.weir.window;

import dev.weir.event.Event;
import dev.weir.plan.OverCall.Bound;
import dev.weir.plan.OverCall.Frame;
import dev.weir.plan.OverCall.Unit;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One function of an OVER operator that keeps rows. Rows of a partition are evaluated in order, each
 * once; where the function is in a partition is kept there, at {@link #index}.
 */
abstract class OverStep {
  /** All rows of the partition are there. */
  static final long FINISHED = Long.MAX_VALUE;

  /** The row is of no use to the function. */
  static final long NOTHING = Long.MAX_VALUE;

  protected final int index;

  protected OverStep(int index) {
    this.index = index;
  }

  static OverStep[] of(List<OverFunction> functions, RangeKey rangeKey) {
    return IntStream.range(0, functions.size())
        .mapToObj(i -> of(i, functions.get(i), rangeKey))
        .toArray(OverStep[]::new);
  }

  private static OverStep of(int index, OverFunction function, RangeKey rangeKey) {
    if (function instanceof OverFunction.Aggregates aggregates) {
      return new AggregateStep(index, aggregates, new FrameBounds(aggregates.frame(), rangeKey));
    }
    if (function instanceof OverFunction.Pick pick) {
      return new PickStep(index, pick, new FrameBounds(pick.frame(), rangeKey));
    }
    if (function instanceof OverFunction.Shift shift) {
      return new ShiftStep(index, shift);
    }
    return new RankingStep(index, (OverFunction.Ranking) function);
  }

  /** Whether a function waits for a number of rows of its partition, not for time. */
  static boolean countsAhead(OverFunction function) {
    if (function instanceof OverFunction.Shift shift) {
      return shift.distance() > 0;
    }
    var frame = frameOf(function);
    return frame != null && new FrameBounds(frame, null).countsAhead();
  }

  /** Whether a function can only be evaluated when the whole partition is there. */
  static boolean needsEnd(OverFunction function) {
    if (function instanceof OverFunction.Ranking ranking) {
      return switch (ranking.function()) {
        case PERCENT_RANK, CUME_DIST, NTILE -> true;
        default -> false;
      };
    }
    var frame = frameOf(function);
    return frame != null && new FrameBounds(frame, null).needsEnd();
  }

  /** How long after a row no function sees it any more, in microseconds; -1 if there is no such time. */
  static long reach(List<OverFunction> functions) {
    long reach = 0;
    for (var function : functions) {
      var frame = frameOf(function);
      boolean bounded =
          frame != null
              && frame.unit() == Unit.RANGE
              && frame.start() != Bound.UNBOUNDED_PRECEDING
              && frame.end() != Bound.UNBOUNDED_FOLLOWING;
      if (!bounded) {
        return -1;
      }
      if (frame.start() == Bound.PRECEDING) {
        reach = Math.max(reach, frame.startOffset());
      }
    }
    return reach;
  }

  private static Frame frameOf(OverFunction function) {
    if (function instanceof OverFunction.Aggregates aggregates) {
      return aggregates.frame();
    }
    return function instanceof OverFunction.Pick pick ? pick.frame() : null;
  }

  /** Makes partitions {@code 0 .. count - 1} addressable. */
  void ensureKeys(int count) {}

  /**
   * Whether all is there that the function needs for a row.
   *
   * @param horizon all rows with smaller times are there
   */
  abstract boolean isReady(OverPartition partition, long row, long horizon);

  /** Writes the result for a row. @throws dev.weir.event.RowError if it does not fit */
  abstract void evaluate(OverPartition partition, long row, Event target);

  /** The number of the first row that must be kept for rows to come, or {@link #NOTHING}. */
  abstract long needed(OverPartition partition);

  /** Releases what the function holds for a partition outside it. */
  void release(OverPartition partition) {}

  void write(OverPartition partition, StateWriter out) {}

  void read(OverPartition partition, StateReader in) {}

  /** Copies a value between columns of one storage. */
  static void copy(Event from, int column, Event to, int field) {
    if (from.isNull(column)) {
      to.setNull(field);
      return;
    }
    switch (to.layout().charAt(field)) {
      case 'Z' -> to.setBoolean(field, from.getBoolean(column));
      case 'I' -> to.setInt(field, from.getInt(column));
      case 'J' -> to.setLong(field, from.getLong(column));
      case 'D' -> to.setDouble(field, from.getDouble(column));
      default -> to.setObject(field, from.getObject(column));
    }
  }
}
