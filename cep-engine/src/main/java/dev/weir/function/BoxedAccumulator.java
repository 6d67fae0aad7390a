package dev.weir.function;

/**
 * The accumulator behind {@code DISTINCT} and {@code ORDER BY} inside an aggregate: it keeps the
 * boxed arguments of the rows, and feeds the plain accumulator when a result is asked for.
 */
public abstract class BoxedAccumulator extends Accumulator {
  /**
   * Adds one row.
   *
   * @param arguments boxed, null for NULL; the array is kept
   * @param sortKeys boxed values of the aggregate's ORDER BY, empty if it has none; kept
   */
  public abstract void add(int slot, Object[] arguments, Object[] sortKeys);
}
