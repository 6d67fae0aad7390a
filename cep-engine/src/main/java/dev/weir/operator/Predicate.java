package dev.weir.operator;

import dev.weir.event.RowError;

/** A generated condition on one row; unknown counts as false. */
public abstract class Predicate {
  /** @throws RowError if the row cannot be evaluated */
  public abstract boolean test(Object event, long time);
}
