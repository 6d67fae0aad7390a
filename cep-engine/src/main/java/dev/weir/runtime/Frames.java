package dev.weir.runtime;

import dev.weir.plan.LogicalPlan;
import dev.weir.plan.OverCall;

/** What the frames of window functions mean for when rows leave. */
final class Frames {
  private Frames() {}

  /**
   * Whether a streaming OVER gives its rows in order of time: it does when none of its calls counts
   * rows ahead in its own partition. Waiting for time to pass delays all rows alike.
   */
  static boolean emitInOrder(LogicalPlan.Over over) {
    return over.calls().stream().noneMatch(Frames::waits);
  }

  private static boolean waits(OverCall call) {
    return switch (call.function()) {
      case LEAD -> true;
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE, LAG -> false;
      case FIRST_VALUE, LAST_VALUE, NTH_VALUE, AGGREGATE ->
          call.frame().unit() != OverCall.Unit.RANGE
              && call.frame().end() == OverCall.Bound.FOLLOWING;
    };
  }
}
