package dev.weir.format;

import dev.weir.event.RowError;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Brings values that were read into the bounds of a column's type. */
final class Limits {
  private static final long[] UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

  private Limits() {}

  /** Rounds to the type's scale. @throws RowError if the type has not enough digits */
  static BigDecimal decimal(BigDecimal value, DataType type) {
    var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (rounded.precision() > type.precision()) {
      throw outOfRange(value.toString(), type);
    }
    return rounded;
  }

  /** Rounds to the type's fraction digits, as PostgreSQL does. */
  static long micros(long micros, DataType type) {
    int precision = type.precision();
    if (precision < 0 || precision >= 6) {
      return micros;
    }
    long unit = UNITS[precision];
    long rest = Math.floorMod(micros, unit);
    return rest == 0 ? micros : micros - rest + (rest * 2 >= unit ? unit : 0);
  }

  static void length(CharSequence text, int from, int to, DataType type) {
    int most = type.precision();
    if (most == DataType.UNBOUNDED || to - from <= most) {
      return;
    }
    int length = Character.codePointCount(text, from, to);
    if (length > most) {
      throw new RowError("a text of " + length + " characters does not fit " + type);
    }
  }

  /** CHAR(n) is n characters long. */
  static String padded(String text, DataType type) {
    if (type.kind() != TypeKind.CHAR || type.precision() == DataType.UNBOUNDED) {
      return text;
    }
    int missing = type.precision() - text.codePointCount(0, text.length());
    return missing > 0 ? text + " ".repeat(missing) : text;
  }

  /** A whole number into the range of an integer type. */
  static long integer(long value, TypeKind kind) {
    boolean fits =
        switch (kind) {
          case TINYINT -> value == (byte) value;
          case SMALLINT -> value == (short) value;
          case INTEGER -> value == (int) value;
          default -> true;
        };
    if (!fits) {
      throw new RowError(value + " is out of range for " + kind);
    }
    return value;
  }

  static RowError outOfRange(String value, DataType type) {
    return new RowError(shortened(value) + " is out of range for " + type);
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
