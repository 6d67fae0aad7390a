package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries whose constants a program gives. */
final class PreparedQueryTest {
  private final Engine engine = Engine.create();
  private RowStream trades;

  @BeforeEach
  void declare() {
    engine.execute(
        "CREATE STREAM trades (symbol VARCHAR, price DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)");
    trades = engine.stream("trades");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static List<Object> first(Query query) {
    var values = new ArrayList<>();
    query.onRow(row -> values.add(row.get(0)));
    return values;
  }

  @Test
  void oneTextServesForManyValues() {
    var dear = engine.prepare("SELECT symbol FROM trades WHERE price > :Least AND symbol <> :but");
    var some = first(dear.bind("least", 100).bind("BUT", "B").query());
    var few = first(dear.bind("least", new BigDecimal("1000.5")).bind("but", "").query());
    trades.send("A", 200, null);
    trades.send("B", 200, "2026-01-01 00:00:00");
    trades.send("A", 200, "2026-01-01 00:00:00");
    trades.send("B", 2000, "2026-01-01 00:00:00");
    assertThat(some).containsExactly("A");
    assertThat(few).containsExactly("B");
  }

  @Test
  void aTextTakesTheTypeOfItsSurroundings() {
    var since = engine.prepare("SELECT symbol FROM trades WHERE ts >= ? AND symbol IN (?, ?)");
    var bound = since.bind(2, "A").bind(3, null);
    var byText = first(bound.bind(1, "2026-01-02 00:00:00").query());
    var byTime = first(bound.bind(1, LocalDateTime.parse("2026-01-02T00:00:00")).query());
    trades.send("A", 1, "2026-01-01 00:00:00");
    trades.send("A", 1, "2026-01-02 00:00:00");
    trades.send("B", 1, "2026-01-03 00:00:00");
    assertThat(byText).containsExactly("A").isEqualTo(byTime);
  }

  @Test
  void whatDoesNotFitIsToldWithItsPlace() {
    var query = engine.prepare("SELECT symbol FROM trades WHERE price > ?");
    assertThatThrownBy(query::query)
        .isInstanceOf(SqlException.class)
        .hasMessage("parameter ? number 1 has no value");
    assertThatThrownBy(() -> query.bind(1, true).query()).isInstanceOf(SqlException.class);
    assertThatThrownBy(() -> query.bind(1, 1).bind(2, 2).query())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the query has no parameter 2");
    assertThatThrownBy(() -> query.bind(1, new Thread())).isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> query.bind(1, new BigDecimal("1e50")))
        .isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> engine.query("SELECT symbol FROM trades WHERE price > :x"))
        .hasMessage("parameter :x has no value");
    assertThatThrownBy(() -> engine.prepare("SELEC ?")).isInstanceOf(SqlException.class);
    assertThatThrownBy(() -> engine.prepare("DROP STREAM trades"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
