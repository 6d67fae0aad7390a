package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long after its last event is due does a match of W6 come out? Events are due at a fixed pace;
 * one that is sent late because those before it took long counts from when it was due, so that no
 * wait is left out (coordinated omission).
 *
 * <p>Usage: {@code PatternLatency [EVENTS_PER_SECOND [SECONDS]]}
 */
public final class PatternLatency {
  private PatternLatency() {}

  /** Records the time from when the last event of a match was due. */
  private static final class Recorder implements ResultHandler {
    /** Up to ten seconds, to three digits. */
    private final Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);

    private final long nanosPerEvent;
    private long start;
    private boolean records;

    Recorder(long nanosPerEvent) {
      this.nanosPerEvent = nanosPerEvent;
    }

    @Override
    public void begin(String label, Schema schema, boolean changelog) {}

    @Override
    public void row(String label, Event row, Change change) {
      if (records) {
        long event = (row.getLong(4) - Trades.FIRST_TIME_MICROS) / 1_000;
        nanos.recordValue(Math.max(0, System.nanoTime() - start - event * nanosPerEvent));
      }
    }
  }

  public static void main(String[] args) {
    int perSecond = args.length > 0 ? Integer.parseInt(args[0].replace("_", "")) : 100_000;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
    int warmUp = 10 * perSecond;
    var trades = new Trades(1_000_000, 42);
    var recorder = new Recorder(1_000_000_000L / perSecond);
    try (var engine = Engine.create()) {
      engine.execute(Source.of("trades.sql", WeirRun.STREAM), recorder);
      engine.start("measured", Source.of("query.sql", PatternWorkload.W6.sql), recorder);
      var input = engine.input("trades");
      recorder.start = System.nanoTime();
      for (int i = 0; i < warmUp + seconds * perSecond; i++) {
        if (i == warmUp) {
          recorder.records = true;
        }
        var event =
            WeirRun.event(input, trades, i % trades.size(), Trades.FIRST_TIME_MICROS + i * 1_000L);
        long due = recorder.start + i * recorder.nanosPerEvent;
        while (System.nanoTime() < due) {
          Thread.onSpinWait();
        }
        input.send(event);
        input.flush();
      }
      input.close();
    }
    var nanos = recorder.nanos;
    System.out.printf(
        Locale.ROOT,
        "W6 at %,d events/s for %d s: %,d matches; p50 %.1f us, p99 %.1f us, p99.9 %.1f us, max %.1f us%n",
        perSecond,
        seconds,
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / 1e3,
        nanos.getValueAtPercentile(99) / 1e3,
        nanos.getValueAtPercentile(99.9) / 1e3,
        nanos.getMaxValue() / 1e3);
  }
}
