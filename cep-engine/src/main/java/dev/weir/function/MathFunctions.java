package dev.weir.function;

import dev.weir.event.RowError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.ThreadLocalRandom;

/** Mathematics, as PostgreSQL has it: what has no real result is an error of the row, not NaN. */
public final class MathFunctions {
  private MathFunctions() {}

  // ---- signs and rounding

  public static int abs(int x) {
    if (x == Integer.MIN_VALUE) {
      throw new RowError("ABS(" + x + ") is out of range for INTEGER");
    }
    return Math.abs(x);
  }

  public static long abs(long x) {
    if (x == Long.MIN_VALUE) {
      throw new RowError("ABS(" + x + ") is out of range for BIGINT");
    }
    return Math.abs(x);
  }

  public static double abs(double x) {
    return Math.abs(x);
  }

  public static BigDecimal abs(BigDecimal x) {
    return x.abs();
  }

  public static int sign(int x) {
    return Integer.signum(x);
  }

  public static int sign(long x) {
    return Long.signum(x);
  }

  public static double sign(double x) {
    return Math.signum(x);
  }

  public static int sign(BigDecimal x) {
    return x.signum();
  }

  public static int same(int x) {
    return x;
  }

  public static long same(long x) {
    return x;
  }

  public static double floor(double x) {
    return Math.floor(x);
  }

  public static BigDecimal floor(BigDecimal x) {
    return x.setScale(0, RoundingMode.FLOOR);
  }

  public static double ceil(double x) {
    return Math.ceil(x);
  }

  public static BigDecimal ceil(BigDecimal x) {
    return x.setScale(0, RoundingMode.CEILING);
  }

  /** Halves go to the even neighbour. */
  public static double round(double x) {
    return Math.rint(x);
  }

  /** Halves go away from zero. */
  public static BigDecimal round(BigDecimal x) {
    return x.setScale(0, RoundingMode.HALF_UP);
  }

  /** Rounds the decimal that the double prints as, halves away from zero. */
  public static double round(double x, int digits) {
    if (!Double.isFinite(x) || digits > 330) {
      return x;
    }
    return digits < -330
        ? 0
        : BigDecimal.valueOf(x).setScale(digits, RoundingMode.HALF_UP).doubleValue();
  }

  /** Rounds to a number of digits that is constant, which is the scale of the result. */
  public static BigDecimal roundToScale(BigDecimal x, int digits) {
    return toScale(x, digits, RoundingMode.HALF_UP);
  }

  /** Rounds, and keeps the scale of the argument. */
  public static BigDecimal roundKeepingScale(BigDecimal x, int digits) {
    return toScale(x, digits, RoundingMode.HALF_UP).setScale(x.scale());
  }

  public static BigDecimal truncateToScale(BigDecimal x, int digits) {
    return toScale(x, digits, RoundingMode.DOWN);
  }

  public static BigDecimal truncateKeepingScale(BigDecimal x, int digits) {
    return toScale(x, digits, RoundingMode.DOWN).setScale(x.scale());
  }

  private static BigDecimal toScale(BigDecimal x, int digits, RoundingMode mode) {
    if (digits < -x.precision()) {
      return BigDecimal.ZERO;
    }
    var rounded = x.setScale(Math.min(digits, x.scale()), mode);
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  public static long round(long x, int digits) {
    return toLong(BigDecimal.valueOf(x), digits, RoundingMode.HALF_UP, "ROUND");
  }

  public static long truncate(long x, int digits) {
    return toLong(BigDecimal.valueOf(x), digits, RoundingMode.DOWN, "TRUNC");
  }

  private static long toLong(BigDecimal x, int digits, RoundingMode mode, String name) {
    var rounded = toScale(x, Math.min(digits, 0), mode);
    if (rounded.unscaledValue().bitLength() > 63) {
      throw new RowError(name + "(" + x + ", " + digits + ") is out of range for BIGINT");
    }
    return rounded.longValue();
  }

  public static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  public static BigDecimal truncate(BigDecimal x) {
    return x.setScale(0, RoundingMode.DOWN);
  }

  public static double truncate(double x, int digits) {
    if (!Double.isFinite(x) || digits > 330) {
      return x;
    }
    return digits < -330
        ? 0
        : BigDecimal.valueOf(x).setScale(digits, RoundingMode.DOWN).doubleValue();
  }

  // ---- arithmetic

  public static int mod(int x, int y) {
    if (y == 0) {
      throw divisionByZero();
    }
    return x % y;
  }

  public static long mod(long x, long y) {
    if (y == 0) {
      throw divisionByZero();
    }
    return x % y;
  }

  public static double mod(double x, double y) {
    if (y == 0) {
      throw divisionByZero();
    }
    return x % y;
  }

  public static BigDecimal mod(BigDecimal x, BigDecimal y) {
    if (y.signum() == 0) {
      throw divisionByZero();
    }
    return x.remainder(y).setScale(Math.max(x.scale(), y.scale()), RoundingMode.UNNECESSARY);
  }

  /** The whole part of the quotient. */
  public static long div(long x, long y) {
    if (y == 0) {
      throw divisionByZero();
    }
    if (x == Long.MIN_VALUE && y == -1) {
      throw new RowError("DIV(" + x + ", -1) is out of range for BIGINT");
    }
    return x / y;
  }

  private static RowError divisionByZero() {
    return new RowError("division by zero");
  }

  public static long gcd(long x, long y) {
    long a = x;
    long b = y;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    if (a == Long.MIN_VALUE) {
      throw new RowError("GCD(" + x + ", " + y + ") is out of range for BIGINT");
    }
    return Math.abs(a);
  }

  public static long lcm(long x, long y) {
    if (x == 0 || y == 0) {
      return 0;
    }
    try {
      return Math.abs(Math.multiplyExact(x / gcd(x, y), y));
    } catch (ArithmeticException e) {
      throw new RowError("LCM(" + x + ", " + y + ") is out of range for BIGINT");
    }
  }

  public static double sqrt(double x) {
    if (x < 0) {
      throw new RowError("SQRT of the negative number " + x);
    }
    return Math.sqrt(x);
  }

  public static double cbrt(double x) {
    return Math.cbrt(x);
  }

  public static double power(double x, double y) {
    if (x == 0 && y < 0) {
      throw new RowError("POWER of zero to the negative exponent " + y);
    }
    double result = Math.pow(x, y);
    if (Double.isNaN(result) && !Double.isNaN(x) && !Double.isNaN(y)) {
      throw new RowError("POWER of the negative number " + x + " to the fraction " + y);
    }
    return finite(result, x, y, "POWER");
  }

  public static double exp(double x) {
    return finite(Math.exp(x), x, x, "EXP");
  }

  /** Infinity from finite arguments is an overflow. */
  private static double finite(double result, double x, double y, String name) {
    if (Double.isInfinite(result) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
      throw new RowError("the result of " + name + " is out of range for DOUBLE");
    }
    return result;
  }

  public static double ln(double x) {
    return Math.log(positive(x, "LN"));
  }

  public static double log10(double x) {
    return Math.log10(positive(x, "LOG"));
  }

  public static double log2(double x) {
    double result = Math.log(positive(x, "LOG2")) / Math.log(2);
    // Powers of two are exact.
    double whole = Math.rint(result);
    return Math.abs(whole) < 1023 && Math.scalb(1.0, (int) whole) == x ? whole : result;
  }

  public static double log(double base, double x) {
    double denominator = Math.log(positive(base, "LOG"));
    if (denominator == 0) {
      throw divisionByZero();
    }
    double result = Math.log(positive(x, "LOG")) / denominator;
    double whole = Math.rint(result);
    return Math.abs(result - whole) < 1e-12 && Math.pow(base, whole) == x ? whole : result;
  }

  private static double positive(double x, String name) {
    if (x <= 0) {
      throw new RowError(name + " of " + x + ", which is not positive");
    }
    return x;
  }

  public static double pi() {
    return Math.PI;
  }

  // ---- trigonometry

  public static double sin(double x) {
    return Math.sin(finiteAngle(x, "SIN"));
  }

  public static double cos(double x) {
    return Math.cos(finiteAngle(x, "COS"));
  }

  public static double tan(double x) {
    return Math.tan(finiteAngle(x, "TAN"));
  }

  public static double cot(double x) {
    return 1 / Math.tan(finiteAngle(x, "COT"));
  }

  private static double finiteAngle(double x, String name) {
    if (Double.isInfinite(x)) {
      throw new RowError(name + " of an infinite angle");
    }
    return x;
  }

  public static double asin(double x) {
    return Math.asin(unit(x, "ASIN"));
  }

  public static double acos(double x) {
    return Math.acos(unit(x, "ACOS"));
  }

  private static double unit(double x, String name) {
    if (x < -1 || x > 1) {
      throw new RowError(name + " of " + x + ", which is not between -1 and 1");
    }
    return x;
  }

  public static double atan(double x) {
    return Math.atan(x);
  }

  public static double atan2(double y, double x) {
    return Math.atan2(y, x);
  }

  public static double sinh(double x) {
    return Math.sinh(x);
  }

  public static double cosh(double x) {
    return Math.cosh(x);
  }

  public static double tanh(double x) {
    return Math.tanh(x);
  }

  public static double degrees(double x) {
    return Math.toDegrees(x);
  }

  public static double radians(double x) {
    return Math.toRadians(x);
  }

  // ---- others

  /** The number of the bucket, 1 to {@code count}, of equal width; 0 below, count + 1 above. */
  public static int widthBucket(double x, double low, double high, int count) {
    if (count < 1) {
      throw new RowError(
          "the number of buckets of WIDTH_BUCKET is " + count + ", it must be at least 1");
    }
    if (!(Math.abs(low) < Double.POSITIVE_INFINITY && Math.abs(high) < Double.POSITIVE_INFINITY)
        || low == high) {
      throw new RowError("the bounds of WIDTH_BUCKET must be finite and different");
    }
    if (Double.isNaN(x)) {
      throw new RowError("WIDTH_BUCKET of NaN");
    }
    boolean descending = low > high;
    double from = descending ? -low : low;
    double to = descending ? -high : high;
    double value = descending ? -x : x;
    if (value < from) {
      return 0;
    }
    return value >= to
        ? count + 1
        : (int) Math.min(count, Math.floor((value - from) / (to - from) * count) + 1);
  }

  public static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
