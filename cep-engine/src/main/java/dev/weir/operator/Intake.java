package dev.weir.operator;

/**
 * Generated: looks at rows where they enter a stream, in one tight loop: checks that they have a
 * value in every column that must have one, and reads their times. Stateless.
 */
public abstract class Intake {
  /**
   * Reads rows until one is not acceptable.
   *
   * @param times receives the times of the rows that were read, at their indexes; untouched if the
   *     stream has no time column
   * @return the index of the first row that is not acceptable, or {@code to}
   */
  public abstract int read(Object[] rows, int from, int to, long[] times);
}
