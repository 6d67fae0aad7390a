package dev.weir.format;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Option;
import dev.weir.connector.Options;
import dev.weir.event.RowError;
import dev.weir.type.CharSlice;
import dev.weir.type.NumberText;
import dev.weir.type.TimeText;
import dev.weir.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;

/**
 * How the timestamps of one column are written, chosen by {@code 'timestamp.format'}. Values are
 * microseconds since 1970. Not thread-safe.
 */
public abstract class TimestampFormat {
  /** The options that {@link #of} reads. */
  public static final List<Option> OPTIONS =
      List.of(
          new Option(
              "timestamp.format",
              false,
              "SQL",
              "how timestamps are written: `SQL` (`2026-01-02 03:04:05.678`), `ISO`"
                  + " (`2026-01-02T03:04:05.678Z`; both are read either way), `epoch-seconds`,"
                  + " `epoch-millis`, `epoch-micros`, `epoch-nanos`, or a pattern of"
                  + " java.time.format.DateTimeFormatter such as `dd/MMM/yyyy:HH:mm:ss Z`"),
          new Option(
              "timestamp.format.<column>",
              false,
              "",
              "the same for one column, before the general"),
          new Option(
              "timestamp.year",
              false,
              "1970",
              "the year of timestamps whose pattern has none, such as `MMM d HH:mm:ss`"));

  private TimestampFormat() {}

  /**
   * The value of a text in microseconds since 1970; without a zone the text means UTC.
   *
   * @throws RowError if the text is no such timestamp; the reason does not name the column
   */
  public abstract long parse(CharSequence text, int from, int to);

  public abstract void print(long micros, ByteOutput out);

  /** Whether what is printed is a number in JSON. */
  public boolean isNumber() {
    return false;
  }

  /**
   * The format of a column.
   *
   * @param kind of the column, TIMESTAMP or TIMESTAMP_LTZ
   * @throws ConnectorException if an option is wrong
   */
  public static TimestampFormat of(Options options, String column, TypeKind kind) {
    var name = "timestamp.format." + column.toLowerCase(Locale.ROOT);
    if (options.find(name).isEmpty()) {
      name = "timestamp.format";
    }
    var format = options.get(name, "SQL");
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "sql" -> new Text(kind, kind == TypeKind.TIMESTAMP_LTZ);
      case "iso" -> new Text(kind, true);
      case "epoch-seconds" -> new Epoch(format, 6, 1);
      case "epoch-millis" -> new Epoch(format, 3, 1);
      case "epoch-micros" -> new Epoch(format, 0, 1);
      case "epoch-nanos" -> new Epoch(format, 0, 1000);
      default -> new Pattern(name, format, options);
    };
  }

  /** The SQL or ISO-8601 text. */
  private static final class Text extends TimestampFormat {
    private final TypeKind kind;
    private final boolean printsIso;
    private int lastYear;
    private int lastMonth;
    private int lastDay;
    private long lastDayMicros = Long.MIN_VALUE;

    /** The text up to the minute, {@code 2026-01-02 03:04:}, that was read last, and its time. */
    private final char[] lastMinute = new char[17];

    private long lastMinuteMicros = Long.MIN_VALUE;
    private long printedDay = Long.MIN_VALUE;
    private byte[] printedText = {};

    Text(TypeKind kind, boolean printsIso) {
      this.kind = kind;
      this.printsIso = printsIso;
    }

    /*
     * The canonical shape, fixed in width, is read by position; timestamps of neighbouring rows
     * mostly share their minute, or else their day. Whatever else is a timestamp goes the general way.
     */
    @Override
    public long parse(CharSequence text, int from, int to) {
      int length = to - from;
      if (length < 19 || length > 26) {
        return parseAny(text, from, to);
      }
      if (!(text instanceof CharSlice slice)) {
        return parseCanonical(text, from, to);
      }
      if (lastMinuteMicros != Long.MIN_VALUE && slice.matches(from, lastMinute)) {
        int end = slice.charAt(to - 1) == 'Z' ? to - 1 : to;
        int second = two(slice, from + 17);
        long fraction = fraction(slice, from + 19, end);
        if ((second | fraction) >= 0 && second < 60) {
          return lastMinuteMicros + second * 1_000_000L + fraction;
        }
      }
      long micros = parseCanonical(text, from, to);
      if (isCanonical(text, from) && two(text, from + 17) >= 0) {
        slice.copy(from, lastMinute);
        // A zone other than Z would shift the minute: such a text is longer, or ends otherwise.
        lastMinuteMicros =
            endsPlainly(text, from, to)
                ? Math.floorDiv(micros, 60_000_000L) * 60_000_000L
                : Long.MIN_VALUE;
      }
      return micros;
    }

    /** Whether there is nothing behind the seconds but a fraction and perhaps Z. */
    private static boolean endsPlainly(CharSequence text, int from, int to) {
      return fraction(text, from + 19, text.charAt(to - 1) == 'Z' ? to - 1 : to) >= 0;
    }

    private long parseCanonical(CharSequence text, int from, int to) {
      if (isCanonical(text, from)) {
        int end = to;
        if (text.charAt(to - 1) == 'Z') {
          end--;
        }
        long fraction = fraction(text, from + 19, end);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        int century = two(text, from);
        int yearOfCentury = two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        // A negative number is two characters of which one is no digit.
        if ((fraction | hour | minute | second | century | yearOfCentury | month | day) >= 0
            && hour < 24
            && minute < 60
            && second < 60) {
          int year = century * 100 + yearOfCentury;
          if (day != lastDay || month != lastMonth || year != lastYear) {
            remember(year, month, day);
          }
          if (lastDayMicros != Long.MIN_VALUE) {
            return lastDayMicros + ((hour * 60 + minute) * 60L + second) * 1_000_000 + fraction;
          }
        }
      }
      return parseAny(text, from, to);
    }

    private long parseAny(CharSequence text, int from, int to) {
      return kind == TypeKind.TIMESTAMP
          ? TimeText.parseTimestamp(text, from, to)
          : TimeText.parseTimestampLtz(text, from, to);
    }

    private void remember(int year, int month, int day) {
      lastYear = year;
      lastMonth = month;
      lastDay = day;
      lastDayMicros =
          TimeText.isDate(year, month, day)
              ? TimeText.daysOf(year, month, day) * TimeText.MICROS_PER_DAY
              : Long.MIN_VALUE;
    }

    private static boolean isCanonical(CharSequence text, int from) {
      char separator = text.charAt(from + 10);
      return text.charAt(from + 4) == '-'
          && text.charAt(from + 7) == '-'
          && (separator == ' ' || separator == 'T')
          && text.charAt(from + 13) == ':'
          && text.charAt(from + 16) == ':';
    }

    /** The number of two digits, or a negative one if they are no digits. */
    private static int two(CharSequence text, int at) {
      int tens = text.charAt(at) - '0';
      int ones = text.charAt(at + 1) - '0';
      return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
    }

    /** Microseconds of {@code .digits}, or -1 if it is something else. */
    private static long fraction(CharSequence text, int from, int to) {
      if (from == to) {
        return 0;
      }
      int digits = to - from - 1;
      if (text.charAt(from) != '.' || digits < 1 || digits > 6) {
        return -1;
      }
      long value = 0;
      for (int i = from + 1; i < to; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        value = value * 10 + digit;
      }
      for (; digits < 6; digits++) {
        value *= 10;
      }
      return value;
    }

    @Override
    public void print(long micros, ByteOutput out) {
      long day = Math.floorDiv(micros, TimeText.MICROS_PER_DAY);
      if (day != printedDay) {
        var text = new ByteOutput(16);
        ValueText.appendDate(day, text);
        text.append(printsIso ? 'T' : ' ');
        printedText = text.toByteArray();
        printedDay = day;
      }
      out.append(printedText);
      ValueText.appendTime(micros - day * TimeText.MICROS_PER_DAY, 3, out);
      if (kind == TypeKind.TIMESTAMP_LTZ) {
        out.append('Z');
      }
    }
  }

  /** A number of units since 1970, with a fraction if need be. */
  private static final class Epoch extends TimestampFormat {
    private final String name;
    private final int shift;
    private final int divisor;

    /** A unit is {@code 10^shift / divisor} microseconds. */
    Epoch(String name, int shift, int divisor) {
      this.name = name;
      this.shift = shift;
      this.divisor = divisor;
    }

    @Override
    public long parse(CharSequence text, int from, int to) {
      try {
        // Exact, where a double would lose the microseconds of a time written with a fraction.
        var units = NumberText.parseDecimal(text, from, to);
        return units
            .movePointRight(shift)
            .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.FLOOR)
            .longValueExact();
      } catch (ArithmeticException | RowError e) {
        throw new RowError("'" + text.subSequence(from, to) + "' is not a number of " + name);
      }
    }

    @Override
    public void print(long micros, ByteOutput out) {
      if (divisor != 1) {
        out.appendAscii(BigDecimal.valueOf(micros).movePointRight(3).toPlainString());
      } else {
        out.appendAscii(
            micros % POWERS[shift] == 0
                ? Long.toString(micros / POWERS[shift])
                : BigDecimal.valueOf(micros, shift).stripTrailingZeros().toPlainString());
      }
    }

    @Override
    public boolean isNumber() {
      return true;
    }

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  }

  /** A pattern of java.time. */
  private static final class Pattern extends TimestampFormat {
    private final String pattern;
    private final DateTimeFormatter formatter;

    /** Logs fill up the day of the month with a blank: {@code Apr  1}. */
    private final boolean joinsBlanks;

    Pattern(String option, String pattern, Options options) {
      this.pattern = pattern;
      this.joinsBlanks = !pattern.contains("  ") && pattern.indexOf('p') < 0;
      long year = options.getLong("timestamp.year", 1970, 1, 9999);
      try {
        var builder =
            new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .parseLenient()
                .appendPattern(pattern);
        if (hasNoYear(pattern)) {
          builder.parseDefaulting(ChronoField.YEAR, year);
        }
        this.formatter = builder.toFormatter(Locale.ENGLISH);
        // A first use shows now, not at every row, what the pattern leaves out.
        parse(formatter.format(LocalDateTime.of(2024, 2, 29, 12, 30).atOffset(ZoneOffset.UTC)));
      } catch (IllegalArgumentException | DateTimeException | RowError e) {
        throw new ConnectorException(
            "the option '"
                + option
                + "' is '"
                + pattern
                + "', it takes SQL, ISO, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos or a"
                + " date and time pattern such as 'yyyy-MM-dd HH:mm:ss'",
            e);
      }
    }

    private static boolean hasNoYear(String pattern) {
      var unquoted = pattern.replaceAll("'[^']*'", "");
      return unquoted.indexOf('y') < 0 && unquoted.indexOf('u') < 0 && unquoted.indexOf('Y') < 0;
    }

    private void parse(String sample) {
      parse(sample, 0, sample.length());
    }

    @Override
    public long parse(CharSequence text, int from, int to) {
      var value = text.subSequence(from, to).toString().strip();
      if (joinsBlanks && value.contains("  ")) {
        value = value.replaceAll(" +", " ");
      }
      TemporalAccessor parsed;
      LocalDate date;
      try {
        parsed = formatter.parse(value);
        date = parsed.query(TemporalQueries.localDate());
      } catch (DateTimeParseException e) {
        throw notOne(value);
      }
      var time = parsed.query(TemporalQueries.localTime());
      var zone = parsed.query(TemporalQueries.zone());
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        var instant = OffsetDateTime.ofInstant(java.time.Instant.from(parsed), ZoneOffset.UTC);
        return micros(instant.toLocalDateTime());
      }
      if (date == null) {
        throw notOne(value);
      }
      var local = LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time);
      return micros(
          zone == null
              ? local
              : LocalDateTime.ofInstant(local.atZone(zone).toInstant(), ZoneOffset.UTC));
    }

    private RowError notOne(String value) {
      return new RowError("'" + value + "' is not a timestamp of the form " + pattern);
    }

    private static long micros(LocalDateTime local) {
      return local.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + local.getNano() / 1_000;
    }

    @Override
    public void print(long micros, ByteOutput out) {
      var local =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L),
              (int) Math.floorMod(micros, 1_000_000L) * 1_000,
              ZoneOffset.UTC);
      out.appendUtf8(formatter.format(local.atOffset(ZoneOffset.UTC)));
    }
  }
}
