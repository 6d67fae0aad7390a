package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.diagnostic.Source;
import java.lang.management.ManagementFactory;

/**
 * Does a partial match of each of very many keys fit a small heap? Opens one per key, prints what the
 * heap holds, completes them all, and prints it again. Start it with {@code -Xmx1g}: it ends with an
 * error if that is not enough.
 *
 * <p>Usage: {@code ManyKeys [KEYS]}
 */
public final class ManyKeys {
  private ManyKeys() {}

  public static void main(String[] args) {
    int keys = args.length > 0 ? Integer.parseInt(args[0].replace("_", "")) : 1_000_000;
    var sum = new WeirRun.Sum(row -> row.getDouble(1) + row.getDouble(2));
    try (var engine = Engine.create()) {
      engine.execute(
          Source.of(
              "CREATE STREAM orders (id VARCHAR NOT NULL, kind INTEGER NOT NULL,"
                  + " price DOUBLE NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts)"),
          sum);
      engine.start(
          "measured",
          Source.of(
              "SELECT id, opened, closed FROM orders MATCH_RECOGNIZE (PARTITION BY id ORDER BY ts"
                  + " MEASURES A.price AS opened, B.price AS closed"
                  + " AFTER MATCH SKIP PAST LAST ROW"
                  + " PATTERN (A -> B) WITHIN INTERVAL '1' DAY"
                  + " DEFINE A AS kind = 0, B AS kind = 1 AND price > A.price)"),
          sum);
      var input = engine.input("orders");
      long time = Trades.FIRST_TIME_MICROS;
      for (int kind = 0; kind < 2; kind++) {
        long start = System.nanoTime();
        for (int i = 0; i < keys; i++) {
          var event = input.newEvent();
          event.setObject(0, "order-" + i);
          event.setInt(1, kind);
          event.setDouble(2, 1.0 + kind);
          time += 1_000;
          event.setLong(3, time);
          input.send(event);
        }
        input.flush();
        report(kind == 0 ? "opened" : "completed", keys, System.nanoTime() - start);
      }
      input.close();
    }
    Throughput.require("many keys", "Weir", new Outcome(keys, 3.0 * keys), sum.outcome());
  }

  private static void report(String what, int keys, long nanos) {
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    System.out.printf(
        "%,d keys %s in %.1f s, heap %d MB of %d MB%n",
        keys, what, nanos / 1e9, heap.getUsed() >> 20, heap.getMax() >> 20);
  }
}
