package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.time.Clock;
import dev.weir.type.TimeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Dates and times, and the text of numbers that TO_CHAR shares with them, in microseconds (timestamps since 1970, TIME of the day) and days (DATE). Where
 * no zone is given, fields of an instant are those of UTC.
 */
public final class TimeFunctions {
  private TimeFunctions() {}

  // ---- the clock

  /** The present instant. */
  public static long now(Clock clock) {
    return clock.micros();
  }

  public static int currentDate(Clock clock) {
    return (int) Math.floorDiv(clock.micros(), TimeText.MICROS_PER_DAY);
  }

  public static long currentTime(Clock clock) {
    return Math.floorMod(clock.micros(), TimeText.MICROS_PER_DAY);
  }

  public static long unixTimestamp(Clock clock) {
    return Math.floorDiv(clock.micros(), TimeText.MICROS_PER_SECOND);
  }

  public static long unixTimestamp(long micros) {
    return Math.floorDiv(micros, TimeText.MICROS_PER_SECOND);
  }

  /** An event's time by our clock: its own time, plus what the producer's clock was behind when it sent. */
  public static long correctedTime(long eventMicros, long sentMicros, long receivedMicros) {
    try {
      return Math.addExact(eventMicros, Math.subtractExact(receivedMicros, sentMicros));
    } catch (ArithmeticException e) {
      throw outOfRange();
    }
  }

  // ---- fields and units

  public static long extract(TimeField field, long micros) {
    return field.extract(micros);
  }

  public static long extract(TimeField field, int days) {
    return field.extract(days * TimeText.MICROS_PER_DAY);
  }

  /** Seconds or milliseconds with their fraction. */
  public static BigDecimal extractFraction(TimeField field, long micros) {
    long value = field.extract(micros);
    return switch (field) {
      case SECOND, EPOCH -> BigDecimal.valueOf(value, 6);
      case MILLISECOND -> BigDecimal.valueOf(value, 3).setScale(6);
      default -> BigDecimal.valueOf(value).setScale(6);
    };
  }

  public static BigDecimal extractFraction(TimeField field, int days) {
    return extractFraction(field, days * TimeText.MICROS_PER_DAY);
  }

  /** A field of a day-time interval, each with the interval's sign. */
  public static long extractOfInterval(TimeField field, long micros) {
    return switch (field) {
      case DAY -> micros / TimeText.MICROS_PER_DAY;
      case HOUR -> micros / TimeText.MICROS_PER_HOUR % 24;
      case MINUTE -> micros / TimeText.MICROS_PER_MINUTE % 60;
      case MICROSECOND, MILLISECOND, SECOND -> micros % TimeText.MICROS_PER_MINUTE;
      case EPOCH -> micros;
      default -> throw new RowError("an interval of days and times has no field " + field);
    };
  }

  public static BigDecimal extractFractionOfInterval(TimeField field, long micros) {
    long value = extractOfInterval(field, micros);
    return switch (field) {
      case SECOND, EPOCH -> BigDecimal.valueOf(value, 6);
      case MILLISECOND -> BigDecimal.valueOf(value, 3).setScale(6);
      default -> BigDecimal.valueOf(value).setScale(6);
    };
  }

  /** YEAR or MONTH of a year-month interval. */
  public static long extractOfMonths(TimeField field, long months) {
    return switch (field) {
      case YEAR -> months / 12;
      case MONTH -> months % 12;
      default -> throw new RowError("an interval of years and months has no field " + field);
    };
  }

  public static long truncate(TimeField unit, long micros) {
    return unit.floor(micros);
  }

  public static long truncateInterval(TimeField unit, long micros) {
    return switch (unit) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY ->
          micros < 0 ? -unit.floor(-micros) : unit.floor(micros);
      default -> throw new RowError("an interval of days and times can't be cut off at " + unit);
    };
  }

  /** The start of the unit on the wall clock of a zone. */
  public static long truncate(TimeField unit, long micros, ZoneId zone) {
    return fromZone(unit.floor(toZone(micros, zone)), zone);
  }

  public static long floor(long micros, TimeField unit) {
    return unit.floor(micros);
  }

  public static long ceil(long micros, TimeField unit) {
    return unit.ceil(micros);
  }

  /** The start of the bin of width {@code stride}, counted from {@code origin}, that holds the time. */
  public static long bin(long stride, long micros, long origin) {
    if (stride <= 0) {
      throw new RowError("the stride of DATE_BIN must be greater than zero");
    }
    try {
      return Math.floorDiv(Math.subtractExact(micros, origin), stride) * stride + origin;
    } catch (ArithmeticException e) {
      throw outOfRange();
    }
  }

  public static long bin(long stride, long micros) {
    return bin(stride, micros, 0);
  }

  // ---- arithmetic

  /** The same day and time so many months later; a day that the month lacks becomes its last. */
  public static long addMonths(long micros, long months) {
    long days = Math.floorDiv(micros, TimeText.MICROS_PER_DAY);
    return addMonthsToDays(days, months) * TimeText.MICROS_PER_DAY
        + Math.floorMod(micros, TimeText.MICROS_PER_DAY);
  }

  public static long subtractMonths(long micros, long months) {
    return addMonths(micros, -months);
  }

  public static int addMonths(int days, long months) {
    return (int) addMonthsToDays(days, months);
  }

  public static int subtractMonths(int days, long months) {
    return addMonths(days, -months);
  }

  private static long addMonthsToDays(long days, long months) {
    long date = TimeText.dateOf(days);
    if (Math.abs(months) > 12L * (TimeText.MAX_YEAR - TimeText.MIN_YEAR)) {
      throw outOfRange();
    }
    long total = TimeText.yearOf(date) * 12L + TimeText.monthOf(date) - 1 + months;
    long year = Math.floorDiv(total, 12L);
    int month = (int) Math.floorMod(total, 12L) + 1;
    if (year < TimeText.MIN_YEAR || year > TimeText.MAX_YEAR) {
      throw outOfRange();
    }
    int day = Math.min(TimeText.dayOf(date), TimeText.lengthOfMonth((int) year, month));
    return TimeText.daysOf((int) year, month, day);
  }

  /** Whole months from the second to the first, counted towards zero. */
  public static long monthsBetween(long later, long earlier) {
    long a = TimeText.dateOf(Math.floorDiv(later, TimeText.MICROS_PER_DAY));
    long b = TimeText.dateOf(Math.floorDiv(earlier, TimeText.MICROS_PER_DAY));
    long months =
        (TimeText.yearOf(a) - TimeText.yearOf(b)) * 12L + TimeText.monthOf(a) - TimeText.monthOf(b);
    long reached = addMonths(earlier, months);
    if (months > 0 && reached > later) {
      return months - 1;
    }
    return months < 0 && reached < later ? months + 1 : months;
  }

  public static long multiplyInterval(long interval, long factor) {
    try {
      return Math.multiplyExact(interval, factor);
    } catch (ArithmeticException e) {
      throw new RowError("the interval is out of range");
    }
  }

  public static long multiplyInterval(long interval, double factor) {
    double result = Math.rint(interval * factor);
    if (!(Math.abs(result) < 0x1p63)) {
      throw new RowError("the interval is out of range");
    }
    return (long) result;
  }

  public static long divideInterval(long interval, double divisor) {
    if (divisor == 0) {
      throw new RowError("division by zero");
    }
    return multiplyInterval(interval, 1 / divisor);
  }

  private static RowError outOfRange() {
    return new RowError("the timestamp is out of range");
  }

  // ---- zones

  /** The wall clock of a zone at an instant. */
  public static long toZone(long instant, ZoneId zone) {
    return instant + offset(instant, zone) * TimeText.MICROS_PER_SECOND;
  }

  private static long offset(long instant, ZoneId zone) {
    if (zone instanceof ZoneOffset fixed) {
      return fixed.getTotalSeconds();
    }
    return zone.getRules()
        .getOffset(Instant.ofEpochSecond(Math.floorDiv(instant, TimeText.MICROS_PER_SECOND)))
        .getTotalSeconds();
  }

  /**
   * The instant at which a zone's clock shows a time: the earlier one where it shows it twice; where
   * it skips it, what it would have shown without the jump.
   */
  public static long fromZone(long local, ZoneId zone) {
    if (zone instanceof ZoneOffset fixed) {
      return local - fixed.getTotalSeconds() * TimeText.MICROS_PER_SECOND;
    }
    var wall =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(local, TimeText.MICROS_PER_SECOND), 0, ZoneOffset.UTC);
    return local - zone.getRules().getOffset(wall).getTotalSeconds() * TimeText.MICROS_PER_SECOND;
  }

  // ---- making times

  public static int makeDate(int year, int month, int day) {
    if (!TimeText.isDate(year, month, day)) {
      throw new RowError("there is no day " + year + "-" + month + "-" + day);
    }
    return TimeText.daysOf(year, month, day);
  }

  public static long makeTime(int hour, int minute, double second) {
    boolean endOfDay = hour == 24 && minute == 0 && second == 0;
    if (hour < 0
        || hour > 23 && !endOfDay
        || minute < 0
        || minute > 59
        || !(second >= 0 && second < 60)) {
      throw new RowError("there is no time of day " + hour + ":" + minute + ":" + second);
    }
    return hour % 24 * TimeText.MICROS_PER_HOUR
        + minute * TimeText.MICROS_PER_MINUTE
        + Math.round(second * TimeText.MICROS_PER_SECOND);
  }

  public static long makeTimestamp(
      int year, int month, int day, int hour, int minute, double second) {
    return makeDate(year, month, day) * TimeText.MICROS_PER_DAY + makeTime(hour, minute, second);
  }

  public static long makeInterval(int days, int hours, int minutes, double seconds) {
    return days * TimeText.MICROS_PER_DAY
        + hours * TimeText.MICROS_PER_HOUR
        + minutes * TimeText.MICROS_PER_MINUTE
        + multiplyInterval(TimeText.MICROS_PER_SECOND, seconds);
  }

  /** The instant so many seconds after 1970. */
  public static long fromEpoch(double seconds) {
    if (!(Math.abs(seconds) < 9e12)) {
      throw outOfRange();
    }
    return BigDecimal.valueOf(seconds)
        .movePointRight(6)
        .setScale(0, RoundingMode.HALF_UP)
        .longValue();
  }

  public static long fromEpoch(long seconds) {
    return fromEpoch(seconds, 0);
  }

  /** The instant so many units of 10^-precision seconds after 1970. @param precision 0, 3, 6 or 9 */
  public static long fromEpoch(long value, int precision) {
    try {
      return switch (precision) {
        case 0 -> Math.multiplyExact(value, TimeText.MICROS_PER_SECOND);
        case 3 -> Math.multiplyExact(value, 1_000L);
        case 6 -> value;
        case 9 -> Math.floorDiv(value, 1_000L);
        default ->
            throw new RowError(
                "the precision of an epoch is " + precision + ", it must be 0, 3, 6 or 9");
      };
    } catch (ArithmeticException e) {
      throw outOfRange();
    }
  }

  // ---- text

  public static String toChar(long micros, TimeTemplate template) {
    return template.format(micros);
  }

  public static String toChar(int days, TimeTemplate template) {
    return template.format(days * TimeText.MICROS_PER_DAY);
  }

  public static String toChar(long number, NumberTemplate template) {
    return template.format(BigDecimal.valueOf(number));
  }

  public static String toChar(double number, NumberTemplate template) {
    if (!Double.isFinite(number)) {
      throw new RowError("TO_CHAR of " + number);
    }
    return template.format(BigDecimal.valueOf(number));
  }

  public static String toChar(BigDecimal number, NumberTemplate template) {
    return template.format(number);
  }

  public static long toTimestamp(String text, TimeTemplate template) {
    return template.read(text);
  }

  public static long toTimestamp(String text) {
    return TimeText.parseTimestamp(text);
  }

  public static int toDate(String text, TimeTemplate template) {
    return (int) Math.floorDiv(template.read(text), TimeText.MICROS_PER_DAY);
  }

  public static int toDate(String text) {
    return TimeText.parseDate(text);
  }
}
