package dev.weir.type;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The canonical text of values: what CAST to VARCHAR gives, what CSV files and tables show. It reads
 * back to an equal value.
 *
 * <p>DOUBLE and REAL are the shortest decimal that reads back to the same value, always with a
 * fraction or an exponent: {@code 100.0}, {@code 0.001}, {@code 1.0E15}; plain from 1e-5 up to
 * 1e15. The text is the same on every JDK.
 */
public final class ValueFormat {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final long[] LONG_POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private ValueFormat() {}

  /** The text of a boxed value of the type. @param value not null */
  public static String format(Object value, DataType type) {
    if (value instanceof String text) {
      return text;
    }
    var out = new StringBuilder();
    append(out, value, type);
    return out.toString();
  }

  /** Appends the text of a boxed value of the type; {@code null} gives {@code NULL}. */
  public static void append(StringBuilder out, Object value, DataType type) {
    if (value == null) {
      out.append("NULL");
      return;
    }
    switch (type.kind()) {
      case NULL, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, CHAR, VARCHAR, JSON, VARBINARY ->
          out.append(value);
      case REAL -> appendReal(out, (Double) value);
      case DOUBLE -> appendDouble(out, (Double) value);
      case DECIMAL -> out.append(((BigDecimal) value).toPlainString());
      case DATE -> TimeText.appendDate(out, (Integer) value);
      case TIME -> TimeText.appendTime(out, (Long) value, 3);
      case TIMESTAMP -> TimeText.appendTimestamp(out, (Long) value);
      case TIMESTAMP_LTZ -> TimeText.appendTimestampLtz(out, (Long) value);
      case INTERVAL_DAY_TIME -> Intervals.appendDayTime(out, (Long) value);
      case INTERVAL_YEAR_MONTH -> Intervals.appendYearMonth(out, (Long) value);
      case ARRAY -> appendArray(out, (List<?>) value, type.element());
      case MAP -> appendMap(out, (Map<?, ?>) value, type);
      case ROW -> appendRow(out, (RowValue) value, type);
    }
  }

  private static void appendArray(StringBuilder out, List<?> values, DataType element) {
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      append(out, values.get(i), element);
    }
    out.append(']');
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map, DataType type) {
    out.append('{');
    String separator = "";
    for (var entry : map.entrySet()) {
      out.append(separator);
      append(out, entry.getKey(), type.children().get(0));
      out.append('=');
      append(out, entry.getValue(), type.children().get(1));
      separator = ", ";
    }
    out.append('}');
  }

  private static void appendRow(StringBuilder out, RowValue row, DataType type) {
    out.append('(');
    for (int i = 0; i < row.fields().size(); i++) {
      out.append(i == 0 ? "" : ", ");
      append(out, row.fields().get(i), type.children().get(i));
    }
    out.append(')');
  }

  /** The text of a DOUBLE. */
  public static String formatDouble(double value) {
    var out = new StringBuilder(24);
    appendDouble(out, value);
    return out.toString();
  }

  /** The text of a REAL. */
  public static String formatReal(double value) {
    var out = new StringBuilder(16);
    appendReal(out, value);
    return out.toString();
  }

  /**
   * Appends the text of a DOUBLE. Values of at most 15 digits and six decimals, nearly all that
   * measurements and prices are, make no garbage: if m / 10^k, rounded once, is the value, then its
   * shortest decimal is m with the point k places from the right, for the least such k.
   */
  public static void appendDouble(StringBuilder out, double value) {
    double size = Math.abs(value);
    if (size < 1e9 && (size >= 1e-3 || value == 0)) {
      for (int k = 0; k <= 6; k++) {
        long unscaled = Math.round(size * POWERS[k]);
        if (unscaled / POWERS[k] == size) {
          if (value < 0 || 1 / value < 0) {
            out.append('-');
          }
          appendFixed(out, unscaled, k);
          return;
        }
      }
    }
    if (!Double.isFinite(value)) {
      out.append(value);
      return;
    }
    appendLaidOut(out, DoubleToDecimal.toString(value), size);
  }

  private static void appendFixed(StringBuilder out, long unscaled, int scale) {
    out.append(unscaled / LONG_POWERS[scale]).append('.');
    if (scale == 0) {
      out.append('0');
      return;
    }
    long fraction = unscaled % LONG_POWERS[scale];
    for (int k = scale - 1; k >= 0; k--) {
      out.append((char) ('0' + fraction / LONG_POWERS[k] % 10));
    }
  }

  /** Appends the text of a REAL. */
  public static void appendReal(StringBuilder out, double value) {
    if (!Double.isFinite(value)) {
      out.append(value);
      return;
    }
    appendLaidOut(out, FloatToDecimal.toString((float) value), Math.abs(value));
  }

  /** Java's layout is plain from 1e-3 up to 1e7 only; here it is from 1e-5 up to 1e15. */
  private static void appendLaidOut(StringBuilder out, String text, double size) {
    if (text.indexOf('E') < 0 || size < 1e-5 || size >= 1e15) {
      out.append(text);
      return;
    }
    String plain = new BigDecimal(text).toPlainString();
    out.append(plain);
    if (plain.indexOf('.') < 0) {
      out.append(".0");
    }
  }
}
