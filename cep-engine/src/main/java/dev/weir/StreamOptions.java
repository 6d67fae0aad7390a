package dev.weir;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a stream made from a class is told beside its columns; takes the place of {@link EventTime} annotations.
 *
 * @param timeColumn the column that is the event time; empty if arrival is the time
 * @param lateness how far back in time an event may come without being late, not negative
 */
public record StreamOptions(Optional<String> timeColumn, Duration lateness) {
  /** @throws IllegalArgumentException if {@code lateness} is negative */
  public StreamOptions {
    Objects.requireNonNull(timeColumn);
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("the lateness of a stream is not negative: " + lateness);
    }
  }

  /** Arrival is the time. */
  public static StreamOptions arrivalTime() {
    return new StreamOptions(Optional.empty(), Duration.ZERO);
  }

  /** A column is the event time; events that come later than others by more than {@code lateness} are late. */
  public static StreamOptions eventTime(String column, Duration lateness) {
    return new StreamOptions(Optional.of(column), lateness);
  }
}
