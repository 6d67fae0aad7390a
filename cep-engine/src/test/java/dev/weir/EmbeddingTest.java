package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine inside a program, with the program's own records and beans. */
final class EmbeddingTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private final Engine engine = Engine.create();

  @AfterEach
  void close() {
    engine.close();
  }

  record Trade(String symbol, double price, @EventTime(lateness = "5 s") Instant at) {}

  record Alert(String symbol, double price) {}

  private List<String> texts(String select) {
    var rows = new ArrayList<String>();
    engine.query(select).onRow(row -> rows.add(row.toString()));
    return rows;
  }

  // ---- the way of an event

  @Test
  void recordsGoInAndComeOut() {
    var trades = engine.stream("trades", Trade.class);
    var alerts = new ArrayList<Alert>();
    engine
        .query("SELECT symbol, price FROM trades WHERE price > 100")
        .as(Alert.class)
        .onEvent(alerts::add);
    trades.send(new Trade("ACME", 101.5, NOON));
    assertThat(alerts).containsExactly(new Alert("ACME", 101.5));
    trades.send(List.of(new Trade("ACME", 99, NOON), new Trade("BOLT", 200, NOON)));
    assertThat(alerts).containsExactly(new Alert("ACME", 101.5), new Alert("BOLT", 200));
  }

  @Test
  void theTimeOfARecordClosesWindows() {
    var trades = engine.stream("trades", Trade.class);
    var rows =
        texts(
            "SELECT symbol, window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(at),"
                + " INTERVAL '1' MINUTE)) GROUP BY symbol, window_start, window_end");
    trades.send(new Trade("A", 1, NOON));
    trades.send(new Trade("A", 2, NOON.plusSeconds(64)));
    assertThat(rows).isEmpty();
    trades.send(new Trade("A", 2, NOON.plusSeconds(59)));
    trades.advanceTo(NOON.plusSeconds(60));
    assertThat(rows).containsExactly("{symbol=A, window_start=2026-01-02T12:00:00.000Z, n=2}");
    trades.close();
    assertThat(rows).hasSize(2);
  }

  @Test
  void optionsTakeThePlaceOfAnnotations() {
    var options = StreamOptions.eventTime("AT", Duration.ofMillis(1500));
    engine.stream("trades", Trade.class, options);
    var made = engine.execute("SHOW CREATE STREAM trades").get(0).getString(0);
    assertThat(made).contains("WATERMARK FOR \"at\" AS \"at\" - INTERVAL '1.5' SECOND");
    assertThat(
            engine.catalog().stream("trades").orElseThrow().stream()
                .watermark()
                .orElseThrow()
                .boundMicros())
        .isEqualTo(1_500_000);
    assertThatThrownBy(
            () ->
                engine.stream("other", Trade.class, StreamOptions.eventTime("when", Duration.ZERO)))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("\"when\" does not exist");
    assertThatThrownBy(() -> StreamOptions.eventTime("at", Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  enum Side {
    BUY,
    SELL
  }

  record Leg(int qty, String venue) {}

  record Everything(
      boolean flag,
      byte b,
      short s,
      int i,
      long l,
      float f,
      double d,
      Boolean flagOrNull,
      Integer intOrNull,
      Long longOrNull,
      Double doubleOrNull,
      String text,
      Side side,
      @SqlColumn(name = "amount", type = "DECIMAL(12, 2)") BigDecimal decimal,
      Instant instant,
      LocalDateTime local,
      LocalDate date,
      LocalTime time,
      Duration span,
      Period months,
      byte[] raw,
      List<Long> list,
      Map<String, Integer> map,
      Leg leg,
      List<Leg> legs) {}

  private static final Everything FULL =
      new Everything(
          true,
          (byte) 1,
          (short) 2,
          3,
          4L,
          5.5f,
          6.25,
          false,
          -7,
          Long.MIN_VALUE,
          -0.5,
          "é",
          Side.SELL,
          new BigDecimal("1.50"),
          Instant.parse("1969-12-31T23:59:59.999999Z"),
          LocalDateTime.parse("1960-02-29T01:02:03.000004"),
          LocalDate.of(1900, 1, 1),
          LocalTime.of(23, 59, 59, 999_999_000),
          Duration.ofSeconds(-1, 5_000),
          Period.of(-1, -2, 0),
          new byte[] {0, -1},
          Arrays.asList(1L, null),
          Map.of("k", 9),
          new Leg(1, "X"),
          List.of(new Leg(2, "Y"), new Leg(3, null)));

  private static final Everything EMPTY =
      new Everything(
          false, (byte) 0, (short) 0, 0, 0, 0, 0, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, null, null, null);

  @Test
  void everyTypeComesBackAsItWasSent() {
    var stream = engine.stream("every", Everything.class);
    var back = new ArrayList<Everything>();
    engine.query("SELECT * FROM every").as(Everything.class).onEvent(back::add);
    stream.send(FULL);
    stream.send(EMPTY);
    assertThat(back.get(0)).usingRecursiveComparison().isEqualTo(FULL);
    assertThat(back.get(1)).isEqualTo(EMPTY);
  }

  @Test
  void rowsGiveEveryTypeAsItsUsualObject() {
    var stream = engine.stream("every", Everything.class);
    var back = new ArrayList<Row>();
    engine.query("SELECT * FROM every").onRow(back::add);
    stream.send(FULL);
    var row = back.get(0);
    assertThat(row.get("f")).isEqualTo(5.5f);
    assertThat(row.get("side")).isEqualTo("SELL");
    assertThat(row.getInstant("INSTANT")).isEqualTo(FULL.instant());
    assertThat(row.getLocalDateTime("local")).isEqualTo(FULL.local());
    assertThat(row.get("span")).isEqualTo(FULL.span());
    assertThat(row.get("months")).isEqualTo(FULL.months());
    assertThat(row.getDecimal("amount")).isEqualTo("1.50");
    assertThat(row.getLong("b")).isEqualTo(1);
    assertThat(row.getInt("i")).isEqualTo(3);
    assertThat(row.getDouble("l")).isEqualTo(4.0);
    assertThat(row.getBoolean("flag")).isTrue();
    assertThat(row.find("text", String.class)).contains("é");
    assertThat(row.get("leg")).isEqualTo(Map.of("qty", 1, "venue", "X"));
    assertThat(row.asMap()).hasSize(25).containsEntry("list", Arrays.asList(1L, null));
    assertThatThrownBy(() -> row.getLong("d"))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("DOUBLE");
    assertThatThrownBy(() -> row.get("nope")).hasMessageContaining("no column \"nope\"");
    stream.send(EMPTY);
    assertThat(back.get(1).isNull("intornull")).isTrue();
    assertThatThrownBy(() -> back.get(1).getLong("longOrNull"))
        .isInstanceOf(NoSuchElementException.class);
    assertThat(back.get(1)).isNotEqualTo(row).isEqualTo(back.get(1)).hasSameHashCodeAs(back.get(1));
  }

  public static final class Reading {
    private String sensor;
    private int degrees;

    public String getSensor() {
      return sensor;
    }

    public void setSensor(String sensor) {
      this.sensor = sensor;
    }

    public int getDegrees() {
      return degrees;
    }

    public void setDegrees(int degrees) {
      this.degrees = degrees;
    }
  }

  @Test
  void beansGoInAndComeOut() {
    var stream = engine.stream("readings", Reading.class);
    var seen = new ArrayList<String>();
    engine
        .query("SELECT degrees + 1 AS DEGREES FROM readings")
        .as(Reading.class)
        .onEvent(r -> seen.add(r.getSensor() + r.getDegrees()));
    var reading = new Reading();
    reading.setSensor("a");
    reading.setDegrees(20);
    stream.send(reading);
    reading.setDegrees(30);
    stream.send(reading);
    assertThat(seen).containsExactly("null21", "null31");
  }

  record Bar(LocalDateTime windowStart, long total) {}

  @Test
  void namesMatchWithoutCaseAndUnderscores() {
    engine.execute("CREATE STREAM s (v INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)");
    var bars = new ArrayList<Bar>();
    engine
        .query(
            "SELECT window_start, SUM(v) AS TOTAL FROM TABLE(TUMBLE(TABLE s, DESCRIPTOR(ts), INTERVAL '1' SECOND))"
                + " GROUP BY window_start, window_end")
        .as(Bar.class)
        .onEvent(bars::add);
    try (var s = engine.stream("s")) {
      s.send(1, "2026-01-02 12:00:00");
      s.send(2L, LocalDateTime.parse("2026-01-02T12:00:00.5"));
    }
    assertThat(bars).containsExactly(new Bar(LocalDateTime.parse("2026-01-02T12:00:00"), 3));
  }

  @Test
  void aQueryOfOneColumnGivesValues() {
    var trades = engine.stream("trades", Trade.class);
    var symbols = new ArrayList<String>();
    engine.query("SELECT symbol FROM trades").as(String.class).onEvent(symbols::add);
    trades.send(new Trade("A", 1, NOON));
    assertThat(symbols).containsExactly("A");
    assertThatThrownBy(() -> engine.query("SELECT symbol, price FROM trades").as(String.class))
        .hasMessageContaining("2 columns");
  }

  // ---- streams declared in SQL

  @Test
  void valuesAreConvertedOrRefused() {
    engine.execute(
        "CREATE STREAM s (i INT, d DECIMAL(4, 1), c VARCHAR(3), a ARRAY<DOUBLE>, b BOOLEAN)");
    var rows = texts("SELECT * FROM s");
    var s = engine.stream("s");
    s.send(1.0, 2, "abc", List.of(1, 2.5f), true);
    s.send(Map.of("i", "7", "D", 1.25));
    assertThat(rows)
        .containsExactly(
            "{i=1, d=2.0, c=abc, a=[1.0, 2.5], b=true}", "{i=7, d=1.3, c=NULL, a=NULL, b=NULL}");
    assertThatThrownBy(() -> s.send(1.5, null, null, null, null))
        .isInstanceOf(ConversionException.class)
        .hasMessage("column \"i\" of stream \"s\" is INTEGER: 1.5 is no whole number that fits");
    assertThatThrownBy(() -> s.send(1L << 40, null, null, null, null))
        .isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> s.send(null, 12345, null, null, null))
        .hasMessageContaining("does not fit DECIMAL(4, 1)");
    assertThatThrownBy(() -> s.send(null, null, "abcd", null, null))
        .hasMessageContaining("column \"c\"");
    assertThatThrownBy(() -> s.send(null, null, null, null, NOON))
        .hasMessageContaining("does not take a Instant");
    assertThatThrownBy(() -> s.send(1, 2))
        .hasMessage("stream \"s\" takes 5 values (i, d, c, a, b), not 2");
    assertThatThrownBy(() -> s.send(Map.of("z", 1))).hasMessageContaining("no column \"z\"");
    assertThat(rows).hasSize(2);
  }

  @Test
  void rowsOfOneQueryFeedAnotherStream() {
    engine.execute("CREATE STREAM s (a INT, b INT); CREATE STREAM t (b BIGINT, x VARCHAR)");
    var t = engine.stream("t");
    var rows = texts("SELECT * FROM t");
    engine.query("SELECT a, b FROM s").onRow(t::send);
    engine.stream("s").send(1, 2);
    assertThat(rows).containsExactly("{b=2, x=NULL}");
  }

  @Test
  void aClassCanFeedAStreamThatWasDeclaredInSql() {
    engine.execute(
        "CREATE STREAM trades (price DOUBLE, at TIMESTAMP(3), symbol VARCHAR, twice AS price * 2)");
    var rows = texts("SELECT * FROM trades");
    engine.stream("trades", Trade.class).send(new Trade("A", 1.5, NOON.plusNanos(1_999_000)));
    assertThat(rows)
        .containsExactly("{price=1.5, at=2026-01-02 12:00:00.002, symbol=A, twice=3.0}");
  }

  // ---- what does not fit

  record Whole(int price) {}

  record Stranger(String symbol, String trader) {}

  record Odd(Thread thread) {}

  record TwoTimes(@EventTime Instant a, @EventTime Instant b) {}

  @Test
  void whatDoesNotFitIsToldWhenTheTwoArePutTogether() {
    var trades = engine.stream("trades", Trade.class);
    assertThatThrownBy(() -> engine.query("SELECT price FROM trades").as(Whole.class))
        .isInstanceOf(ConversionException.class)
        .hasMessage(
            "column \"price\" is DOUBLE, \"price\" of Whole is int, which does not take that; double does");
    assertThatThrownBy(() -> engine.query("SELECT symbol FROM trades").as(Stranger.class))
        .hasMessage("\"trader\" of Stranger is no column of the query, which has symbol");
    assertThatThrownBy(() -> engine.stream("trades", Alert.class))
        .hasMessageContaining("column \"at\" has no counterpart");
    assertThatThrownBy(() -> engine.stream("odd", Odd.class))
        .hasMessageContaining("java.lang.Thread");
    assertThatThrownBy(() -> engine.stream("two", TwoTimes.class))
        .hasMessageContaining("two components");
    assertThat(engine.catalog().stream("odd")).isEmpty();
    // The stream that was not taken is as it was.
    var rows = texts("SELECT symbol FROM trades");
    trades.send(new Trade("A", 1, NOON));
    assertThat(rows).hasSize(1);
  }

  record Amount(@SqlColumn(type = "DECIMAL(3, 1)") BigDecimal amount, Side side) {}

  @Test
  void aValueThatDoesNotFitIsRefusedWithItsColumn() {
    var amounts = engine.stream("amounts", Amount.class);
    var rows = texts("SELECT * FROM amounts");
    assertThatThrownBy(
            () ->
                amounts.send(
                    List.of(
                        new Amount(BigDecimal.ONE, null), new Amount(new BigDecimal(123), null))))
        .isInstanceOf(ConversionException.class)
        .hasMessage("column \"amount\": 123 does not fit DECIMAL(3, 1)");
    assertThat(rows).isEmpty();
    assertThatThrownBy(() -> amounts.send((Amount) null)).isInstanceOf(NullPointerException.class);
  }

  record Price(double price) {}

  record OfSide(Side side) {}

  @Test
  void aNullOrAnUnknownConstantIsRefusedWhenItComes() {
    engine.execute("CREATE STREAM s (price DOUBLE, side VARCHAR)");
    var prices = engine.query("SELECT price FROM s").as(Price.class).onEvent(p -> {});
    var s = engine.stream("s");
    assertThatThrownBy(() -> s.send(null, "BUY"))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("column \"price\" is NULL");
    prices.close();
    var sides = new ArrayList<OfSide>();
    engine.query("SELECT side FROM s").as(OfSide.class).onEvent(sides::add);
    s.send(null, "BUY");
    assertThatThrownBy(() -> s.send(null, "HOLD"))
        .hasMessageContaining("\"HOLD\" is no constant of");
    assertThat(sides).containsExactly(new OfSide(Side.BUY));
  }

  // ---- the life of a query

  @Test
  void aQueryStartsWithItsFirstConsumerAndEndsOnce() {
    var trades = engine.stream("trades", Trade.class);
    var query = engine.query("SELECT symbol FROM trades LIMIT 2");
    trades.send(new Trade("unseen", 1, NOON));
    var first = new ArrayList<String>();
    var ends = new ArrayList<String>();
    query.onEnd(() -> ends.add("end")).onRow(row -> first.add(row.getString(0)));
    trades.send(new Trade("A", 1, NOON));
    var second = new ArrayList<String>();
    query.onRow(row -> second.add(row.getString(0)));
    assertThat(query.hasEnded()).isFalse();
    trades.send(List.of(new Trade("B", 1, NOON), new Trade("C", 1, NOON)));
    assertThat(first).containsExactly("A", "B");
    assertThat(second).containsExactly("B");
    query.close();
    query.close();
    assertThat(ends).containsExactly("end");
    assertThat(query.hasEnded()).isTrue();
    assertThatThrownBy(() -> query.onRow(row -> {})).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aConstantQueryGivesItsRowsToTheFirstConsumer() {
    var rows = texts("VALUES (1), (2)");
    assertThat(rows).hasSize(2);
  }

  @Test
  void aQueryOfAStreamThatIsGoneDoesNotStart() {
    engine.execute("CREATE STREAM s (v INT)");
    var query = engine.query("SELECT v FROM s");
    engine.execute("DROP STREAM s");
    assertThatThrownBy(() -> query.onRow(row -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stream \"s\" has been changed");
  }

  @Test
  void executeGivesTheRowsOfStatementsThatAnswer() {
    assertThat(engine.execute("CREATE STREAM s (v INT)")).isEmpty();
    assertThat(engine.execute("VALUES (1, 'a')").get(0).get(1)).isEqualTo("a");
    assertThatThrownBy(() -> engine.execute("SELEC 1")).isInstanceOf(SqlException.class);
    assertThatThrownBy(() -> engine.query("CREATE STREAM t (v INT)"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
