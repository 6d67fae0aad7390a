package dev.weir.codegen;

import dev.weir.expression.AggregateCall;
import dev.weir.function.Accumulator;

/** Makes the accumulators of aggregate calls. */
final class Accumulators {
  private Accumulators() {}

  static Accumulator of(AggregateCall call) {
    if (AggregatorWriter.isBoxed(call)) {
      throw new IllegalArgumentException(
          "no accumulator for DISTINCT or ORDER BY in " + call.function().name());
    }
    return call.function().factory().get();
  }
}
