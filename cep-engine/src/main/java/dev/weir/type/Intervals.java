package dev.weir.type;

import dev.weir.event.RowError;
import java.util.Locale;

/**
 * Intervals between their text and their numbers: microseconds for day-time intervals, months for
 * year-month ones. Both the spelled form ({@code 1 day 2 hours}, {@code 500 milliseconds}) and the
 * standard's ({@code 1 02:03:04.5}, {@code 1-6}) are read; what is written is read back.
 */
public final class Intervals {

  /** The units of intervals, each in microseconds or in months. */
  public enum Unit {
    MICROSECOND(1, 0),
    MILLISECOND(1_000, 0),
    SECOND(TimeText.MICROS_PER_SECOND, 0),
    MINUTE(TimeText.MICROS_PER_MINUTE, 0),
    HOUR(TimeText.MICROS_PER_HOUR, 0),
    DAY(TimeText.MICROS_PER_DAY, 0),
    WEEK(7 * TimeText.MICROS_PER_DAY, 0),
    MONTH(0, 1),
    YEAR(0, 12);

    private final long micros;
    private final int months;

    Unit(long micros, int months) {
      this.micros = micros;
      this.months = months;
    }

    /** The length in microseconds, 0 for months and years. */
    public long micros() {
      return micros;
    }

    /** The length in months, 0 for the others. */
    public int months() {
      return months;
    }

    /** The unit of a word, singular, plural or short, in any case; or null. */
    public static Unit of(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "us", "usec", "usecs", "microsecond", "microseconds" -> MICROSECOND;
        case "ms", "msec", "msecs", "millisecond", "milliseconds" -> MILLISECOND;
        case "s", "sec", "secs", "second", "seconds" -> SECOND;
        case "m", "min", "mins", "minute", "minutes" -> MINUTE;
        case "h", "hr", "hrs", "hour", "hours" -> HOUR;
        case "d", "day", "days" -> DAY;
        case "w", "week", "weeks" -> WEEK;
        case "mon", "mons", "month", "months" -> MONTH;
        case "y", "yr", "yrs", "year", "years" -> YEAR;
        default -> null;
      };
    }
  }

  private Intervals() {}

  /**
   * A day-time interval in microseconds.
   *
   * @throws RowError if the text is none, or does not fit
   */
  public static long parseDayTime(String text) {
    return parse(text, false);
  }

  /**
   * A year-month interval in months.
   *
   * @throws RowError if the text is none, or does not fit
   */
  public static long parseYearMonth(String text) {
    return parse(text, true);
  }

  private static long parse(String text, boolean yearMonth) {
    var words = text.strip().split("\\s+");
    boolean ago = words.length > 1 && words[words.length - 1].equalsIgnoreCase("ago");
    int count = ago ? words.length - 1 : words.length;
    try {
      long total = 0;
      boolean afterNegativeDays = false;
      for (int i = 0; i < count; i++) {
        String word = words[i];
        if (word.indexOf(':') >= 0) {
          require(!yearMonth, text, true);
          boolean signed = word.startsWith("-") || word.startsWith("+");
          long time = clock(word, text);
          total = Math.addExact(total, afterNegativeDays && !signed ? -time : time);
          continue;
        }
        int dash = word.indexOf('-', 1);
        if (dash > 0) {
          require(yearMonth, text, false);
          total = Math.addExact(total, yearsAndMonths(word, dash, text));
          continue;
        }
        int letters = firstLetter(word);
        String number = word.substring(0, letters);
        String unitText = word.substring(letters);
        if (unitText.isEmpty() && i + 1 < count && words[i + 1].indexOf(':') < 0) {
          i++;
          unitText = words[i];
        } else if (unitText.isEmpty() && i + 1 < count) {
          // The standard's form: days, then a clock that shares their sign.
          unitText = "day";
          afterNegativeDays = number.startsWith("-");
        } else if (unitText.isEmpty()) {
          unitText = yearMonth ? "month" : "second";
        }
        var unit = Unit.of(unitText);
        if (unit == null) {
          throw notAnInterval(text);
        }
        require(yearMonth == (unit.months() > 0), text, !yearMonth ? false : true);
        total =
            Math.addExact(total, scaled(number, yearMonth ? unit.months() : unit.micros(), text));
      }
      if (count == 0 || words[0].isEmpty()) {
        throw notAnInterval(text);
      }
      return ago ? Math.negateExact(total) : total;
    } catch (ArithmeticException e) {
      throw new RowError(
          "the interval " + NumberText.quoted(text, 0, text.length()) + " is out of range");
    }
  }

  private static void require(boolean condition, String text, boolean wantsMonths) {
    if (!condition) {
      throw new RowError(
          NumberText.quoted(text, 0, text.length())
              + (wantsMonths
                  ? " has units other than years and months"
                  : " has years or months, which have no fixed length"));
    }
  }

  private static int firstLetter(String word) {
    int position = 0;
    while (position < word.length() && !Character.isLetter(word.charAt(position))) {
      position++;
    }
    return position;
  }

  private static long scaled(String number, long unit, String text) {
    if (number.isEmpty()) {
      throw notAnInterval(text);
    }
    if (number.indexOf('.') < 0) {
      return Math.multiplyExact(wholeNumber(number, text), unit);
    }
    try {
      return NumberText.parseDecimal(number, 0, number.length())
          .multiply(java.math.BigDecimal.valueOf(unit))
          .setScale(0, java.math.RoundingMode.HALF_UP)
          .longValueExact();
    } catch (RowError e) {
      throw notAnInterval(text);
    }
  }

  private static long wholeNumber(String number, String text) {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw notAnInterval(text);
    }
  }

  /** {@code [-]y-m} in months. */
  private static long yearsAndMonths(String word, int dash, String text) {
    long years = wholeNumber(word.substring(0, dash), text);
    long months = wholeNumber(word.substring(dash + 1), text);
    if (months < 0 || months > 11) {
      throw notAnInterval(text);
    }
    boolean negative = word.startsWith("-");
    return Math.addExact(Math.multiplyExact(years, 12L), negative ? -months : months);
  }

  /** {@code [-]hh:mm[:ss[.ffffff]]} in microseconds; hours may pass 24. */
  private static long clock(String word, String text) {
    boolean negative = word.startsWith("-");
    String rest = negative || word.startsWith("+") ? word.substring(1) : word;
    var parts = rest.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw notAnInterval(text);
    }
    long hours = wholeNumber(parts[0], text);
    long minutes = wholeNumber(parts[1], text);
    long seconds = parts.length == 3 ? scaled(parts[2], TimeText.MICROS_PER_SECOND, text) : 0;
    if (hours < 0
        || minutes < 0
        || minutes > 59
        || seconds < 0
        || seconds >= TimeText.MICROS_PER_MINUTE) {
      throw notAnInterval(text);
    }
    long micros =
        Math.addExact(
            Math.multiplyExact(hours, TimeText.MICROS_PER_HOUR),
            minutes * TimeText.MICROS_PER_MINUTE + seconds);
    return negative ? -micros : micros;
  }

  private static RowError notAnInterval(String text) {
    return NumberText.notA(text, 0, text.length(), TypeKind.INTERVAL_DAY_TIME);
  }

  /** Appends {@code 1 day 02:03:04.5}, as PostgreSQL does; each part has its own sign. */
  public static void appendDayTime(StringBuilder out, long micros) {
    long days = micros / TimeText.MICROS_PER_DAY;
    long rest = micros % TimeText.MICROS_PER_DAY;
    if (days != 0) {
      out.append(days).append(days == 1 ? " day" : " days");
      if (rest == 0) {
        return;
      }
      out.append(' ');
    }
    if (rest < 0) {
      out.append('-');
      rest = -rest;
    }
    TimeText.appendTime(out, rest, 0);
  }

  /** Appends {@code 1 year 6 mons}, as PostgreSQL does; each part has its own sign. */
  public static void appendYearMonth(StringBuilder out, long months) {
    long years = months / 12;
    long rest = months % 12;
    if (years != 0) {
      out.append(years).append(years == 1 ? " year" : " years");
    }
    if (rest != 0 || years == 0) {
      out.append(years == 0 ? "" : " ").append(rest).append(rest == 1 ? " mon" : " mons");
    }
  }
}
