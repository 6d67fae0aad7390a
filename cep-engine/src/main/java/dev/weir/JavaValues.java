package dev.weir;

import dev.weir.event.RowError;
import dev.weir.type.Bytes;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of SQL, in the representation of {@link dev.weir.type.Storage}, and the objects that a Java program has for
 * them. Finer fractions of a second than microseconds are cut off.
 */
final class JavaValues {
  private static final long SECOND = 1_000_000;

  private JavaValues() {}

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano() / 1_000);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
  }

  static long localMicros(LocalDateTime time) {
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), SECOND), time.getNano() / 1_000);
  }

  static LocalDateTime localDateTime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, SECOND), (int) Math.floorMod(micros, SECOND) * 1_000, ZoneOffset.UTC);
  }

  static int days(LocalDate date) {
    return Math.toIntExact(date.toEpochDay());
  }

  static LocalDate localDate(int days) {
    return LocalDate.ofEpochDay(days);
  }

  static long timeMicros(LocalTime time) {
    return time.toNanoOfDay() / 1_000;
  }

  static LocalTime localTime(long micros) {
    return LocalTime.ofNanoOfDay(micros * 1_000);
  }

  static long durationMicros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), SECOND), duration.getNano() / 1_000);
  }

  static Duration duration(long micros) {
    return Duration.ofSeconds(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
  }

  static long months(Period period) {
    if (period.getDays() != 0) {
      throw new RowError("a period of days is no year-month interval: " + period);
    }
    return period.toTotalMonths();
  }

  static Period period(long months) {
    return Period.of(Math.toIntExact(months / 12), (int) (months % 12), 0);
  }

  static Object bytes(byte[] content) {
    return new Bytes(content);
  }

  static byte[] byteArray(Object bytes) {
    return ((Bytes) bytes).toArray();
  }

  static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value);
  }

  /** Rounds half up, as a cast does. */
  static Object decimal(BigDecimal value, int precision, int scale) {
    var rounded = value.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > precision) {
      throw new RowError(value + " does not fit DECIMAL(" + precision + ", " + scale + ")");
    }
    return rounded;
  }

  static Object text(String text, int length) {
    if (text.codePointCount(0, text.length()) > length) {
      throw new RowError("a text of " + text.length() + " characters does not fit " + length);
    }
    return text;
  }

  static Object name(Enum<?> constant) {
    return constant.name();
  }

  static Object constant(Class<?> type, Object name) {
    for (var constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new RowError("\"" + name + "\" is no constant of " + type.getName());
  }

  /**
   * The usual Java object for a boxed value: {@code null}, Boolean, Integer (also for TINYINT and SMALLINT), Long,
   * Float, Double, BigDecimal, String, byte[], LocalDate, LocalTime, LocalDateTime, Instant, Duration, Period; List,
   * and Map, of these, a ROW as a Map by the names of its fields.
   */
  static Object toJava(Object value, DataType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case DATE -> localDate((Integer) value);
      case TIME -> localTime((Long) value);
      case TIMESTAMP -> localDateTime((Long) value);
      case TIMESTAMP_LTZ -> instant((Long) value);
      case INTERVAL_DAY_TIME -> duration((Long) value);
      case INTERVAL_YEAR_MONTH -> period((Long) value);
      case REAL -> ((Double) value).floatValue();
      case VARBINARY -> byteArray(value);
      case ARRAY -> list((List<?>) value, type.element());
      case MAP -> map((Map<?, ?>) value, type);
      case ROW -> row((RowValue) value, type);
      case NULL,
          BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          DOUBLE,
          DECIMAL,
          CHAR,
          VARCHAR,
          JSON ->
          value;
    };
  }

  private static List<Object> list(List<?> values, DataType element) {
    var list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(toJava(value, element)));
    return Collections.unmodifiableList(list);
  }

  private static Map<Object, Object> map(Map<?, ?> values, DataType type) {
    var map = new LinkedHashMap<>();
    values.forEach(
        (key, value) ->
            map.put(toJava(key, type.children().get(0)), toJava(value, type.children().get(1))));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> row(RowValue row, DataType type) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < row.fields().size(); i++) {
      map.put(type.names().get(i), toJava(row.fields().get(i), type.children().get(i)));
    }
    return Collections.unmodifiableMap(map);
  }
}
