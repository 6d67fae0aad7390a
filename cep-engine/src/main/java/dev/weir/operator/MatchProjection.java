package dev.weir.operator;

import dev.weir.event.Event;
import dev.weir.event.RowError;

/** Generated: evaluates expressions over a row, other rows and given values into fields of an event. */
public abstract class MatchProjection {
  /**
   * @param row the current row; null if there is none, then every column of it is NULL
   * @param others the rows that {@code OtherRow} reads, by number, null where there is none
   * @param given the values that {@code Given} reads, by index
   * @param target an event of the output schema that the generator was given
   * @throws RowError if an expression cannot be evaluated
   */
  public abstract void fill(Object row, long time, Object[] others, Event given, Event target);
}
