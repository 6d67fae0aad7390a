package dev.weir.function;

import dev.weir.type.DataType;
import dev.weir.type.Values;
import java.util.UUID;

/** Functions of values of any type. */
public final class ValueFunctions {
  private ValueFunctions() {}

  /** The greatest of the values that are not NULL, or null. */
  public static Object greatest(Object... values) {
    return extremum(values, -1);
  }

  /** The least of the values that are not NULL, or null. */
  public static Object least(Object... values) {
    return extremum(values, 1);
  }

  private static Object extremum(Object[] values, int sign) {
    Object best = null;
    for (var value : values) {
      if (value != null && (best == null || Values.compare(value, best) * sign < 0)) {
        best = value;
      }
    }
    return best;
  }

  /** Null if the values are equal, else the first. */
  public static Object nullIf(Object value, Object other) {
    return value != null && other != null && Values.same(value, other) ? null : value;
  }

  /** The first value, or the second if it is NULL. */
  public static Object ifNull(Object value, Object otherwise) {
    return value == null ? otherwise : value;
  }

  /** The name of the type. */
  public static String typeOf(Object value, DataType type) {
    return type.toString();
  }

  /** The number of NULLs among the values. */
  public static int countNulls(Object... values) {
    int count = 0;
    for (var value : values) {
      count += value == null ? 1 : 0;
    }
    return count;
  }

  public static int countNonNulls(Object... values) {
    return values.length - countNulls(values);
  }

  public static String uuid() {
    return UUID.randomUUID().toString();
  }
}
