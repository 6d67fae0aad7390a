package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.diagnostic.Source;
import dev.weir.event.Event;
import java.util.Locale;

/**
 * How much of W1's time goes into fetching events from memory? The same query over ever more events
 * that are sent again and again: few stay in the cache, many do not. The stream has no WATERMARK, so
 * that nothing is late. Best of ten rounds, beside the loop over as many array elements.
 */
public final class Residence {
  private static final int SENDS = 6_000_000;

  private Residence() {}

  public static void main(String[] args) {
    for (int count : new int[] {10_000, 100_000, 3_000_000}) {
      var trades = new Trades(count, 42);
      double weir = weirNanos(trades);
      double loop = loopNanos(trades);
      System.out.printf(
          Locale.ROOT,
          "%,d events: Weir %.1f ns, loop %.1f ns per event, 1/%.1f%n",
          count,
          weir,
          loop,
          weir / loop);
    }
  }

  private static double weirNanos(Trades trades) {
    try (var engine = Engine.create()) {
      var sum = new WeirRun.Sum(Workload.W1);
      engine.execute(
          Source.of(
              "CREATE STREAM trades (symbol VARCHAR NOT NULL, price DOUBLE NOT NULL,"
                  + " volume INTEGER NOT NULL, ts TIMESTAMP(3) NOT NULL)"),
          sum);
      engine.start("measured", Source.of(Workload.W1.sql), sum);
      var input = engine.input("trades");
      var events = new Event[trades.size()];
      for (int i = 0; i < events.length; i++) {
        events[i] = WeirRun.event(input, trades, i, trades.timeMicros[i]);
      }
      return best(
          trades.size(),
          () -> {
            for (int from = 0; from < events.length; from += 1_024) {
              input.sendAll(events, from, Math.min(events.length, from + 1_024));
            }
          });
    }
  }

  private static double loopNanos(Trades trades) {
    var expected = Loops.run(Workload.W1, trades);
    return best(
        trades.size(),
        () -> Throughput.require(Workload.W1, "loop", expected, Loops.run(Workload.W1, trades)));
  }

  private static double best(int count, Runnable lap) {
    int laps = SENDS / count;
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < laps; i++) {
        lap.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) count / laps);
    }
    return best;
  }
}
