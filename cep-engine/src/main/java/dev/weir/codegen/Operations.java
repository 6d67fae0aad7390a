package dev.weir.codegen;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.Bytes;
import dev.weir.type.RowValue;
import dev.weir.type.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What generated code calls for operations that are more than an instruction. Public only so that
 * generated classes can; small, so that the JIT inlines it; errors of a row are {@link RowError}s.
 */
public final class Operations {
  private Operations() {}

  // ---- integers

  private static RowError overflow() {
    return new RowError("integer overflow");
  }

  private static RowError divisionByZero() {
    return new RowError("division by zero");
  }

  public static int tinyint(int value) {
    if (value != (byte) value) {
      throw overflow();
    }
    return value;
  }

  public static int smallint(int value) {
    if (value != (short) value) {
      throw overflow();
    }
    return value;
  }

  public static int integer(long value) {
    if (value != (int) value) {
      throw overflow();
    }
    return (int) value;
  }

  public static int add(int left, int right) {
    return integer((long) left + right);
  }

  public static int subtract(int left, int right) {
    return integer((long) left - right);
  }

  public static int multiply(int left, int right) {
    return integer((long) left * right);
  }

  public static int divide(int left, int right) {
    if (right == 0) {
      throw divisionByZero();
    }
    return integer((long) left / right);
  }

  public static int modulo(int left, int right) {
    if (right == 0) {
      throw divisionByZero();
    }
    return left % right;
  }

  public static int negate(int value) {
    return integer(-(long) value);
  }

  public static long add(long left, long right) {
    long sum = left + right;
    if (((left ^ sum) & (right ^ sum)) < 0) {
      throw overflow();
    }
    return sum;
  }

  public static long subtract(long left, long right) {
    long difference = left - right;
    if (((left ^ right) & (left ^ difference)) < 0) {
      throw overflow();
    }
    return difference;
  }

  public static long multiply(long left, long right) {
    long product = left * right;
    if (Math.multiplyHigh(left, right) != product >> 63) {
      throw overflow();
    }
    return product;
  }

  public static long divide(long left, long right) {
    if (right == 0) {
      throw divisionByZero();
    }
    if (right == -1) {
      return negate(left);
    }
    return left / right;
  }

  public static long modulo(long left, long right) {
    if (right == 0) {
      throw divisionByZero();
    }
    return left % right;
  }

  public static long negate(long value) {
    if (value == Long.MIN_VALUE) {
      throw overflow();
    }
    return -value;
  }

  // ---- floating point

  public static double divide(double left, double right) {
    if (right == 0) {
      throw divisionByZero();
    }
    return left / right;
  }

  public static double modulo(double left, double right) {
    if (right == 0) {
      throw divisionByZero();
    }
    return left % right;
  }

  // ---- decimals

  /** @throws RowError if the value needs more digits than the type has */
  public static BigDecimal round(BigDecimal value, int precision, int scale) {
    var rounded = value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > precision && rounded.signum() != 0) {
      throw new RowError("the number does not fit DECIMAL(" + precision + ", " + scale + ")");
    }
    return rounded;
  }

  public static BigDecimal divide(BigDecimal left, BigDecimal right, int scale) {
    if (right.signum() == 0) {
      throw divisionByZero();
    }
    return left.divide(right, scale, RoundingMode.HALF_UP);
  }

  public static BigDecimal modulo(BigDecimal left, BigDecimal right) {
    if (right.signum() == 0) {
      throw divisionByZero();
    }
    return left.remainder(right);
  }

  // ---- comparison, keys

  /** The bits of a double that are equal for equal values: one NaN, one zero. */
  public static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  /** A value whose {@code equals} is SQL's equality among values of its type. */
  public static Object key(Object value) {
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
    if (value instanceof Double number) {
      return number + 0.0;
    }
    if (value instanceof RowValue row) {
      return new RowValue(Arrays.asList(keys(row.fields())));
    }
    if (value instanceof List<?> list) {
      return Arrays.asList(keys(list));
    }
    if (value instanceof Map<?, ?> map) {
      var keys = new LinkedHashMap<Object, Object>();
      map.forEach((name, entry) -> keys.put(key(name), key(entry)));
      return keys;
    }
    return value;
  }

  private static Object[] keys(List<?> values) {
    return values.stream().map(Operations::key).toArray();
  }

  /** Whether a constant list of {@link #key}s has the value. */
  public static boolean contains(Set<?> keys, Object value) {
    return keys.contains(value instanceof String ? value : key(value));
  }

  /** A hash of any value that is the same in every process: only documented hashes are used. */
  public static int hash(Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof String text) {
      return text.hashCode();
    }
    if (value instanceof BigDecimal number) {
      if (number.signum() == 0) {
        return 1;
      }
      var plain = number.stripTrailingZeros();
      return Arrays.hashCode(plain.unscaledValue().toByteArray()) * 31 + plain.scale();
    }
    if (value instanceof Double number) {
      return Long.hashCode(bits(number));
    }
    if (value instanceof Bytes bytes) {
      return Arrays.hashCode(bytes.toArray());
    }
    if (value instanceof RowValue row) {
      return hash(row.fields());
    }
    if (value instanceof List<?> list) {
      int hash = 1;
      for (var element : list) {
        hash = hash * 31 + hash(element);
      }
      return hash;
    }
    if (value instanceof Map<?, ?> map) {
      int hash = 0;
      for (var entry : map.entrySet()) {
        hash += mix(hash(entry.getKey()) * 31 + hash(entry.getValue()));
      }
      return hash;
    }
    return value.hashCode();
  }

  /** The hash of a text, or of NULL. */
  public static int hash(String text) {
    return text == null ? 0 : text.hashCode();
  }

  /** The hash of a double; equal values have equal hashes. */
  public static int hash(double value) {
    return Long.hashCode(bits(value));
  }

  /** Spreads every bit over all others; the finalizer of MurmurHash3 (public domain, Appleby). */
  public static int mix(int hash) {
    int mixed = hash;
    mixed = (mixed ^ mixed >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }

  public static boolean same(String left, String right) {
    return left == null ? right == null : left.equals(right);
  }

  public static boolean same(double left, double right) {
    return left == right || Double.isNaN(left) && Double.isNaN(right);
  }

  public static boolean same(Object left, Object right) {
    return Values.same(left, right);
  }

  // ---- conversions and construction

  /** @param caster of {@link dev.weir.type.Casts#caster} */
  @SuppressWarnings("unchecked")
  public static Object cast(Object value, Object caster) {
    return ((UnaryOperator<Object>) caster).apply(value);
  }

  /** As {@link #cast}, but null where the value cannot be converted. */
  public static Object tryCast(Object value, Object caster) {
    try {
      return cast(value, caster);
    } catch (RowError e) {
      return null;
    }
  }

  public static List<Object> array(Object[] elements) {
    return Collections.unmodifiableList(Arrays.asList(elements));
  }

  /** @param entries keys and values in turn; of equal keys the last value counts */
  public static Map<Object, Object> map(Object[] entries) {
    var map = new LinkedHashMap<Object, Object>();
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i] == null) {
        throw new RowError("a key of the map is NULL");
      }
      map.put(entries[i], entries[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }

  public static RowValue row(Object[] fields) {
    return new RowValue(Arrays.asList(fields));
  }

  /** A field of a row value, or null. */
  public static Object field(RowValue row, int index) {
    return row.fields().get(index);
  }

  /** The failure of an accessor that was called with an index or a storage that is not there. */
  public static AssertionError noSuchColumn(Event event, int index) {
    return new AssertionError(
        "column " + index + " is not of this storage in the layout " + event.layout());
  }
}
