package dev.weir.benchmark;

import dev.weir.event.Event;

/** The row patterns that are measured, in Weir's SQL, per symbol. */
enum PatternWorkload {
  W6(
      "`A D D U U`: two falls, then two rises",
      "SELECT symbol, top, low, high, ts FROM trades MATCH_RECOGNIZE ("
          + " PARTITION BY symbol ORDER BY ts"
          + " MEASURES A.price AS top, LAST(D.price) AS low, LAST(U.price) AS high, LAST(U.ts) AS ts"
          + " AFTER MATCH SKIP PAST LAST ROW"
          + " PATTERN (A D D U U)"
          + " DEFINE D AS price < PREV(price), U AS price > PREV(price))"),
  W7(
      "`A -> B -> C` within 60 s, B and C compared with A",
      "SELECT symbol, base, high, low FROM trades MATCH_RECOGNIZE ("
          + " PARTITION BY symbol ORDER BY ts"
          + " MEASURES A.price AS base, B.price AS high, C.price AS low"
          + " AFTER MATCH SKIP TO NEXT ROW"
          + " PATTERN (A -> B -> C) WITHIN INTERVAL '60' SECOND"
          + " DEFINE A AS volume > 950, B AS price > A.price * 1.002, C AS price < A.price)"),
  W8(
      "`A -> !B FOR 500 ms`: silence after a large trade",
      "SELECT symbol, price, ts FROM trades MATCH_RECOGNIZE ("
          + " PARTITION BY symbol ORDER BY ts"
          + " MEASURES A.price AS price, A.ts AS ts"
          + " AFTER MATCH SKIP TO NEXT ROW"
          + " PATTERN (A -> !B FOR INTERVAL '0.5' SECOND)"
          + " DEFINE A AS volume > 950, B AS volume < 50)");

  final String title;
  final String sql;

  PatternWorkload(String title, String sql) {
    this.title = title;
    this.sql = sql;
  }

  /** What the loop sums up of each result row. */
  double checksum(Event row) {
    return switch (this) {
      case W6, W7 -> row.getDouble(1) + row.getDouble(2) + row.getDouble(3);
      case W8 -> row.getDouble(1);
    };
  }
}
