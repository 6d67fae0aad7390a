package dev.weir.type;

import dev.weir.event.RowError;

/**
 * Dates and times between their text and their numbers: days since 1970 for DATE, microseconds of
 * the day for TIME, microseconds since 1970 for timestamps. The calendar is the proleptic Gregorian
 * one; years run from 1 to 9999 in text of four digits, further years may have up to six.
 *
 * <p>Reading accepts {@code 2026-01-02}, {@code 2026-01-02 03:04}, {@code 2026-01-02
 * 03:04:05.678}, a {@code T} for the space, and a zone {@code Z}, {@code UTC}, {@code +09},
 * {@code +09:00}, {@code +0900} behind it. More than six fraction digits are rounded. Nothing is
 * allocated on success. Algorithms for days: Howard Hinnant, "chrono-compatible low-level date
 * algorithms".
 */
public final class TimeText {
  public static final long MICROS_PER_SECOND = 1_000_000;
  public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

  /** The first and the last year that timestamps in microseconds hold with room to spare. */
  public static final int MIN_YEAR = -290_000;

  public static final int MAX_YEAR = 290_000;

  private static final long[] FRACTION = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

  private TimeText() {}

  /** Days since 1970-01-01 of a valid date. */
  public static int daysOf(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    int yearOfEra = (int) (y - era * 400);
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (int) (era * 146_097 + dayOfEra - 719_468);
  }

  /** Year, month and day packed: {@code year << 9 | month << 5 | day}. */
  public static long dateOf(long days) {
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    int dayOfEra = (int) (z - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year << 9 | (long) month << 5 | day;
  }

  public static int yearOf(long packedDate) {
    return (int) (packedDate >> 9);
  }

  public static int monthOf(long packedDate) {
    return (int) (packedDate >> 5) & 15;
  }

  public static int dayOf(long packedDate) {
    return (int) packedDate & 31;
  }

  public static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /** Whether the date is one of the calendar, in the range that timestamps hold. */
  public static boolean isDate(int year, int month, int day) {
    return year >= MIN_YEAR
        && year <= MAX_YEAR
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= lengthOfMonth(year, month);
  }

  public static long parseTimestamp(String text) {
    return parseTimestamp(text, 0, text.length());
  }

  public static long parseTimestampLtz(String text) {
    return parseTimestampLtz(text, 0, text.length());
  }

  /**
   * A TIMESTAMP in microseconds. With a zone in the text it is the wall clock of UTC at that
   * instant.
   *
   * @throws RowError if the text is no timestamp
   */
  public static long parseTimestamp(CharSequence text, int from, int to) {
    return parse(text, from, to, TypeKind.TIMESTAMP);
  }

  /**
   * A TIMESTAMP_LTZ in microseconds; without a zone the text means UTC.
   *
   * @throws RowError if the text is no timestamp
   */
  public static long parseTimestampLtz(CharSequence text, int from, int to) {
    return parse(text, from, to, TypeKind.TIMESTAMP_LTZ);
  }

  private static long parse(CharSequence text, int from, int to, TypeKind kind) {
    int start = NumberText.skipSpace(text, from, to);
    int end = NumberText.skipSpaceBack(text, start, to);
    int afterDate = endOfDate(text, start, end);
    if (afterDate < 0) {
      throw NumberText.notA(text, from, to, kind);
    }
    long days = readDate(text, start, afterDate, from, to, kind);
    long micros = 0;
    long offset = 0;
    if (afterDate < end) {
      char separator = text.charAt(afterDate);
      if (separator != ' ' && separator != 'T' && separator != 't') {
        throw NumberText.notA(text, from, to, kind);
      }
      int timeStart = NumberText.skipSpace(text, afterDate + 1, end);
      int timeEnd = endOfTime(text, timeStart, end);
      micros = readTime(text, timeStart, timeEnd, from, to, kind);
      int zone = NumberText.skipSpace(text, timeEnd, end);
      if (zone < end) {
        offset = readZone(text, zone, end, from, to, kind);
      }
    }
    return days * MICROS_PER_DAY + micros - offset;
  }

  public static int parseDate(String text) {
    return parseDate(text, 0, text.length());
  }

  /**
   * A DATE in days since 1970. A time of day behind it is cut off.
   *
   * @throws RowError if the text is no date
   */
  public static int parseDate(CharSequence text, int from, int to) {
    int start = NumberText.skipSpace(text, from, to);
    int end = NumberText.skipSpaceBack(text, start, to);
    int afterDate = endOfDate(text, start, end);
    if (afterDate == end) {
      return (int) readDate(text, start, end, from, to, TypeKind.DATE);
    }
    return (int) Math.floorDiv(parse(text, from, to, TypeKind.DATE), MICROS_PER_DAY);
  }

  public static long parseTime(String text) {
    return parseTime(text, 0, text.length());
  }

  /**
   * A TIME in microseconds of the day.
   *
   * @throws RowError if the text is no time of day
   */
  public static long parseTime(CharSequence text, int from, int to) {
    int start = NumberText.skipSpace(text, from, to);
    int end = NumberText.skipSpaceBack(text, start, to);
    if (endOfTime(text, start, end) != end) {
      throw NumberText.notA(text, from, to, TypeKind.TIME);
    }
    return readTime(text, start, end, from, to, TypeKind.TIME);
  }

  /** Behind {@code digits-dd-dd}, or -1. */
  private static int endOfDate(CharSequence text, int start, int end) {
    int position = start;
    if (position < end && text.charAt(position) == '-') {
      position++;
    }
    int digits = position;
    while (position < end && NumberText.isDigit(text.charAt(position))) {
      position++;
    }
    if (position - digits < 4
        || position - digits > 6
        || position >= end
        || text.charAt(position) != '-') {
      return -1;
    }
    position = endOfNumber(text, position + 1, end);
    if (position < 0 || position >= end || text.charAt(position) != '-') {
      return -1;
    }
    return endOfNumber(text, position + 1, end);
  }

  /** Behind one or two digits, or -1. */
  private static int endOfNumber(CharSequence text, int start, int end) {
    int position = start;
    while (position < end && position < start + 2 && NumberText.isDigit(text.charAt(position))) {
      position++;
    }
    return position == start ? -1 : position;
  }

  private static long readDate(
      CharSequence text, int start, int end, int from, int to, TypeKind kind) {
    if (end < 0) {
      throw NumberText.notA(text, from, to, kind);
    }
    int position = start;
    boolean negative = text.charAt(position) == '-';
    if (negative) {
      position++;
    }
    int year = 0;
    for (; text.charAt(position) != '-'; position++) {
      year = year * 10 + (text.charAt(position) - '0');
    }
    position++;
    int month = 0;
    for (; text.charAt(position) != '-'; position++) {
      month = month * 10 + (text.charAt(position) - '0');
    }
    position++;
    int day = 0;
    for (; position < end; position++) {
      day = day * 10 + (text.charAt(position) - '0');
    }
    if (!isDate(negative ? -year : year, month, day)) {
      throw new RowError(
          NumberText.quoted(text, from, to)
              + " is not "
              + NumberText.withArticle(kind)
              + ": there is no such day");
    }
    return daysOf(negative ? -year : year, month, day);
  }

  /** Behind the characters that a time of day is made of. */
  private static int endOfTime(CharSequence text, int start, int end) {
    int position = start;
    while (position < end) {
      char c = text.charAt(position);
      if (!NumberText.isDigit(c) && c != ':' && c != '.' && c != ',') {
        break;
      }
      position++;
    }
    return position;
  }

  private static long readTime(
      CharSequence text, int start, int end, int from, int to, TypeKind kind) {
    int colon = endOfNumber(text, start, end);
    if (colon < 0 || colon >= end || text.charAt(colon) != ':') {
      throw NumberText.notA(text, from, to, kind);
    }
    int hour = number(text, start, colon);
    int afterMinute = endOfNumber(text, colon + 1, end);
    if (afterMinute != colon + 3) {
      throw NumberText.notA(text, from, to, kind);
    }
    int minute = number(text, colon + 1, afterMinute);
    int second = 0;
    long fraction = 0;
    if (afterMinute < end) {
      int afterSecond = endOfNumber(text, afterMinute + 1, end);
      if (text.charAt(afterMinute) != ':' || afterSecond != afterMinute + 3) {
        throw NumberText.notA(text, from, to, kind);
      }
      second = number(text, afterMinute + 1, afterSecond);
      if (afterSecond < end) {
        fraction = readFraction(text, afterSecond, end, from, to, kind);
      }
    }
    boolean endOfDay = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if (hour > 23 && !(endOfDay && kind != TypeKind.TIME) || minute > 59 || second > 60) {
      throw new RowError(
          NumberText.quoted(text, from, to)
              + " is not "
              + NumberText.withArticle(kind)
              + ": there is no such time of day");
    }
    // Second 60, a leap second, runs into the next minute, as in PostgreSQL.
    return hour * MICROS_PER_HOUR
        + minute * MICROS_PER_MINUTE
        + second * MICROS_PER_SECOND
        + fraction;
  }

  private static long readFraction(
      CharSequence text, int point, int end, int from, int to, TypeKind kind) {
    // ISO 8601 allows a comma, and many logs have it.
    if (text.charAt(point) != '.' && text.charAt(point) != ',') {
      throw NumberText.notA(text, from, to, kind);
    }
    long fraction = 0;
    int digits = 0;
    for (int i = point + 1; i < end; i++) {
      char c = text.charAt(i);
      if (!NumberText.isDigit(c)) {
        throw NumberText.notA(text, from, to, kind);
      }
      if (digits < 6) {
        fraction = fraction * 10 + (c - '0');
      } else if (digits == 6 && c >= '5') {
        fraction++;
      }
      digits++;
    }
    return digits >= 6 ? fraction : fraction * FRACTION[digits];
  }

  /** A zone's offset in microseconds, east positive. */
  private static long readZone(
      CharSequence text, int start, int end, int from, int to, TypeKind kind) {
    char first = text.charAt(start);
    if (first == 'Z' || first == 'z') {
      if (end == start + 1) {
        return 0;
      }
    } else if (NumberText.equalsIgnoreCase(text, start, end, "utc")
        || NumberText.equalsIgnoreCase(text, start, end, "gmt")) {
      return 0;
    } else if (first == '+' || first == '-') {
      int digits = 0;
      int value = 0;
      boolean wellFormed = true;
      for (int i = start + 1; i < end; i++) {
        char c = text.charAt(i);
        if (NumberText.isDigit(c)) {
          value = value * 10 + (c - '0');
          digits++;
        } else {
          wellFormed &= c == ':' && i == start + 3 && end == start + 6;
        }
      }
      int hours = digits == 2 ? value : value / 100;
      int minutes = digits == 2 ? 0 : value % 100;
      if (wellFormed && (digits == 2 || digits == 4) && hours <= 18 && minutes <= 59) {
        long offset = hours * MICROS_PER_HOUR + minutes * MICROS_PER_MINUTE;
        return first == '-' ? -offset : offset;
      }
    }
    throw NumberText.notA(text, from, to, kind);
  }

  private static int number(CharSequence text, int start, int end) {
    int value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  /** Appends {@code 2026-01-02}. */
  public static void appendDate(StringBuilder out, long days) {
    long date = dateOf(days);
    int year = yearOf(date);
    if (year < 0) {
      out.append('-');
      year = -year;
    }
    if (year < 1000) {
      out.append(year < 10 ? "000" : year < 100 ? "00" : "0");
    }
    out.append(year).append('-');
    appendTwo(out, monthOf(date));
    out.append('-');
    appendTwo(out, dayOf(date));
  }

  /** Appends {@code 03:04:05.678}: at least {@code leastDigits} fraction digits, at most six. */
  public static void appendTime(StringBuilder out, long microsOfDay, int leastDigits) {
    int seconds = (int) (microsOfDay / MICROS_PER_SECOND);
    appendTwo(out, seconds / 3600);
    out.append(':');
    appendTwo(out, seconds / 60 % 60);
    out.append(':');
    appendTwo(out, seconds % 60);
    appendFraction(out, (int) (microsOfDay % MICROS_PER_SECOND), leastDigits);
  }

  /** Appends {@code .678}, or nothing if there is no fraction and none is asked for. */
  static void appendFraction(StringBuilder out, int micros, int leastDigits) {
    int digits = 6;
    int rest = micros;
    while (digits > leastDigits && rest % 10 == 0) {
      rest /= 10;
      digits--;
    }
    if (digits == 0) {
      return;
    }
    out.append('.');
    for (long unit = FRACTION[7 - digits]; unit > 0; unit /= 10) {
      out.append((char) ('0' + rest / unit % 10));
    }
  }

  /** Appends {@code 2026-01-02 03:04:05.678}: at least three fraction digits, up to six. */
  public static void appendTimestamp(StringBuilder out, long micros) {
    appendInstant(out, micros, ' ');
  }

  /** Appends {@code 2026-01-02T03:04:05.678Z}. */
  public static void appendTimestampLtz(StringBuilder out, long micros) {
    appendInstant(out, micros, 'T');
    out.append('Z');
  }

  private static void appendInstant(StringBuilder out, long micros, char separator) {
    appendDate(out, Math.floorDiv(micros, MICROS_PER_DAY));
    out.append(separator);
    appendTime(out, Math.floorMod(micros, MICROS_PER_DAY), 3);
  }

  static void appendTwo(StringBuilder out, int value) {
    out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
