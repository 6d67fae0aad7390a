package dev.weir.type;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import dev.weir.event.RowError;
import java.math.BigDecimal;

/**
 * Reads numbers and truth values from text as PostgreSQL's input functions do: white space around
 * the value is skipped, everything else must be part of it. Nothing is allocated on success (except
 * a DECIMAL). All methods throw {@link RowError} for text that is no such value.
 */
public final class NumberText {
  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private NumberText() {}

  public static long parseLong(String text) {
    return parseLong(text, 0, text.length());
  }

  public static int parseInt(String text) {
    return parseInt(text, 0, text.length());
  }

  public static double parseDouble(String text) {
    return parseDouble(text, 0, text.length());
  }

  public static boolean parseBoolean(String text) {
    return parseBoolean(text, 0, text.length());
  }

  /** An INTEGER. */
  public static int parseInt(CharSequence text, int from, int to) {
    return (int)
        parseInteger(text, from, to, TypeKind.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** A BIGINT. */
  public static long parseLong(CharSequence text, int from, int to) {
    return parseInteger(text, from, to, TypeKind.BIGINT, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A SMALLINT. */
  public static int parseSmallint(CharSequence text, int from, int to) {
    return (int) parseInteger(text, from, to, TypeKind.SMALLINT, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /** A TINYINT. */
  public static int parseTinyint(CharSequence text, int from, int to) {
    return (int) parseInteger(text, from, to, TypeKind.TINYINT, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  private static long parseInteger(
      CharSequence text, int from, int to, TypeKind kind, long least, long most) {
    int start = skipSpace(text, from, to);
    int end = skipSpaceBack(text, start, to);
    int position = start;
    boolean negative = false;
    if (position < end) {
      char sign = text.charAt(position);
      negative = sign == '-';
      if (negative || sign == '+') {
        position++;
      }
    }
    if (position == end) {
      throw notA(text, from, to, kind);
    }
    // Counted downwards, because the least long has no positive counterpart.
    long value = 0;
    for (; position < end; position++) {
      int digit = text.charAt(position) - '0';
      if (digit < 0 || digit > 9) {
        throw notA(text, from, to, kind);
      }
      if (value < (Long.MIN_VALUE + digit) / 10) {
        requireDigits(text, position, end, from, to, kind);
        throw outOfRange(text, start, end, kind);
      }
      value = value * 10 - digit;
    }
    if (!negative) {
      if (value == Long.MIN_VALUE) {
        throw outOfRange(text, start, end, kind);
      }
      value = -value;
    }
    if (value < least || value > most) {
      throw outOfRange(text, start, end, kind);
    }
    return value;
  }

  private static void requireDigits(
      CharSequence text, int position, int end, int from, int to, TypeKind kind) {
    for (int i = position; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        throw notA(text, from, to, kind);
      }
    }
  }

  /** A DOUBLE: {@code [+-]digits[.digits][e[+-]digits]}, {@code Infinity}, {@code NaN}. */
  public static double parseDouble(CharSequence text, int from, int to) {
    return parseDouble(text, from, to, TypeKind.DOUBLE);
  }

  /** A REAL: a double rounded to float precision. */
  public static double parseReal(CharSequence text, int from, int to) {
    double value = parseDouble(text, from, to, TypeKind.REAL);
    float rounded = (float) value;
    if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
      throw outOfRange(text, from, to, TypeKind.REAL);
    }
    return rounded;
  }

  /*
   * Up to 18 digits are gathered in a long. If that long and the power of ten are both exact as
   * doubles, one multiplication or division rounds correctly (Clinger, "How to read floating point
   * numbers accurately", 1990). The rest, a few per cent of ordinary input, goes to a full parser.
   */
  private static double parseDouble(CharSequence text, int from, int to, TypeKind kind) {
    int start = skipSpace(text, from, to);
    int end = skipSpaceBack(text, start, to);
    int position = start;
    boolean negative = false;
    if (position < end) {
      char sign = text.charAt(position);
      negative = sign == '-';
      if (negative || sign == '+') {
        position++;
      }
    }
    long mantissa = 0;
    int digits = 0;
    int exponent = 0;
    int firstDigit = position;
    for (; position < end && isDigit(text.charAt(position)); position++) {
      mantissa = mantissa * 10 + (text.charAt(position) - '0');
      digits++;
    }
    int whole = digits;
    if (position < end && text.charAt(position) == '.') {
      position++;
      for (; position < end && isDigit(text.charAt(position)); position++) {
        mantissa = mantissa * 10 + (text.charAt(position) - '0');
        digits++;
      }
      exponent = whole - digits;
    }
    if (digits == 0) {
      return parseSpecial(text, from, to, firstDigit, end, negative, kind);
    }
    if (position < end && (text.charAt(position) | 0x20) == 'e') {
      position++;
      boolean down = position < end && text.charAt(position) == '-';
      if (position < end && (down || text.charAt(position) == '+')) {
        position++;
      }
      int digitsAt = position;
      int written = 0;
      for (; position < end && isDigit(text.charAt(position)); position++) {
        written = Math.min(written * 10 + (text.charAt(position) - '0'), 100_000);
      }
      if (position == digitsAt) {
        throw notA(text, from, to, kind);
      }
      exponent += down ? -written : written;
    }
    if (position != end) {
      throw notA(text, from, to, kind);
    }
    if (digits <= 18 && mantissa <= 1L << 53 && exponent >= -22 && exponent <= 22) {
      double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
      return negative ? -value : value;
    }
    double value = JavaDoubleParser.parseDouble(text, start, end - start);
    if (Double.isInfinite(value)) {
      throw outOfRange(text, start, end, kind);
    }
    return value;
  }

  private static double parseSpecial(
      CharSequence text, int from, int to, int word, int end, boolean negative, TypeKind kind) {
    if (equalsIgnoreCase(text, word, end, "infinity") || equalsIgnoreCase(text, word, end, "inf")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (equalsIgnoreCase(text, word, end, "nan")) {
      return Double.NaN;
    }
    throw notA(text, from, to, kind);
  }

  /** A DECIMAL as written, not yet rounded to a type's scale. */
  public static BigDecimal parseDecimal(CharSequence text, int from, int to) {
    int start = skipSpace(text, from, to);
    int end = skipSpaceBack(text, start, to);
    checkDecimal(text, from, to, start, end);
    // Short decimals, nearly all there are, need no array of digits.
    long unscaled = 0;
    int scale = -1;
    if (end - start <= 18) {
      for (int i = start; i < end; i++) {
        char c = text.charAt(i);
        if (isDigit(c)) {
          unscaled = unscaled * 10 + (c - '0');
          scale += scale >= 0 ? 1 : 0;
        } else if (c == '.') {
          scale = 0;
        } else if ((c | 0x20) == 'e') {
          return new BigDecimal(text.subSequence(start, end).toString());
        }
      }
      boolean negative = text.charAt(start) == '-';
      return BigDecimal.valueOf(negative ? -unscaled : unscaled, Math.max(scale, 0));
    }
    var value = new BigDecimal(text.subSequence(start, end).toString());
    return value;
  }

  /** The grammar of decimals, with an exponent short enough that no huge number is ever built. */
  private static void checkDecimal(CharSequence text, int from, int to, int start, int end) {
    int position = start;
    if (position < end && (text.charAt(position) == '-' || text.charAt(position) == '+')) {
      position++;
    }
    int digits = 0;
    boolean point = false;
    for (; position < end; position++) {
      char c = text.charAt(position);
      if (isDigit(c)) {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      throw notA(text, from, to, TypeKind.DECIMAL);
    }
    if (position < end) {
      if ((text.charAt(position) | 0x20) != 'e') {
        throw notA(text, from, to, TypeKind.DECIMAL);
      }
      position++;
      if (position < end && (text.charAt(position) == '-' || text.charAt(position) == '+')) {
        position++;
      }
      int exponentDigits = end - position;
      for (int i = position; i < end; i++) {
        if (!isDigit(text.charAt(i))) {
          throw notA(text, from, to, TypeKind.DECIMAL);
        }
      }
      if (exponentDigits == 0) {
        throw notA(text, from, to, TypeKind.DECIMAL);
      }
      if (exponentDigits > 3) {
        throw outOfRange(text, start, end, TypeKind.DECIMAL);
      }
    }
  }

  /**
   * A BOOLEAN: {@code true}, {@code yes}, {@code on}, {@code 1} and their opposites, in any case,
   * or a prefix of one of them that fits no other.
   */
  public static boolean parseBoolean(CharSequence text, int from, int to) {
    int start = skipSpace(text, from, to);
    int end = skipSpaceBack(text, start, to);
    int length = end - start;
    if (length > 0) {
      char first = (char) (text.charAt(start) | 0x20);
      switch (first) {
        case 't' -> {
          if (isPrefix(text, start, end, "true")) {
            return true;
          }
        }
        case 'f' -> {
          if (isPrefix(text, start, end, "false")) {
            return false;
          }
        }
        case 'y' -> {
          if (isPrefix(text, start, end, "yes")) {
            return true;
          }
        }
        case 'n' -> {
          if (isPrefix(text, start, end, "no")) {
            return false;
          }
        }
        case 'o' -> {
          if (equalsIgnoreCase(text, start, end, "on")) {
            return true;
          }
          if (length >= 2 && isPrefix(text, start, end, "off")) {
            return false;
          }
        }
        default -> {
          if (length == 1 && (text.charAt(start) == '1' || text.charAt(start) == '0')) {
            return text.charAt(start) == '1';
          }
        }
      }
    }
    throw notA(text, from, to, TypeKind.BOOLEAN);
  }

  private static boolean isPrefix(CharSequence text, int start, int end, String word) {
    return end - start <= word.length()
        && equalsIgnoreCase(text, start, end, word.substring(0, end - start));
  }

  static boolean equalsIgnoreCase(CharSequence text, int start, int end, String lowerCase) {
    if (end - start != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((text.charAt(start + i) | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static int skipSpace(CharSequence text, int from, int to) {
    int position = from;
    while (position < to && text.charAt(position) <= ' ') {
      position++;
    }
    return position;
  }

  static int skipSpaceBack(CharSequence text, int from, int to) {
    int position = to;
    while (position > from && text.charAt(position - 1) <= ' ') {
      position--;
    }
    return position;
  }

  static RowError notA(CharSequence text, int from, int to, TypeKind kind) {
    return new RowError(quoted(text, from, to) + " is not " + withArticle(kind));
  }

  static String withArticle(TypeKind kind) {
    String name = kind.isInterval() ? "INTERVAL" : kind.name();
    return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  private static RowError outOfRange(CharSequence text, int from, int to, TypeKind kind) {
    return new RowError(shortened(text, from, to) + " is out of range for " + kind);
  }

  /** The text in quotes, cut where it is too long for a message. */
  static String quoted(CharSequence text, int from, int to) {
    return "'" + shortened(text, from, to) + "'";
  }

  private static String shortened(CharSequence text, int from, int to) {
    int most = 60;
    return to - from <= most
        ? text.subSequence(from, to).toString()
        : text.subSequence(from, from + most) + "...";
  }
}
