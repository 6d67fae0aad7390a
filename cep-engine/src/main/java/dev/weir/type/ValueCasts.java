package dev.weir.type;

import dev.weir.event.RowError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The conversions between scalar types, one static method per pair of representations, called by
 * generated code as {@link Casts#direct} says. Each throws {@link RowError} for a value that the
 * target type can't hold.
 */
public final class ValueCasts {
  private ValueCasts() {}

  // ---- to integers

  public static int intToTinyint(int value) {
    return longToTinyint(value);
  }

  public static int intToSmallint(int value) {
    return longToSmallint(value);
  }

  public static long intToBigint(int value) {
    return value;
  }

  public static int longToTinyint(long value) {
    if ((byte) value != value) {
      throw outOfRange(value, TypeKind.TINYINT);
    }
    return (int) value;
  }

  public static int longToSmallint(long value) {
    if ((short) value != value) {
      throw outOfRange(value, TypeKind.SMALLINT);
    }
    return (int) value;
  }

  public static int longToInteger(long value) {
    if ((int) value != value) {
      throw outOfRange(value, TypeKind.INTEGER);
    }
    return (int) value;
  }

  public static int doubleToTinyint(double value) {
    return (int) rounded(value, TypeKind.TINYINT, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  public static int doubleToSmallint(double value) {
    return (int) rounded(value, TypeKind.SMALLINT, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  public static int doubleToInteger(double value) {
    return (int) rounded(value, TypeKind.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  public static long doubleToBigint(double value) {
    // 2^63 itself does not fit, though it is what Long.MAX_VALUE becomes as a double.
    if (!(value >= -0x1p63 && value < 0x1p63)) {
      throw outOfRange(ValueFormat.formatDouble(value), TypeKind.BIGINT);
    }
    return (long) Math.rint(value);
  }

  /** Halves go to the even neighbour, as PostgreSQL does for binary floating point. */
  private static double rounded(double value, TypeKind kind, long least, long most) {
    double whole = Math.rint(value);
    if (!(whole >= least && whole <= most)) {
      throw outOfRange(ValueFormat.formatDouble(value), kind);
    }
    return whole;
  }

  public static int decimalToTinyint(BigDecimal value) {
    return (int) rounded(value, TypeKind.TINYINT, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  public static int decimalToSmallint(BigDecimal value) {
    return (int) rounded(value, TypeKind.SMALLINT, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  public static int decimalToInteger(BigDecimal value) {
    return (int) rounded(value, TypeKind.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  public static long decimalToBigint(BigDecimal value) {
    return rounded(value, TypeKind.BIGINT, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Halves go away from zero, as PostgreSQL does for decimals. */
  private static long rounded(BigDecimal value, TypeKind kind, long least, long most) {
    BigInteger whole = value.setScale(0, RoundingMode.HALF_UP).unscaledValue();
    if (whole.bitLength() > 63 || whole.longValue() < least || whole.longValue() > most) {
      throw outOfRange(value.toPlainString(), kind);
    }
    return whole.longValue();
  }

  public static int booleanToInteger(boolean value) {
    return value ? 1 : 0;
  }

  public static long booleanToBigint(boolean value) {
    return value ? 1 : 0;
  }

  public static int textToTinyint(String text) {
    return NumberText.parseTinyint(text, 0, text.length());
  }

  public static int textToSmallint(String text) {
    return NumberText.parseSmallint(text, 0, text.length());
  }

  public static int textToInteger(String text) {
    return NumberText.parseInt(text, 0, text.length());
  }

  public static long textToBigint(String text) {
    return NumberText.parseLong(text, 0, text.length());
  }

  // ---- to floating point

  public static double intToDouble(int value) {
    return value;
  }

  public static double intToReal(int value) {
    return (float) value;
  }

  public static double longToDouble(long value) {
    return value;
  }

  public static double longToReal(long value) {
    return (float) value;
  }

  public static double doubleToReal(double value) {
    float rounded = (float) value;
    if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
      throw outOfRange(ValueFormat.formatDouble(value), TypeKind.REAL);
    }
    return rounded;
  }

  public static double decimalToDouble(BigDecimal value) {
    return value.doubleValue();
  }

  public static double decimalToReal(BigDecimal value) {
    return value.floatValue();
  }

  public static double textToDouble(String text) {
    return NumberText.parseDouble(text, 0, text.length());
  }

  public static double textToReal(String text) {
    return NumberText.parseReal(text, 0, text.length());
  }

  // ---- to DECIMAL(precision, scale)

  public static BigDecimal intToDecimal(int value, int precision, int scale) {
    return fit(BigDecimal.valueOf(value), precision, scale);
  }

  public static BigDecimal longToDecimal(long value, int precision, int scale) {
    return fit(BigDecimal.valueOf(value), precision, scale);
  }

  /** The shortest decimal of the double is what is rounded: 0.15 becomes 0.2 at scale 1. */
  public static BigDecimal doubleToDecimal(double value, int precision, int scale) {
    if (!Double.isFinite(value)) {
      throw outOfRange(ValueFormat.formatDouble(value), DataType.decimal(precision, scale));
    }
    return fit(new BigDecimal(ValueFormat.formatDouble(value)), precision, scale);
  }

  public static BigDecimal realToDecimal(double value, int precision, int scale) {
    if (!Double.isFinite(value)) {
      throw outOfRange(ValueFormat.formatReal(value), DataType.decimal(precision, scale));
    }
    return fit(new BigDecimal(ValueFormat.formatReal(value)), precision, scale);
  }

  public static BigDecimal decimalToDecimal(BigDecimal value, int precision, int scale) {
    return fit(value, precision, scale);
  }

  public static BigDecimal textToDecimal(String text, int precision, int scale) {
    return fit(NumberText.parseDecimal(text, 0, text.length()), precision, scale);
  }

  /** A DECIMAL from a slice of text, rounded half up to the scale. */
  public static BigDecimal textToDecimal(
      CharSequence text, int from, int to, int precision, int scale) {
    return fit(NumberText.parseDecimal(text, from, to), precision, scale);
  }

  private static BigDecimal fit(BigDecimal value, int precision, int scale) {
    BigDecimal rounded =
        value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > precision && rounded.signum() != 0) {
      throw outOfRange(value.toPlainString(), DataType.decimal(precision, scale));
    }
    return rounded;
  }

  // ---- to BOOLEAN

  public static boolean intToBoolean(int value) {
    return value != 0;
  }

  public static boolean longToBoolean(long value) {
    return value != 0;
  }

  public static boolean textToBoolean(String text) {
    return NumberText.parseBoolean(text, 0, text.length());
  }

  // ---- to VARCHAR(length) and CHAR(length); DataType.UNBOUNDED leaves the text as it is

  public static String booleanToText(boolean value) {
    return value ? "true" : "false";
  }

  public static String intToText(int value) {
    return Integer.toString(value);
  }

  public static String longToText(long value) {
    return Long.toString(value);
  }

  public static String doubleToText(double value) {
    return ValueFormat.formatDouble(value);
  }

  public static String realToText(double value) {
    return ValueFormat.formatReal(value);
  }

  public static String decimalToText(BigDecimal value) {
    return value.toPlainString();
  }

  public static String bytesToText(Bytes value) {
    return value.toString();
  }

  public static String dateToText(int days) {
    var out = new StringBuilder(10);
    TimeText.appendDate(out, days);
    return out.toString();
  }

  public static String timeToText(long micros) {
    var out = new StringBuilder(15);
    TimeText.appendTime(out, micros, 3);
    return out.toString();
  }

  public static String timestampToText(long micros) {
    var out = new StringBuilder(26);
    TimeText.appendTimestamp(out, micros);
    return out.toString();
  }

  public static String timestampLtzToText(long micros) {
    var out = new StringBuilder(27);
    TimeText.appendTimestampLtz(out, micros);
    return out.toString();
  }

  public static String dayTimeToText(long micros) {
    var out = new StringBuilder(24);
    Intervals.appendDayTime(out, micros);
    return out.toString();
  }

  public static String yearMonthToText(long months) {
    var out = new StringBuilder(16);
    Intervals.appendYearMonth(out, months);
    return out.toString();
  }

  /** The first {@code length} characters (code points) of a text: VARCHAR(length). */
  public static String truncate(String text, int length) {
    if (text.length() <= length || text.codePointCount(0, text.length()) <= length) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, length));
  }

  /** The text cut or filled up with spaces to {@code length} characters: CHAR(length). */
  public static String pad(String text, int length) {
    String cut = truncate(text, length);
    int missing = length - cut.codePointCount(0, cut.length());
    return missing <= 0 ? cut : cut + " ".repeat(missing);
  }

  // ---- to VARBINARY

  /** Hexadecimal behind a leading {@code \x}, else the text's bytes in UTF-8. */
  public static Bytes textToBytes(String text) {
    if (text.startsWith("\\x")) {
      try {
        return new Bytes(HexFormat.of().parseHex(text, 2, text.length()));
      } catch (IllegalArgumentException e) {
        throw NumberText.notA(text, 0, text.length(), TypeKind.VARBINARY);
      }
    }
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  // ---- dates and times; the zone of instants is UTC

  public static int textToDate(String text) {
    return TimeText.parseDate(text, 0, text.length());
  }

  public static int timestampToDate(long micros) {
    return (int) Math.floorDiv(micros, TimeText.MICROS_PER_DAY);
  }

  public static long dateToTimestamp(int days) {
    return days * TimeText.MICROS_PER_DAY;
  }

  public static long textToTime(String text, int precision) {
    return roundTime(TimeText.parseTime(text, 0, text.length()), precision);
  }

  public static long timestampToTime(long micros, int precision) {
    return roundTime(Math.floorMod(micros, TimeText.MICROS_PER_DAY), precision);
  }

  public static long textToTimestamp(String text, int precision) {
    return roundMicros(TimeText.parseTimestamp(text, 0, text.length()), precision);
  }

  public static long textToTimestampLtz(String text, int precision) {
    return roundMicros(TimeText.parseTimestampLtz(text, 0, text.length()), precision);
  }

  /** Microseconds rounded half up to {@code precision} fraction digits of a second. */
  public static long roundMicros(long micros, int precision) {
    long unit =
        switch (precision) {
          case 0 -> 1_000_000;
          case 1 -> 100_000;
          case 2 -> 10_000;
          case 3 -> 1_000;
          case 4 -> 100;
          case 5 -> 10;
          default -> 1;
        };
    return unit == 1 ? micros : Math.floorDiv(micros + unit / 2, unit) * unit;
  }

  /** As {@link #roundMicros}; what rounds up to the end of the day is midnight. */
  public static long roundTime(long micros, int precision) {
    long rounded = roundMicros(micros, precision);
    return rounded < TimeText.MICROS_PER_DAY ? rounded : 0;
  }

  public static long textToDayTime(String text) {
    return Intervals.parseDayTime(text);
  }

  public static long textToYearMonth(String text) {
    return Intervals.parseYearMonth(text);
  }

  private static RowError outOfRange(long value, TypeKind kind) {
    return new RowError(value + " is out of range for " + kind);
  }

  private static RowError outOfRange(String value, Object type) {
    return new RowError(value + " is out of range for " + type);
  }
}
