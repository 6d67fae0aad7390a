package dev.weir.runtime;

import dev.weir.connector.ConnectorException;
import java.util.Locale;

/** Durations in options: {@code '500 ms'}, {@code '30 s'}, {@code '5 min'}, {@code '1 h'}. */
final class Durations {
  private Durations() {}

  /** @throws ConnectorException if the text is no duration */
  static long parseMicros(String text) {
    var trimmed = text.trim().toLowerCase(Locale.ROOT);
    int digits = 0;
    while (digits < trimmed.length() && Character.isDigit(trimmed.charAt(digits))) {
      digits++;
    }
    long unit =
        switch (trimmed.substring(digits).trim()) {
          case "us", "microsecond", "microseconds" -> 1L;
          case "ms", "millisecond", "milliseconds" -> 1_000L;
          case "s", "sec", "second", "seconds" -> 1_000_000L;
          case "m", "min", "minute", "minutes" -> 60_000_000L;
          case "h", "hour", "hours" -> 3_600_000_000L;
          case "d", "day", "days" -> 86_400_000_000L;
          default -> 0L;
        };
    if (digits == 0 || digits > 12 || unit == 0) {
      throw new ConnectorException(
          "'"
              + text
              + "' is no duration, write a whole number and a unit, such as '500 ms' or '30 s'");
    }
    long number = Long.parseLong(trimmed.substring(0, digits));
    if (number > Long.MAX_VALUE / unit) {
      throw new ConnectorException("'" + text + "' is too long a time");
    }
    return number * unit;
  }
}
