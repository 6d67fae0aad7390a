package dev.weir.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.event.RowError;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CastsTest {
  private static final Map<String, DataType> TYPES = new LinkedHashMap<>();

  static {
    for (var type :
        List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.REAL,
            DataType.DOUBLE,
            DataType.VARCHAR,
            DataType.VARBINARY,
            DataType.DATE,
            DataType.JSON)) {
      TYPES.put(type.toString(), type);
    }
    TYPES.put("VARCHAR(3)", DataType.varchar(3));
    TYPES.put("CHAR(5)", DataType.character(5));
    TYPES.put("DECIMAL(5;2)", DataType.decimal(5, 2));
    TYPES.put("DECIMAL(10;1)", DataType.decimal(10, 1));
    TYPES.put("TIME", DataType.TIME);
    TYPES.put("TIMESTAMP", DataType.timestamp(6));
    TYPES.put("TIMESTAMP(3)", DataType.timestamp(3));
    TYPES.put("TIMESTAMP(0)", DataType.timestamp(0));
    TYPES.put("TIMESTAMP_LTZ", DataType.timestampLtz(6));
    TYPES.put("DAYTIME", DataType.INTERVAL_DAY_TIME);
    TYPES.put("YEARMONTH", DataType.INTERVAL_YEAR_MONTH);
  }

  /** Text into {@code through}, then into {@code to}, then into text again. */
  @ParameterizedTest
  @CsvSource({
    "'12', INTEGER, BIGINT, 12",
    "'-128', TINYINT, SMALLINT, -128",
    "' 7 ', INTEGER, INTEGER, 7",
    "'2.5', DECIMAL(10;1), INTEGER, 3",
    "'-2.5', DECIMAL(10;1), INTEGER, -3",
    "'2.5', DOUBLE, INTEGER, 2",
    "'3.5', DOUBLE, BIGINT, 4",
    "'-0.5', DOUBLE, BIGINT, 0",
    "'1.005', DECIMAL(5;2), DECIMAL(5;2), 1.01",
    "'-1.005', DECIMAL(5;2), DECIMAL(5;2), -1.01",
    "'0.15', DOUBLE, DECIMAL(10;1), 0.2",
    "'1e2', DOUBLE, VARCHAR, 100.0",
    "'1e2', DECIMAL(5;2), VARCHAR, 100.00",
    "'0.1', REAL, VARCHAR, 0.1",
    "'0.1', REAL, DECIMAL(10;1), 0.1",
    "'16777217', INTEGER, REAL, 16777216.0",
    "'infinity', DOUBLE, VARCHAR, Infinity",
    "'-inf', DOUBLE, VARCHAR, -Infinity",
    "'NaN', DOUBLE, REAL, NaN",
    "'yes', BOOLEAN, INTEGER, 1",
    "'of', BOOLEAN, VARCHAR, false",
    "'T', BOOLEAN, VARCHAR, true",
    "'0', INTEGER, BOOLEAN, false",
    "'5', BIGINT, BOOLEAN, true",
    "'abcdef', VARCHAR, VARCHAR(3), abc",
    "'ab', VARCHAR, CHAR(5), 'ab   '",
    "'12345', INTEGER, VARCHAR(3), 123",
    "'2026-01-02', DATE, TIMESTAMP, 2026-01-02 00:00:00.000",
    "'2026-01-02', DATE, TIMESTAMP_LTZ, 2026-01-02T00:00:00.000Z",
    "'2026-01-02 03:04', TIMESTAMP, DATE, 2026-01-02",
    "'2026-01-02T03:04:05.678', TIMESTAMP, VARCHAR, 2026-01-02 03:04:05.678",
    "'2026-01-02 03:04:05', TIMESTAMP, TIME, 03:04:05.000",
    "'2026-01-02 03:04:05.123456789', TIMESTAMP, VARCHAR, 2026-01-02 03:04:05.123457",
    "'2026-01-02 03:04:05.6785', TIMESTAMP, TIMESTAMP(3), 2026-01-02 03:04:05.679",
    "'2026-12-31 23:59:59.5', TIMESTAMP, TIMESTAMP(0), 2027-01-01 00:00:00.000",
    "'1969-12-31 23:59:59.9', TIMESTAMP, VARCHAR, 1969-12-31 23:59:59.900",
    "'2026-01-02T03:04:05+09:00', TIMESTAMP_LTZ, VARCHAR, 2026-01-01T18:04:05.000Z",
    "'2026-01-02T03:04:05Z', TIMESTAMP_LTZ, TIMESTAMP, 2026-01-02 03:04:05.000",
    "'2026-01-02 03:04:05-0330', TIMESTAMP, VARCHAR, 2026-01-02 06:34:05.000",
    "'2026-01-02 03:04:05,678', TIMESTAMP, VARCHAR, 2026-01-02 03:04:05.678",
    "'2026-01-02', TIMESTAMP, VARCHAR, 2026-01-02 00:00:00.000",
    "'2024-02-29 24:00:00', TIMESTAMP, VARCHAR, 2024-03-01 00:00:00.000",
    "'0001-01-01', DATE, VARCHAR, 0001-01-01",
    "'1 day 2 hours', DAYTIME, VARCHAR, 1 day 02:00:00",
    "'1:30', DAYTIME, VARCHAR, 01:30:00",
    "'-1 02:00:00', DAYTIME, VARCHAR, -1 days -02:00:00",
    "'500 milliseconds', DAYTIME, VARCHAR, 00:00:00.5",
    "'5 minutes ago', DAYTIME, VARCHAR, -00:05:00",
    "'1-6', YEARMONTH, VARCHAR, 1 year 6 mons",
    "'18 months', YEARMONTH, VARCHAR, 1 year 6 mons",
    "'0 months', YEARMONTH, VARCHAR, 0 mons",
    "'\\x00ff', VARBINARY, VARCHAR, \\x00ff",
    "'ab', VARBINARY, VARCHAR, \\x6162",
    "'[1,2]', JSON, VARCHAR, '[1,2]'",
    "'12', JSON, INTEGER, 12",
    "'1e2', JSON, INTEGER, 100",
    "'\"2026-01-02\"', JSON, DATE, 2026-01-02",
    "'2026-01-02', DATE, JSON, '\"2026-01-02\"'",
  })
  void converts(String text, String through, String to, String expected) {
    var first = TYPES.get(through);
    var second = TYPES.get(to);
    var value = Casts.cast(text, DataType.VARCHAR, first);
    var result = Casts.cast(value, first, second);
    assertThat(ValueFormat.format(result, second)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "abc | INTEGER | 'abc' is not an INTEGER",
        "`` | INTEGER | '' is not an INTEGER",
        "- | BIGINT | '-' is not a BIGINT",
        "1.5 | INTEGER | '1.5' is not an INTEGER",
        "300 | TINYINT | 300 is out of range for TINYINT",
        "99999999999999999999 | BIGINT | 99999999999999999999 is out of range for BIGINT",
        "9223372036854775808 | BIGINT | 9223372036854775808 is out of range for BIGINT",
        "9999999999999999999x | BIGINT | '9999999999999999999x' is not a BIGINT",
        "1e400 | DOUBLE | 1e400 is out of range for DOUBLE",
        "1f | DOUBLE | '1f' is not a DOUBLE",
        "0x10 | DOUBLE | '0x10' is not a DOUBLE",
        "1e | DOUBLE | '1e' is not a DOUBLE",
        "1000 | DECIMAL(5;2) | 1000 is out of range for DECIMAL(5, 2)",
        "1e9999999 | DECIMAL(5;2) | 1e9999999 is out of range for DECIMAL",
        "o | BOOLEAN | 'o' is not a BOOLEAN",
        "2026-02-30 | DATE | '2026-02-30' is not a DATE: there is no such day",
        "2026-01-02 25:00 | TIMESTAMP | '2026-01-02 25:00' is not a TIMESTAMP: there is no such time of day",
        "yesterday | TIMESTAMP | 'yesterday' is not a TIMESTAMP",
        "2026-01-02 03:04:05 Mars | TIMESTAMP | '2026-01-02 03:04:05 Mars' is not a TIMESTAMP",
        "5 parsecs | DAYTIME | '5 parsecs' is not an INTERVAL",
        "1 month | DAYTIME | '1 month' has years or months, which have no fixed length",
        "5 days | YEARMONTH | '5 days' has units other than years and months",
        "{ | JSON | '{' is not JSON: the error is at line 1, column 2",
      })
  void refuses(String text, String to, String message) {
    assertThatThrownBy(() -> Casts.cast(text, DataType.VARCHAR, TYPES.get(to)))
        .isInstanceOf(RowError.class)
        .hasMessage(message);
  }

  @Test
  void leastAndGreatestLongsAreRead() {
    for (long value : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE}) {
      assertThat(NumberText.parseLong(Long.toString(value))).isEqualTo(value);
    }
  }

  @Test
  void doublesOutsideOfLongsAreRefused() {
    assertThatThrownBy(() -> ValueCasts.doubleToBigint(0x1p63)).isInstanceOf(RowError.class);
    assertThatThrownBy(() -> ValueCasts.doubleToBigint(Double.NaN)).isInstanceOf(RowError.class);
    assertThat(ValueCasts.doubleToBigint(-0x1p63)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void collectionsConvertElementByElement() {
    var from = DataType.array(DataType.INTEGER);
    var to = DataType.array(DataType.VARCHAR);
    assertThat(Casts.cast(Arrays.asList(1, null, 3), from, to))
        .isEqualTo(Arrays.asList("1", null, "3"));

    var row =
        DataType.row(List.of("a", "b"), List.of(DataType.INTEGER, DataType.array(DataType.BIGINT)));
    String json = "{\"B\":[1,null],\"a\":7}";
    var value = Casts.cast(json, DataType.JSON, row);
    assertThat(value).isEqualTo(new RowValue(List.of(7, Arrays.asList(1L, null))));
    assertThat(Casts.cast(value, row, DataType.JSON)).isEqualTo("{\"a\":7,\"b\":[1,null]}");
  }

  /** Every method that generated code is told to call exists, and does what the boxed cast does. */
  @Test
  void directMethodsAgreeWithBoxedCasts() throws Exception {
    var samples =
        List.of("0", "1", "-7", "12.5", "true", "2026-01-02", "03:04:05", "5 minutes", "3 months");
    int compared = 0;
    for (var from : TYPES.values()) {
      for (var to : TYPES.values()) {
        if (!Casts.canCast(from, to)) {
          continue;
        }
        var direct = Casts.direct(from, to);
        for (var sample : samples) {
          Object value;
          try {
            value = Casts.cast(sample, DataType.VARCHAR, from);
          } catch (RowError e) {
            continue;
          }
          var expected = outcome(() -> Casts.cast(value, from, to));
          if (Casts.isIdentity(from, to)) {
            assertThat(expected).isEqualTo(value);
          }
          if (direct.isPresent()) {
            Method method = method(direct.get(), from);
            var arguments =
                Stream.concat(Stream.of(value), direct.get().constants().stream()).toArray();
            assertThat(outcome(() -> method.invoke(null, arguments)))
                .describedAs("%s of %s to %s", sample, from, to)
                .isEqualTo(expected);
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  private static Method method(Casts.Direct direct, DataType from) {
    return Arrays.stream(ValueCasts.class.getMethods())
        .filter(
            m ->
                m.getName().equals(direct.method())
                    && m.getParameterCount() == 1 + direct.constants().size())
        .findFirst()
        .orElseThrow(() -> new AssertionError(direct + " for " + from));
  }

  private static Object outcome(java.util.concurrent.Callable<Object> call) throws Exception {
    try {
      return call.call();
    } catch (java.lang.reflect.InvocationTargetException e) {
      return e.getCause().getMessage();
    } catch (RowError e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1,
        -1,
        0.1,
        100,
        1e15,
        9.99e14,
        1e-5,
        9.9e-6,
        123456.789,
        0.3,
        1e23,
        2e-3,
        4.9e-324,
        Double.MAX_VALUE,
        0.1 + 0.2,
        1 / 3.0,
        1e9,
        999999999.999999,
        5e-4
      })
  void doublesReadBack(double value) {
    String text = ValueFormat.formatDouble(value);
    assertThat(Double.doubleToLongBits(NumberText.parseDouble(text)))
        .isEqualTo(Double.doubleToLongBits(value));
  }

  @Test
  void randomDoublesReadBackAndAreShortest() {
    var random = new java.util.Random(7);
    for (int i = 0; i < 100_000; i++) {
      double value =
          i % 2 == 0
              ? Double.longBitsToDouble(random.nextLong())
              : Math.round(random.nextDouble() * 1e9) / 1e4;
      String text = ValueFormat.formatDouble(value);
      double back = NumberText.parseDouble(text);
      assertThat(Double.doubleToLongBits(back))
          .describedAs(text)
          .isEqualTo(Double.doubleToLongBits(value));
      if (Double.isFinite(value)) {
        assertThat(new BigDecimal(text).stripTrailingZeros().precision())
            .isLessThanOrEqualTo(
                new BigDecimal(Double.toString(value)).stripTrailingZeros().precision());
      }
    }
  }

  /** Random text never does anything but read or refuse, and agrees with the JDK where both read. */
  @Test
  void parsersSurviveNoise() {
    var random = new java.util.Random(11);
    String alphabet = "0123456789+-.eE:TZ /ainfty'\u00e9";
    var slice = new CharSlice();
    for (int i = 0; i < 200_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 12 : alphabet.length())));
      }
      String noise = text.toString();
      char[] padded = ("##" + noise + "##").toCharArray();
      slice.set(padded, 2, 2 + noise.length());
      var asDouble = read(() -> NumberText.parseDouble(noise));
      assertThat(read(() -> NumberText.parseDouble(slice, 0, slice.length()))).isEqualTo(asDouble);
      if (asDouble instanceof Double value) {
        String plain = noise.strip();
        if (!plain.matches("(?i)[+-]?(inf.*|nan)")) {
          assertThat(value).isEqualTo(Double.parseDouble(plain));
        }
      }
      var asLong = read(() -> NumberText.parseLong(noise));
      if (asLong instanceof Long value) {
        assertThat(value).isEqualTo(Long.parseLong(noise.strip()));
      }
      var decimal = read(() -> NumberText.parseDecimal(noise, 0, noise.length()));
      if (decimal instanceof BigDecimal value) {
        assertThat(value).isEqualByComparingTo(new BigDecimal(noise.strip()));
      }
      read(() -> TimeText.parseTimestamp(noise));
      read(() -> TimeText.parseTime(noise));
      read(() -> TimeText.parseDate("2026-0" + noise));
      read(() -> NumberText.parseBoolean(noise));
      read(() -> Intervals.parseDayTime(noise));
      read(() -> Intervals.parseYearMonth(noise));
    }
  }

  private static Object read(java.util.function.Supplier<Object> parser) {
    try {
      return parser.get();
    } catch (RowError e) {
      return null;
    }
  }

  @Test
  void daysAgreeWithTheJdkCalendar() {
    for (long day = -800_000; day < 800_000; day += 37) {
      var date = java.time.LocalDate.ofEpochDay(day);
      assertThat(TimeText.daysOf(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
          .isEqualTo((int) day);
      long packed = TimeText.dateOf(day);
      assertThat(List.of(TimeText.yearOf(packed), TimeText.monthOf(packed), TimeText.dayOf(packed)))
          .isEqualTo(List.of(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
    }
  }

  @Test
  void commonTypesHoldBoth() {
    assertThat(common(DataType.INTEGER, DataType.DOUBLE)).isEqualTo(DataType.DOUBLE);
    assertThat(common(DataType.NULL, DataType.DATE)).isEqualTo(DataType.DATE);
    assertThat(common(DataType.decimal(5, 2), DataType.INTEGER)).isEqualTo(DataType.decimal(12, 2));
    assertThat(common(DataType.decimal(38, 0), DataType.decimal(38, 10)))
        .isEqualTo(DataType.decimal(38, 0));
    assertThat(common(DataType.DATE, DataType.timestamp(3))).isEqualTo(DataType.timestamp(3));
    assertThat(common(DataType.character(3), DataType.varchar(5))).isEqualTo(DataType.varchar(5));
    assertThat(Casts.commonType(List.of(DataType.BOOLEAN, DataType.INTEGER))).isEmpty();
    var types = new ArrayList<>(TYPES.values());
    for (var a : types) {
      for (var b : types) {
        Casts.commonType(List.of(a, b))
            .ifPresent(
                c -> {
                  assertThat(Casts.canCast(a, c)).isTrue();
                  assertThat(Casts.canCast(b, c)).isTrue();
                });
      }
    }
  }

  private static DataType common(DataType a, DataType b) {
    return Casts.commonType(List.of(a, b)).orElseThrow();
  }

  @Test
  void wideningNeverFails() {
    assertThat(Casts.canWiden(DataType.INTEGER, DataType.BIGINT)).isTrue();
    assertThat(Casts.canWiden(DataType.BIGINT, DataType.INTEGER)).isFalse();
    assertThat(Casts.canWiden(DataType.BIGINT, DataType.decimal(18, 0))).isFalse();
    assertThat(Casts.canWiden(DataType.decimal(5, 2), DataType.decimal(6, 2))).isTrue();
    assertThat(Casts.canWiden(DataType.DOUBLE, DataType.REAL)).isFalse();
    assertThat(Casts.canWiden(DataType.VARCHAR, DataType.INTEGER)).isFalse();
    assertThat(Casts.canWiden(DataType.timestamp(3), DataType.timestamp(6))).isTrue();
    assertThat(Casts.canWiden(DataType.array(DataType.INTEGER), DataType.array(DataType.DOUBLE)))
        .isTrue();
  }
}
