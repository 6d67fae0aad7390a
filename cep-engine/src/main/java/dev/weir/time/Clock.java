package dev.weir.time;

/** Where processing time comes from: the machine, or a clock that a test or a backtest moves. */
public interface Clock {
  /** Microseconds since 1970-01-01T00:00:00Z. Never goes back. */
  long micros();

  /** A monotonic reading in nanoseconds for measuring durations; its origin means nothing. */
  long nanoTime();
}
