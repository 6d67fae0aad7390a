package dev.weir.plan;

/**
 * Some of the variables of a row pattern, by label. A pattern has at most {@link #MAX} variables, so
 * that a set of them, and what a row satisfies, is one machine word.
 */
public record VariableSet(long bits) {
  /** The most variables that a pattern can have. */
  public static final int MAX = 64;

  /** No variable. */
  public static final VariableSet NONE = new VariableSet(0);

  /** The set of one variable. */
  public static VariableSet of(int label) {
    return new VariableSet(1L << label);
  }

  /** The variables with labels below {@code count}: the universal row pattern variable. */
  public static VariableSet firstOf(int count) {
    return new VariableSet(count == MAX ? -1L : (1L << count) - 1);
  }

  public boolean contains(int label) {
    return (bits >>> label & 1) != 0;
  }

  public VariableSet with(VariableSet other) {
    return new VariableSet(bits | other.bits);
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  /** How many variables there are. */
  public int size() {
    return Long.bitCount(bits);
  }
}
