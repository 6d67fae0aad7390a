package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.diagnostic.Source;
import dev.weir.event.Event;
import java.util.Locale;

/**
 * Does the cost of a sliding window depend on its length? W3 and W4 with windows of ever greater
 * length over the same events: time per event and result row, best of six rounds, each length in an
 * engine of its own.
 */
public final class WindowLength {
  private static final int EVENTS = 2_000_000;

  private WindowLength() {}

  public static void main(String[] args) {
    var trades = new Trades(EVENTS, 42);
    for (int seconds : new int[] {6, 60, 600}) {
      report(trades, Workload.W3, "'600' SECOND", seconds);
    }
    for (int seconds : new int[] {1, 6, 60, 600}) {
      report(trades, Workload.W4, "'60' SECOND", seconds);
    }
  }

  private static void report(Trades trades, Workload workload, String length, int seconds) {
    var sql = workload.sql.replace(length, "'" + seconds + "' SECOND");
    double best = Double.MAX_VALUE;
    long rows = 0;
    for (int round = 0; round < 6; round++) {
      var sum = new WeirRun.Sum(workload);
      best = Math.min(best, nanos(trades, sql, sum));
      rows = sum.outcome().rows();
    }
    System.out.printf(
        Locale.ROOT,
        "%s, window of %d s: %.0f ns per event, %,d rows, %.0f ns per event and row%n",
        workload,
        seconds,
        best / EVENTS,
        rows,
        best / (EVENTS + rows));
  }

  private static double nanos(Trades trades, String sql, WeirRun.Sum sum) {
    try (var engine = Engine.create()) {
      engine.execute(
          Source.of(
              "CREATE STREAM trades (symbol VARCHAR NOT NULL, price DOUBLE NOT NULL,"
                  + " volume INTEGER NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts)"),
          sum);
      engine.start("measured", Source.of(sql), sum);
      var input = engine.input("trades");
      var events = new Event[trades.size()];
      for (int i = 0; i < events.length; i++) {
        events[i] = WeirRun.event(input, trades, i, trades.timeMicros[i]);
      }
      long start = System.nanoTime();
      for (int from = 0; from < events.length; from += 1_024) {
        input.sendAll(events, from, Math.min(events.length, from + 1_024));
      }
      input.close();
      return System.nanoTime() - start;
    }
  }
}
