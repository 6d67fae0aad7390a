package dev.weir.operator;

import dev.weir.event.Event;
import dev.weir.event.RowError;

/** Generated: a condition on a row, other rows and given values; unknown counts as false. */
public abstract class MatchCondition {
  /**
   * @param others the rows that {@code OtherRow} reads, by number, null where there is none
   * @param given the values that {@code Given} reads, by index
   * @throws RowError if it cannot be evaluated
   */
  public abstract boolean test(Object row, long time, Object[] others, Event given);
}
