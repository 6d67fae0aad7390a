package dev.weir.time;

/** A clock that stands still until it is moved. Not thread-safe. */
public final class VirtualClock implements Clock {
  private long now;

  /** @param micros the first reading, microseconds since 1970 */
  public VirtualClock(long micros) {
    this.now = micros;
  }

  @Override
  public long micros() {
    return now;
  }

  @Override
  public long nanoTime() {
    return now * 1_000;
  }

  /** Moves the clock. @throws IllegalArgumentException if {@code micros} is negative */
  public void advance(long micros) {
    if (micros < 0) {
      throw new IllegalArgumentException("a clock cannot go back by " + -micros + " microseconds");
    }
    now += micros;
  }
}
