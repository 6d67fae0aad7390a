package dev.weir.codegen;

import dev.weir.expression.AggregateCall;
import dev.weir.function.Accumulator;
import dev.weir.function.BoxedAccumulators;

/** Makes the accumulators of aggregate calls. */
final class Accumulators {
  private Accumulators() {}

  /** Whether the rows of a call are kept as they are until a result is asked for. */
  static boolean isBoxed(AggregateCall call) {
    return call.distinct() || !call.orderBy().isEmpty();
  }

  static Accumulator of(AggregateCall call) {
    if (!isBoxed(call)) {
      return call.function().factory().get();
    }
    if (call.orderBy().isEmpty()) {
      return BoxedAccumulators.distinct(call.function());
    }
    var descending = new boolean[call.orderBy().size()];
    var nullsFirst = new boolean[descending.length];
    for (int i = 0; i < descending.length; i++) {
      descending[i] = call.orderBy().get(i).descending();
      nullsFirst[i] = call.orderBy().get(i).nullsFirst();
    }
    return call.distinct()
        ? BoxedAccumulators.distinctOrdered(call.function(), descending, nullsFirst)
        : BoxedAccumulators.ordered(call.function(), descending, nullsFirst);
  }
}
