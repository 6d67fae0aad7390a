package dev.weir.operator;

/** Generated: compares two rows by sort keys, NULLs placed as the query says. Stateless. */
public abstract class RowOrder {
  /** Negative, zero or positive, as {@link java.util.Comparator}. Zero means peers. */
  public abstract int compare(Object left, Object right);
}
