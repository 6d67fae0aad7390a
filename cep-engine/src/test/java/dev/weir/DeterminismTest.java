package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.diagnostic.Source;
import dev.weir.event.Event;
import dev.weir.time.VirtualClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same events give the same rows, in whatever batches and order within the bound they arrive. */
final class DeterminismTest {
  private static final int ROWS = 1_500;
  private static final long MILLISECOND = 1_000;
  private static final long BOUND = 2_000 * MILLISECOND;

  private static final String DEFINITIONS =
      "CREATE STREAM s (k VARCHAR, v INTEGER, ts TIMESTAMP(3),"
          + " WATERMARK FOR ts AS ts - INTERVAL '2' SECOND);"
          + "CREATE STREAM t (k VARCHAR, v INTEGER, ts TIMESTAMP(3),"
          + " WATERMARK FOR ts AS ts - INTERVAL '2' SECOND);";

  static List<String> queries() {
    return List.of(
        "SELECT k, window_start, count(*), sum(v), avg(v * 0.1e0), first_value(v), array_agg(v)"
            + " FROM TUMBLE(s, INTERVAL '3' SECOND) GROUP BY k, window_start, window_end",
        "SELECT window_end, stddev_pop(v), max(v) FROM HOP(s, DESCRIPTOR(ts), INTERVAL '1' SECOND,"
            + " INTERVAL '5' SECOND) GROUP BY window_start, window_end",
        "SELECT k, window_start, window_end, string_agg(k, '') FROM SESSION(TABLE s PARTITION BY k,"
            + " DESCRIPTOR(ts), INTERVAL '700' MILLISECOND) GROUP BY k, window_start, window_end",
        "SELECT k, v, avg(v * 0.1e0) OVER (PARTITION BY k ORDER BY ts RANGE BETWEEN INTERVAL '2'"
            + " SECOND PRECEDING AND CURRENT ROW), sum(v) OVER (PARTITION BY k ORDER BY ts ROWS"
            + " BETWEEN 9 PRECEDING AND CURRENT ROW), lead(v) OVER (PARTITION BY k ORDER BY ts) FROM s",
        "SELECT * FROM s ORDER BY ts",
        "SELECT k, window_start, window_end, count(*) FROM TUMBLE_ROWS(TABLE s PARTITION BY k, 10)"
            + " GROUP BY k, window_start, window_end",
        "SELECT k, v FROM (SELECT k, v, ts FROM s UNION ALL SELECT k, -v, ts FROM t) ORDER BY ts",
        "SELECT k, window_end, first_value(v), last_value(v) FROM TUMBLE((SELECT k, v, ts FROM s"
            + " WHERE v > 10 UNION ALL SELECT k, -v, ts FROM t), DESCRIPTOR(ts), INTERVAL '2' SECOND)"
            + " GROUP BY k, window_start, window_end");
  }

  private record Row(String k, int v, long time) {}

  /** No two rows of one stream have one time: of those, arrival would decide. */
  private static List<Row> rows(Random random) {
    var rows = new ArrayList<Row>();
    long time = 0;
    for (int i = 0; i < ROWS; i++) {
      time += (1 + random.nextInt(random.nextInt(10) == 0 ? 900 : 60)) * MILLISECOND;
      rows.add(new Row("k" + random.nextInt(5), random.nextInt(100), time));
    }
    return rows;
  }

  /** Another order of arrival in which no row is late. */
  private static List<Row> shuffled(List<Row> rows, Random random) {
    record Arrival(Row row, long at) {}
    return rows.stream()
        .map(row -> new Arrival(row, row.time() + random.nextLong(BOUND)))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::row)
        .toList();
  }

  private static List<String> run(String select, List<Row> s, List<Row> t, int batch) {
    var results = new RecordingHandler();
    try (var engine = Engine.builder().clock(new VirtualClock(0)).build()) {
      engine.execute(Source.of(DEFINITIONS), results);
      engine.start("q", Source.of(select), results);
      var first = engine.input("s");
      var second = engine.input("t");
      for (int from = 0; from < ROWS; from += batch) {
        send(first, s, from, batch);
        send(second, t, from, batch);
      }
      first.close();
      second.close();
      assertThat(engine.lateCounts()).isEmpty();
      assertThat(engine.deadLetters()).isEmpty();
    }
    assertThat(results.ended).hasSize(1);
    return results.rows;
  }

  private static void send(StreamInput input, List<Row> rows, int from, int count) {
    for (var row : rows.subList(from, Math.min(rows.size(), from + count))) {
      Event event = input.newEvent();
      event.set(0, row.k());
      event.set(1, row.v());
      event.set(2, row.time());
      input.send(event);
    }
    input.flush();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void neitherBatchesNorArrivalShow(String select) {
    for (long seed = 1; seed <= 3; seed++) {
      var random = new Random(seed);
      var s = rows(random);
      var t = rows(random);
      var expected = run(select, s, t, 1);
      assertThat(expected).isNotEmpty();
      for (int batch : new int[] {1, 7, 1_024}) {
        assertThat(run(select, s, t, batch))
            .as("seed %d, batch %d", seed, batch)
            .isEqualTo(expected);
        assertThat(run(select, shuffled(s, random), shuffled(t, random), batch))
            .as("seed %d, batch %d, shuffled", seed, batch)
            .isEqualTo(expected);
      }
    }
  }
}
