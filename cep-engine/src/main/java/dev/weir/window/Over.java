package dev.weir.window;

import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.plan.OverCall.Bound;
import dev.weir.plan.OverCall.Unit;

/** Makes the operators of OVER. */
public final class Over {
  private Over() {}

  /**
   * Over rows in order of time, which leave as soon as what their frames need is there; see {@link
   * #keepsOrder} for their order. Offsets of RANGE frames are microseconds.
   *
   * <p>Memory is bounded by what the frames reach: a partition is released when the watermark has
   * passed all its frames, if these are RANGE frames with bounds. Frames by ROWS or from UNBOUNDED
   * PRECEDING, ranks, LAG and LEAD keep a partition until the input ends.
   *
   * @throws IllegalArgumentException for a function that needs the whole partition
   */
  public static Operator streaming(OverParts parts, Collector out) {
    return parts.functions().stream().allMatch(f -> isRunning(f, parts))
        ? new SlidingOver(parts, out)
        : new BufferedOver(parts, out);
  }

  /**
   * Whether rows leave a {@link #streaming} operator in the order in which they came. That is so
   * unless a function counts rows ahead (LEAD, ROWS or GROUPS with FOLLOWING): then a row leaves when
   * the following rows of its own partition have come, and rows of busy partitions overtake those of
   * quiet ones; the watermark waits for the slowest.
   */
  public static boolean keepsOrder(OverParts parts) {
    return parts.functions().stream().noneMatch(OverStep::countsAhead);
  }

  /**
   * Over partitions of rows that all have the time of their window, when that time has passed; rows
   * come in order of time. Output: by time, then by partition in the order of their first rows, then
   * in the partition's order, ties by arrival.
   *
   * @param rangeColumn the numeric or time column that offsets of RANGE frames are added to, -1 if
   *     there is none
   */
  public static Operator perWindow(
      OverParts parts, int rangeColumn, boolean descending, Collector out) {
    return new FinishedOver(parts, rangeColumn, descending, true, out);
  }

  /** As {@link #perWindow}, over partitions of a bounded input, when it ends. */
  public static Operator bounded(
      OverParts parts, int rangeColumn, boolean descending, Collector out) {
    return new FinishedOver(parts, rangeColumn, descending, false, out);
  }

  /** Whether a function needs no rows, only aggregates of what was there up to the current row. */
  private static boolean isRunning(OverFunction function, OverParts parts) {
    if (!(function instanceof OverFunction.Aggregates aggregates)) {
      return false;
    }
    var frame = aggregates.frame();
    boolean startsBefore =
        frame.start() == Bound.UNBOUNDED_PRECEDING
            || frame.start() == Bound.PRECEDING
            || frame.start() == Bound.CURRENT_ROW;
    boolean plainPeers =
        frame.unit() == Unit.ROWS || frame.unit() == Unit.RANGE && parts.order() == null;
    return startsBefore && plainPeers && frame.end() == Bound.CURRENT_ROW;
  }
}
