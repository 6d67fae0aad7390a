package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.diagnostic.Source;
import java.lang.management.ManagementFactory;

/**
 * Does a query keep to the memory that its windows or partial matches need? Sends very many events, made as they are
 * sent, and prints what the heap holds along the way. Start it with a small heap, such as {@code
 * -Xmx256m}: it ends with an error if that is not enough.
 *
 * <p>Usage: {@code BoundedHeap WORKLOAD EVENTS}
 */
public final class BoundedHeap {
  private BoundedHeap() {}

  public static void main(String[] args) {
    String workload = args[0];
    long events = Long.parseLong(args[1].replace("_", ""));
    var trades = new Trades(100_000, 7);
    var memory = ManagementFactory.getMemoryMXBean();
    String sql = sql(workload);
    var sum = new WeirRun.Sum(row -> 0);
    try (var engine = Engine.create()) {
      engine.execute(
          Source.of(
              "trades.sql",
              "CREATE STREAM trades (symbol VARCHAR NOT NULL, price DOUBLE NOT NULL,"
                  + " volume INTEGER NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts)"),
          sum);
      engine.start("measured", Source.of("query.sql", sql), sum);
      var input = engine.input("trades");
      for (long i = 0; i < events; i++) {
        input.send(
            WeirRun.event(
                input, trades, (int) (i % trades.size()), Trades.FIRST_TIME_MICROS + i * 1_000));
        if ((i & 1023) == 1023) {
          input.flush();
        }
        if ((i + 1) % Math.max(1, events / 5) == 0) {
          System.gc();
          System.out.printf(
              "%s: %,d events, %,d rows, heap %d MB of %d MB%n",
              workload,
              i + 1,
              sum.outcome().rows(),
              memory.getHeapMemoryUsage().getUsed() >> 20,
              memory.getHeapMemoryUsage().getMax() >> 20);
        }
      }
      input.close();
    }
  }

  private static String sql(String workload) {
    for (var pattern : PatternWorkload.values()) {
      if (pattern.name().equals(workload)) {
        return pattern.sql;
      }
    }
    return Workload.valueOf(workload).sql;
  }
}
