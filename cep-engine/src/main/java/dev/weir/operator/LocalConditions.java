package dev.weir.operator;

import dev.weir.event.RowError;

/**
 * Generated: conditions on a row and its neighbours, all evaluated at once. At most 64; bit {@code i}
 * stands for condition {@code i}.
 */
public abstract class LocalConditions {
  /**
   * The conditions that are true; unknown counts as false.
   *
   * @param others the rows that {@code OtherRow} reads, by number, null where there is none; may be
   *     null if no condition reads one
   * @throws RowError if one of them cannot be evaluated
   */
  public abstract long test(Object row, long time, Object[] others);

  /** As {@link #test(Object, long, Object[])} for one condition, to find the one that fails. */
  public abstract boolean test(int condition, Object row, long time, Object[] others);
}
