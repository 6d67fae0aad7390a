package dev.weir.type;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Equality and order of boxed values as SQL has them, where Java's own differ: DECIMALs by value
 * whatever their scale, {@code 0.0} equal to {@code -0.0}, NaN equal to itself and above all.
 */
public final class Values {
  private Values() {}

  /** The order of two doubles, NaN last and the zeros equal. */
  public static int compareDoubles(double left, double right) {
    if (left < right) {
      return -1;
    }
    if (left > right) {
      return 1;
    }
    return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
  }

  /**
   * The order of two values of one storage. Collections order element by element, with NULL after
   * every value, which serves sorting and grouping of results.
   */
  @SuppressWarnings("unchecked")
  public static int compare(Object left, Object right) {
    if (left instanceof Double a && right instanceof Double b) {
      return compareDoubles(a, b);
    }
    if (left instanceof Comparable<?>) {
      return ((Comparable<Object>) left).compareTo(right);
    }
    if (left instanceof RowValue a && right instanceof RowValue b) {
      return compareLists(a.fields(), b.fields());
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return compareLists(a, b);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      int keys = compareLists(List.copyOf(a.keySet()), List.copyOf(b.keySet()));
      return keys != 0
          ? keys
          : compareLists(
              new java.util.ArrayList<>(a.values()), new java.util.ArrayList<>(b.values()));
    }
    throw new AssertionError("no order between " + left.getClass() + " and " + right.getClass());
  }

  /** As {@link #compare}, with null (NULL) equal to itself and after every value. */
  public static int compareNullsLast(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    return compare(left, right);
  }

  private static int compareLists(List<?> left, List<?> right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      int order = compareNullsLast(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** Whether two values are the same, null (NULL) being the same as null. */
  public static boolean same(Object left, Object right) {
    if (left == null || right == null) {
      return left == right;
    }
    if (left instanceof Double a && right instanceof Double b) {
      return compareDoubles(a, b) == 0;
    }
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    if (left instanceof RowValue a && right instanceof RowValue b) {
      return sameLists(a.fields(), b.fields());
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return sameLists(a, b);
    }
    return left.equals(right);
  }

  private static boolean sameLists(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<?> others = right.iterator();
    for (var value : left) {
      if (!same(value, others.next())) {
        return false;
      }
    }
    return true;
  }

  /**
   * A value whose {@code equals} and {@code hashCode} say the same as {@link #same}, to be a key of
   * a hash map: {@code -0.0} becomes {@code 0.0}; a DECIMAL must be of its type's scale already.
   */
  public static Object asKey(Object value) {
    if (value instanceof Double number) {
      return number == 0.0 ? (Object) 0.0 : value;
    }
    return value;
  }

  /** Whether two rows of values are the same, value by value. */
  public static boolean same(Object[] left, Object[] right) {
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (!same(left[i], right[i])) {
        return false;
      }
    }
    return true;
  }

  /** A hash of a boxed value that agrees with {@link #same}. */
  public static int hash(Object value) {
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? 0 : number.stripTrailingZeros().hashCode();
    }
    return Objects.hashCode(asKey(value));
  }
}
