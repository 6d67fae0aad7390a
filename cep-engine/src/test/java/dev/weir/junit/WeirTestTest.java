package dev.weir.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Engine;
import dev.weir.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** Tests of rules whose time the test moves. */
final class WeirTestTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static Engine given;

  record Order(String id, String kind, @EventTime(lateness = "10 s") Instant at) {}

  @WeirTest
  void whatStaysOutIsSettledByTimeAlone(Engine engine, Engine same) {
    assertThat(same).isSameAs(engine);
    given = engine;
    var orders = engine.stream("orders", Order.class);
    var unpaid =
        engine
            .query(
                "SELECT id FROM orders MATCH_RECOGNIZE (PARTITION BY id ORDER BY at MEASURES O.kind AS kind"
                    + " PATTERN (O -> !P FOR INTERVAL '5' MINUTE) DEFINE O AS kind = 'open', P AS kind = 'pay')")
            .as(String.class)
            .iterator();
    orders.send(List.of(new Order("a", "open", NOON), new Order("b", "open", NOON.plusSeconds(1))));
    orders.send(new Order("b", "pay", NOON.plusSeconds(60)));
    engine.advance(Duration.ofMinutes(4));
    assertThat(unpaid.hasNext()).isFalse();
    engine.advance(Duration.ofSeconds(11));
    assertThat(unpaid.next()).isEqualTo("a");
    assertThat(unpaid.hasNext()).isFalse();
    // What comes now is late by what time has gone on.
    orders.send(new Order("c", "open", NOON.plusSeconds(290)));
    assertThat(engine.lateCounts()).containsEntry("orders", 1L);
  }

  @AfterAll
  static void theEngineIsClosedAfterTheTest() {
    assertThatThrownBy(() -> given.query("VALUES (1)")).hasMessage("the engine is closed");
  }

  @WeirTest(start = "2030-05-06T07:08:09Z")
  void processingTimeIsMovedToo(Engine engine) {
    engine.execute("CREATE STREAM pings (v INTEGER, at AS PROCTIME())");
    var counts =
        engine
            .query(
                "SELECT window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE pings, DESCRIPTOR(at),"
                    + " INTERVAL '1' MINUTE)) GROUP BY window_start, window_end")
            .iterator();
    var pings = engine.stream("pings");
    pings.send(1);
    pings.send(2);
    engine.advance(Duration.ofSeconds(50));
    assertThat(counts.hasNext()).isFalse();
    engine.advance(Duration.ofSeconds(1));
    var row = counts.next();
    assertThat(row.getLong("n")).isEqualTo(2);
    assertThat(row.getInstant("window_end")).isEqualTo("2030-05-06T07:09:00Z");
    assertThatThrownBy(() -> engine.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @WeirTest
  void timeThatGoesOnFromWithinAHandlerComesBehindTheRows(Engine engine) {
    var orders = engine.stream("orders", Order.class);
    var seen = new java.util.ArrayList<String>();
    engine
        .query("SELECT id FROM orders")
        .as(String.class)
        .onEvent(
            id -> {
              seen.add(id);
              if (id.equals("a")) {
                engine.advance(Duration.ofMinutes(2));
              }
            });
    engine
        .query(
            "SELECT COUNT(*) AS n FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(at), INTERVAL '1' MINUTE))"
                + " GROUP BY window_start, window_end")
        .onRow(row -> seen.add(row.toString()));
    orders.send(List.of(new Order("a", "open", NOON), new Order("b", "open", NOON.plusSeconds(5))));
    assertThat(seen).containsExactly("a", "b", "{n=2}");
  }
}
