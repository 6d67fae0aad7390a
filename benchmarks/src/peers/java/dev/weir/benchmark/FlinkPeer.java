package dev.weir.benchmark;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Flink SQL in one JVM with parallelism 1, object reuse on, rows made from the same arrays, results
 * into its blackhole sink. Timed from submission to the end, less the time of a run over no events.
 */
public final class FlinkPeer implements Peers.Peer {

  /** The arrays for the operator that makes the rows: it runs in this JVM. */
  private static volatile Trades shared;

  @Override
  public double eventsPerSecond(Workload workload, Trades trades, Outcome expected)
      throws Exception {
    shared = trades;
    // Enough that a run takes some seconds longer than a run over nothing; the series repeats.
    int events =
        switch (workload) {
          case W1, W5 -> 20_000_000;
          case W2 -> 3_000_000;
          case W3, W4 -> 300_000;
        };
    seconds(workload, 1_000);
    double empty = seconds(workload, 1);
    double full = seconds(workload, events);
    return events / Math.max(1e-3, full - empty);
  }

  private static double seconds(Workload workload, int events) throws Exception {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    environment.setRuntimeMode(RuntimeExecutionMode.STREAMING);
    environment.getConfig().enableObjectReuse();
    var tables = StreamTableEnvironment.create(environment);
    var type =
        Types.ROW_NAMED(
            new String[] {"symbol", "price", "volume", "ts"},
            Types.STRING,
            Types.DOUBLE,
            Types.INT,
            Types.LOCAL_DATE_TIME);
    var rows =
        environment
            .fromSequence(0, events - 1L)
            .map(i -> row(shared, (int) (long) i))
            .returns((TypeInformation<Row>) type);
    tables.createTemporaryView(
        "trades",
        rows,
        Schema.newBuilder()
            .column("symbol", DataTypes.STRING())
            .column("price", DataTypes.DOUBLE())
            .column("volume", DataTypes.INT())
            .column("ts", DataTypes.TIMESTAMP(3))
            .watermark("ts", "ts - INTERVAL '0.001' SECOND")
            .build());
    tables.executeSql("CREATE TEMPORARY VIEW large_trades AS SELECT * FROM trades WHERE volume > 990");
    tables.executeSql("CREATE TABLE sink_rows (" + columns(workload) + ") WITH ('connector' = 'blackhole')");
    long start = System.nanoTime();
    tables.executeSql("INSERT INTO sink_rows " + sql(workload)).await();
    return (System.nanoTime() - start) / 1e9;
  }

  private static Row row(Trades trades, int i) {
    long micros = Trades.FIRST_TIME_MICROS + i * 1_000L;
    int from = i % trades.size();
    return Row.of(
        trades.symbol[from],
        trades.price[from],
        trades.volume[from],
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            ZoneOffset.UTC));
  }

  private static String columns(Workload workload) {
    return switch (workload) {
      case W1 -> "symbol STRING, notional DOUBLE, ts TIMESTAMP(3)";
      case W2 ->
          "symbol STRING, window_start TIMESTAMP(3), n BIGINT, total INT, mean DOUBLE, low DOUBLE, high DOUBLE";
      case W3 -> "symbol STRING, window_end TIMESTAMP(3), n BIGINT, mean DOUBLE, high DOUBLE";
      case W4 -> "symbol STRING, ts TIMESTAMP(3), n BIGINT, mean DOUBLE, high DOUBLE";
      case W5 ->
          "symbol STRING, window_start TIMESTAMP(3), window_end TIMESTAMP(3), n BIGINT, total INT";
    };
  }

  private static String sql(Workload workload) {
    return switch (workload) {
      case W1 ->
          "SELECT symbol, price * volume, ts FROM trades WHERE price * volume > 95000";
      case W2 ->
          "SELECT symbol, window_start, count(*), sum(volume), avg(price), min(price), max(price)"
              + " FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '10' SECOND))"
              + " GROUP BY symbol, window_start, window_end";
      case W3 ->
          "SELECT symbol, window_end, count(*), avg(price), max(price)"
              + " FROM TABLE(HOP(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '10' MINUTE))"
              + " GROUP BY symbol, window_start, window_end";
      case W4 ->
          "SELECT symbol, ts, count(*) OVER w, avg(price) OVER w, max(price) OVER w FROM trades"
              + " WINDOW w AS (PARTITION BY symbol ORDER BY ts RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW)";
      case W5 ->
          "SELECT symbol, window_start, window_end, count(*), sum(volume)"
              + " FROM TABLE(SESSION(DATA => TABLE large_trades PARTITION BY symbol, TIMECOL => DESCRIPTOR(ts), GAP => INTERVAL '2' SECOND))"
              + " GROUP BY symbol, window_start, window_end";
    };
  }
}
