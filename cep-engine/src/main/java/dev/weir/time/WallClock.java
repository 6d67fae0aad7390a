package dev.weir.time;

import java.time.Instant;

/** The machine's clock, held so that it never goes back. Thread-safe. */
public final class WallClock implements Clock {
  private final java.util.concurrent.atomic.AtomicLong latest =
      new java.util.concurrent.atomic.AtomicLong(Long.MIN_VALUE);

  @Override
  public long micros() {
    var now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    return latest.accumulateAndGet(micros, Math::max);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
