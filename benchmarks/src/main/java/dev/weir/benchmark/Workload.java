package dev.weir.benchmark;

import dev.weir.event.Event;

/** The queries that are measured, in Weir's SQL. */
enum Workload {
  W1(
      "filter and project",
      "SELECT symbol, price * volume AS notional, ts FROM trades WHERE price * volume > 95000"),
  W2(
      "tumbling 10 s per symbol",
      "SELECT symbol, window_start, count(*) AS n, sum(volume) AS total, avg(price) AS mean,"
          + " min(price) AS low, max(price) AS high"
          + " FROM TUMBLE(trades, INTERVAL '10' SECOND) GROUP BY symbol, window_start, window_end"),
  W3(
      "hopping 600 s every 1 s per symbol",
      "SELECT symbol, window_end, count(*) AS n, avg(price) AS mean, max(price) AS high"
          + " FROM HOP(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '600' SECOND)"
          + " GROUP BY symbol, window_start, window_end"),
  W4(
      "moving 60 s per symbol, a row per event",
      "SELECT symbol, ts, count(*) OVER w AS n, avg(price) OVER w AS mean, max(price) OVER w AS high"
          + " FROM trades WINDOW w AS (PARTITION BY symbol ORDER BY ts"
          + " RANGE BETWEEN INTERVAL '60' SECOND PRECEDING AND CURRENT ROW)"),
  W5(
      "sessions of large trades, gap 2 s",
      "SELECT symbol, window_start, window_end, count(*) AS n, sum(volume) AS total"
          + " FROM SESSION(TABLE (SELECT * FROM trades WHERE volume > 990) PARTITION BY symbol,"
          + " DESCRIPTOR(ts), INTERVAL '2' SECOND)"
          + " GROUP BY symbol, window_start, window_end");

  final String title;
  final String sql;

  Workload(String title, String sql) {
    this.title = title;
    this.sql = sql;
  }

  /** What the loop sums up of each result row. */
  double checksum(Event row) {
    return switch (this) {
      case W1 -> row.getDouble(1);
      case W2 -> row.getDouble(4) + row.getLong(3) + row.getDouble(5) + row.getDouble(6);
      case W3, W4 -> row.getDouble(3) + row.getDouble(4);
      case W5 -> row.getLong(4);
    };
  }
}
