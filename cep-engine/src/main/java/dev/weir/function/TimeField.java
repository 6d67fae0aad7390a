package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.type.TimeText;
import java.util.Locale;

/**
 * A field of a timestamp (EXTRACT) or a unit to cut it off at (DATE_TRUNC). Week and year of the ISO
 * calendar as in ISO 8601: weeks begin on Monday, week 1 has the year's first Thursday.
 */
public enum TimeField {
  MICROSECOND,
  MILLISECOND,
  SECOND,
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH,
  QUARTER,
  YEAR,
  DECADE,
  CENTURY,
  MILLENNIUM,
  /** Day of the week, Sunday is 0. */
  DOW,
  /** Day of the week, Monday is 1. */
  ISODOW,
  /** Day of the year, from 1. */
  DOY,
  ISOYEAR,
  /** Seconds since 1970. */
  EPOCH,
  JULIAN;

  /** @throws RowError if there is no such field */
  static TimeField of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "microsecond", "microseconds", "us" -> MICROSECOND;
      case "millisecond", "milliseconds", "ms" -> MILLISECOND;
      case "second", "seconds", "s", "sec" -> SECOND;
      case "minute", "minutes", "m", "min" -> MINUTE;
      case "hour", "hours", "h", "hr" -> HOUR;
      case "day", "days", "d" -> DAY;
      case "week", "weeks", "w" -> WEEK;
      case "month", "months", "mon" -> MONTH;
      case "quarter", "quarters" -> QUARTER;
      case "year", "years", "y", "yr" -> YEAR;
      case "decade", "decades" -> DECADE;
      case "century", "centuries" -> CENTURY;
      case "millennium", "millennia", "millenniums" -> MILLENNIUM;
      case "dow", "dayofweek" -> DOW;
      case "isodow" -> ISODOW;
      case "doy", "dayofyear" -> DOY;
      case "isoyear" -> ISOYEAR;
      case "epoch" -> EPOCH;
      case "julian" -> JULIAN;
      default -> throw new RowError("'" + name + "' is not a field or unit of time");
    };
  }

  /** Whether EXTRACT gives a number with a fraction. */
  boolean isFractional() {
    return this == SECOND || this == MILLISECOND || this == EPOCH;
  }

  /** The field of a timestamp in microseconds; the fractional ones in microseconds too. */
  long extract(long micros) {
    long days = Math.floorDiv(micros, TimeText.MICROS_PER_DAY);
    long ofDay = Math.floorMod(micros, TimeText.MICROS_PER_DAY);
    return switch (this) {
      case MICROSECOND, SECOND, MILLISECOND -> ofDay % TimeText.MICROS_PER_MINUTE;
      case MINUTE -> ofDay / TimeText.MICROS_PER_MINUTE % 60;
      case HOUR -> ofDay / TimeText.MICROS_PER_HOUR;
      case EPOCH -> micros;
      case DOW -> Math.floorMod(days + 4, 7);
      case ISODOW -> Math.floorMod(days + 3, 7) + 1;
      case JULIAN -> days + 2_440_588;
      case WEEK, ISOYEAR -> isoWeek(days);
      default -> extractOfDate(days);
    };
  }

  private long extractOfDate(long days) {
    long date = TimeText.dateOf(days);
    int year = TimeText.yearOf(date);
    int month = TimeText.monthOf(date);
    return switch (this) {
      case DAY -> TimeText.dayOf(date);
      case MONTH -> month;
      case QUARTER -> (month + 2) / 3;
      case YEAR -> year;
      case DECADE -> Math.floorDiv(year, 10);
      case CENTURY -> year > 0 ? (year + 99) / 100 : Math.floorDiv(year, 100) - 1;
      case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : Math.floorDiv(year, 1000) - 1;
      case DOY -> days - TimeText.daysOf(year, 1, 1) + 1;
      default -> throw new AssertionError(this);
    };
  }

  /** The week or the year of the ISO calendar: those of the week's Thursday. */
  private long isoWeek(long days) {
    long thursday = Math.floorDiv(days + 3, 7) * 7;
    int year = TimeText.yearOf(TimeText.dateOf(thursday));
    return this == ISOYEAR ? year : (thursday - TimeText.daysOf(year, 1, 1)) / 7 + 1;
  }

  /**
   * The start of the unit that a timestamp in microseconds lies in.
   *
   * @throws RowError if this is a field but no unit
   */
  long floor(long micros) {
    return switch (this) {
      case MICROSECOND -> micros;
      case MILLISECOND -> floor(micros, 1_000);
      case SECOND -> floor(micros, TimeText.MICROS_PER_SECOND);
      case MINUTE -> floor(micros, TimeText.MICROS_PER_MINUTE);
      case HOUR -> floor(micros, TimeText.MICROS_PER_HOUR);
      case DAY -> floor(micros, TimeText.MICROS_PER_DAY);
      case WEEK -> {
        long days = Math.floorDiv(micros, TimeText.MICROS_PER_DAY);
        yield (Math.floorDiv(days + 3, 7) * 7 - 3) * TimeText.MICROS_PER_DAY;
      }
      case MONTH, QUARTER, YEAR, DECADE, CENTURY, MILLENNIUM -> {
        long date = TimeText.dateOf(Math.floorDiv(micros, TimeText.MICROS_PER_DAY));
        yield startOf(TimeText.yearOf(date), TimeText.monthOf(date));
      }
      case DOW, ISODOW, DOY, ISOYEAR, EPOCH, JULIAN ->
          throw new RowError(name() + " is not a unit that a timestamp can be cut off at");
    };
  }

  private static long floor(long micros, long unit) {
    return Math.floorDiv(micros, unit) * unit;
  }

  private long startOf(int year, int month) {
    int firstYear =
        switch (this) {
          case DECADE -> Math.floorDiv(year, 10) * 10;
          case CENTURY -> Math.floorDiv(year - 1, 100) * 100 + 1;
          case MILLENNIUM -> Math.floorDiv(year - 1, 1000) * 1000 + 1;
          default -> year;
        };
    int firstMonth = this == MONTH ? month : this == QUARTER ? (month - 1) / 3 * 3 + 1 : 1;
    return TimeText.daysOf(firstYear, firstMonth, 1) * TimeText.MICROS_PER_DAY;
  }

  /** The start of the unit if the timestamp lies on it, else that of the next. */
  long ceil(long micros) {
    long start = floor(micros);
    return start == micros ? micros : next(start);
  }

  private long next(long start) {
    return switch (this) {
      case MICROSECOND -> start + 1;
      case MILLISECOND -> start + 1_000;
      case SECOND -> start + TimeText.MICROS_PER_SECOND;
      case MINUTE -> start + TimeText.MICROS_PER_MINUTE;
      case HOUR -> start + TimeText.MICROS_PER_HOUR;
      case DAY -> start + TimeText.MICROS_PER_DAY;
      case WEEK -> start + 7 * TimeText.MICROS_PER_DAY;
      case MONTH -> TimeFunctions.addMonths(start, 1);
      case QUARTER -> TimeFunctions.addMonths(start, 3);
      case YEAR -> TimeFunctions.addMonths(start, 12);
      case DECADE -> TimeFunctions.addMonths(start, 120);
      case CENTURY -> TimeFunctions.addMonths(start, 1_200);
      case MILLENNIUM -> TimeFunctions.addMonths(start, 12_000);
      default -> throw new AssertionError(this);
    };
  }
}
