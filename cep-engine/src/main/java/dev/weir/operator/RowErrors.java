package dev.weir.operator;

import dev.weir.event.RowError;

/** Where an operator reports a row that it could not evaluate; it then goes on with the next. */
@FunctionalInterface
public interface RowErrors {
  /** @param event the row, as in {@link Collector#row} @throws RowError if the policy is to fail */
  void failed(Object event, long time, RowError error);
}
