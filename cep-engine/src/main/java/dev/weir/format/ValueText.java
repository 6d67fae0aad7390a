package dev.weir.format;

import dev.weir.connector.ByteOutput;
import dev.weir.type.TimeText;
import dev.weir.type.ValueFormat;

/** Appends single values as text, straight into bytes. */
public final class ValueText {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final long[] LONG_POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private ValueText() {}

  /** Appends {@code 2026-01-02}. */
  public static void appendDate(long days, ByteOutput out) {
    long date = TimeText.dateOf(days);
    int year = TimeText.yearOf(date);
    if (year < 0) {
      out.append('-');
      year = -year;
    }
    if (year > 9999) {
      out.appendLong(year);
    } else {
      out.appendDigits(year, 4);
    }
    out.append('-');
    out.appendDigits(TimeText.monthOf(date), 2);
    out.append('-');
    out.appendDigits(TimeText.dayOf(date), 2);
  }

  /** Appends {@code 03:04:05.678}: at least that many fraction digits, at most six. */
  public static void appendTime(long microsOfDay, int leastDigits, ByteOutput out) {
    long seconds = microsOfDay / 1_000_000;
    long fraction = microsOfDay % 1_000_000;
    out.appendDigits(seconds / 3600, 2);
    out.append(':');
    out.appendDigits(seconds / 60 % 60, 2);
    out.append(':');
    out.appendDigits(seconds % 60, 2);
    int digits = 6;
    while (digits > leastDigits && fraction % 10 == 0) {
      fraction /= 10;
      digits--;
    }
    if (digits > 0) {
      out.append('.');
      out.appendDigits(fraction, digits);
    }
  }

  /** Appends {@code 2026-01-02 03:04:05.678} with that separator: three fraction digits or more. */
  public static void appendTimestamp(long micros, char separator, ByteOutput out) {
    appendDate(Math.floorDiv(micros, TimeText.MICROS_PER_DAY), out);
    out.append(separator);
    appendTime(Math.floorMod(micros, TimeText.MICROS_PER_DAY), 3, out);
  }

  /**
   * Appends a DOUBLE exactly as {@link ValueFormat#appendDouble} does, without a string in between
   * for values of few decimals, as prices and counts are: if {@code m / 10^k} is the value again and
   * {@code m} has at most 15 digits, then no shorter number reads back as it.
   */
  public static void appendDouble(double value, ByteOutput out) {
    double size = Math.abs(value);
    if (size < 1e9 && size >= 1e-3) {
      for (int decimals = 1; decimals <= 6; decimals++) {
        double scaled = size * POWERS[decimals];
        long mantissa = (long) (scaled + 0.5);
        if (mantissa / POWERS[decimals] == size) {
          if (value < 0) {
            out.append('-');
          }
          long unit = LONG_POWERS[decimals];
          long whole = mantissa / unit;
          out.appendLong(whole);
          out.append('.');
          out.appendDigits(mantissa - whole * unit, decimals);
          return;
        }
      }
    }
    out.appendAscii(ValueFormat.formatDouble(value));
  }
}
