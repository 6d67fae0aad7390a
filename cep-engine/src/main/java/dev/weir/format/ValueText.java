package dev.weir.format;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import dev.weir.connector.ByteOutput;
import dev.weir.type.TimeText;
import dev.weir.type.ValueFormat;

/** Appends single values as text, straight into bytes. */
public final class ValueText {
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

  /**
   * Appends a DOUBLE exactly as {@link ValueFormat#appendDouble} does. Values of up to six decimals,
   * as prices and counts are, need no string in between: if {@code m / 10^6}, rounded once, is the
   * value, and m has at most 15 digits, then no other number of so few digits reads back as it.
   */
  public static void appendDouble(double value, ByteOutput out) {
    double size = Math.abs(value);
    if (size < 1e-3 || !(size < 1e9)) {
      out.appendAscii(ValueFormat.formatDouble(value));
      return;
    }
    long millionths = (long) (size * 1e6 + 0.5);
    if (millionths / 1e6 == size) {
      if (value < 0) {
        out.append('-');
      }
      long whole = millionths / 1_000_000;
      long fraction = millionths - whole * 1_000_000;
      int decimals = 6;
      while (decimals > 1 && fraction % 10 == 0) {
        fraction /= 10;
        decimals--;
      }
      out.appendLong(whole);
      out.append('.');
      out.appendDigits(fraction, decimals);
    } else if (size < 1e7) {
      // In this range the shortest decimal is laid out as it should be.
      out.appendAscii(DoubleToDecimal.toString(value));
    } else {
      out.appendAscii(ValueFormat.formatDouble(value));
    }
  }
}
