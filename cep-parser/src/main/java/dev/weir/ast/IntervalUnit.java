package dev.weir.ast;

import java.util.Locale;
import java.util.Optional;

/** A unit of an interval, largest first. */
public enum IntervalUnit {
  YEAR(12, 0, 0),
  MONTH(1, 0, 0),
  WEEK(0, 7, 0),
  DAY(0, 1, 0),
  HOUR(0, 0, 3_600_000_000_000L),
  MINUTE(0, 0, 60_000_000_000L),
  SECOND(0, 0, 1_000_000_000L),
  MILLISECOND(0, 0, 1_000_000L);

  private final int months;
  private final int days;
  private final long nanos;

  IntervalUnit(int months, int days, long nanos) {
    this.months = months;
    this.days = days;
    this.nanos = nanos;
  }

  /** Months in one of this unit; 0 for weeks and smaller. */
  public int months() {
    return months;
  }

  /** Days in one of this unit; 0 except for weeks and days. */
  public int days() {
    return days;
  }

  /** Nanoseconds in one of this unit; 0 for days and larger. */
  public long nanos() {
    return nanos;
  }

  /** The unit of that name, singular or plural, in any case. */
  public static Optional<IntervalUnit> named(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    for (IntervalUnit unit : values()) {
      if (upper.equals(unit.name())
          || (upper.length() == unit.name().length() + 1 && upper.equals(unit.name() + "S"))) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }
}
