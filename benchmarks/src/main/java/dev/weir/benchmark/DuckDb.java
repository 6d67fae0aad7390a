package dev.weir.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * DuckDB with one thread as a peer: the trades are loaded into a table beforehand, each query
 * writes its rows into another table, which is what is timed.
 */
final class DuckDb implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  DuckDb(Trades trades) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    statement = connection.createStatement();
    statement.execute("SET threads = 1");
    // The generator's series are rebuilt here from arrays in blocks: the appender's class is not on
    // the compile path.
    statement.execute(
        "CREATE TABLE trades (symbol VARCHAR, price DOUBLE, volume INTEGER, ts TIMESTAMP)");
    load(trades);
  }

  private void load(Trades trades) throws SQLException {
    connection.setAutoCommit(false);
    try {
      var path = CsvFile.write(trades, trades.size());
      statement.execute("COPY trades FROM '" + path + "' (HEADER)");
      java.nio.file.Files.delete(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  Outcome run(Workload workload) throws SQLException {
    statement.execute("CREATE OR REPLACE TEMP TABLE result AS " + sql(workload));
    try (var rows = statement.executeQuery("SELECT count(*), sum(checksum) FROM result")) {
      rows.next();
      return new Outcome(rows.getLong(1), rows.getDouble(2));
    }
  }

  private static String sql(Workload workload) {
    return switch (workload) {
      case W1 ->
          "SELECT symbol, price * volume AS checksum, ts FROM trades WHERE price * volume > 95000";
      case W2 ->
          "SELECT symbol, time_bucket(INTERVAL 10 SECOND, ts) AS window_start, count(*) AS n,"
              + " avg(price) + sum(volume) + min(price) + max(price) AS checksum"
              + " FROM trades GROUP BY ALL";
      // Panes of one second first, then a moving frame over the panes: the quickest form found.
      case W3 ->
          "WITH panes AS (SELECT symbol, time_bucket(INTERVAL 1 SECOND, ts) AS pane, count(*) AS n, sum(price) AS s,"
              + " max(price) AS high FROM trades GROUP BY ALL),"
              + " bounds AS (SELECT min(pane) AS lo, max(pane) AS hi FROM panes),"
              + " grid AS (SELECT symbol, unnest(generate_series(lo, hi + INTERVAL 599 SECOND, INTERVAL 1 SECOND)) AS pane"
              + " FROM (SELECT DISTINCT symbol FROM panes), bounds),"
              + " moving AS (SELECT symbol, grid.pane AS pane, sum(n) OVER w AS n, sum(s) OVER w AS s, max(high) OVER w AS high"
              + " FROM grid LEFT JOIN panes USING (symbol, pane)"
              + " WINDOW w AS (PARTITION BY symbol ORDER BY grid.pane ROWS BETWEEN 599 PRECEDING AND CURRENT ROW))"
              + " SELECT symbol, pane, n, s / n + high AS checksum FROM moving WHERE n > 0";
      case W4 ->
          "SELECT symbol, ts, count(*) OVER w AS n, avg(price) OVER w + max(price) OVER w AS checksum FROM trades"
              + " WINDOW w AS (PARTITION BY symbol ORDER BY ts RANGE BETWEEN INTERVAL 60 SECOND PRECEDING AND CURRENT ROW)";
      case W5 ->
          "WITH marked AS (SELECT symbol, ts, volume, CASE WHEN ts - lag(ts) OVER w <= INTERVAL 2 SECOND THEN 0 ELSE 1 END AS opens"
              + " FROM trades WHERE volume > 990 WINDOW w AS (PARTITION BY symbol ORDER BY ts)),"
              + " numbered AS (SELECT *, sum(opens) OVER (PARTITION BY symbol ORDER BY ts) AS session FROM marked)"
              + " SELECT symbol, min(ts) AS window_start, max(ts) AS last, count(*) AS n, sum(volume) AS checksum"
              + " FROM numbered GROUP BY symbol, session";
    };
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
