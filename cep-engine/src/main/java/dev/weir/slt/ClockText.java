package dev.weir.slt;

import dev.weir.event.RowError;
import dev.weir.type.TimeText;
import java.math.BigDecimal;
import java.util.Locale;

/** Times and lengths of time as directives write them. All values are microseconds. */
final class ClockText {
  private ClockText() {}

  /** {@code 2026-01-02 03:04:05.678}. @throws IllegalArgumentException if it is no timestamp */
  static long timestamp(String text) {
    try {
      return TimeText.parseTimestamp(text);
    } catch (RowError e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** {@code 10 s}, {@code 1.5 h}, {@code 250ms}. @throws IllegalArgumentException if it is no length of time */
  static long duration(String text) {
    var compact = text.replace(" ", "").toLowerCase(Locale.ROOT);
    int unitStart = 0;
    while (unitStart < compact.length() && "0123456789.".indexOf(compact.charAt(unitStart)) >= 0) {
      unitStart++;
    }
    long unit =
        switch (compact.substring(unitStart)) {
          case "us" -> 1;
          case "ms" -> 1_000;
          case "s" -> TimeText.MICROS_PER_SECOND;
          case "min" -> TimeText.MICROS_PER_MINUTE;
          case "h" -> TimeText.MICROS_PER_HOUR;
          case "d" -> TimeText.MICROS_PER_DAY;
          default -> throw new IllegalArgumentException(text);
        };
    try {
      return new BigDecimal(compact.substring(0, unitStart))
          .multiply(BigDecimal.valueOf(unit))
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
