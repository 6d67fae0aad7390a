package dev.weir.pattern.waiting;

import dev.weir.event.Event;
import dev.weir.expression.Expression.Comparison;
import dev.weir.operator.MatchProjection;

/**
 * A comparison of a value of the row with a value of the rows that a run has taken, turned into a
 * comparison of two longs of which the row's must be greater (or equal): numbers are mapped to longs in their
 * order, upside down for {@code <} and {@code <=}. Not thread-safe.
 */
public final class Bound {
  private final MatchProjection rowValue;
  private final MatchProjection runValue;
  private final Event value;
  private final boolean floating;
  private final boolean upsideDown;
  private final boolean inclusive;

  /** Whether the value that was read last is not NULL. */
  private boolean present;

  /**
   * @param rowValue fills the row's value into field 0
   * @param runValue fills the value from the rows taken into field 0
   * @param value an event of one numeric field: DOUBLE, BIGINT or INTEGER
   * @param operator one of the four that order; the row's value stands on its left
   */
  public Bound(
      MatchProjection rowValue,
      MatchProjection runValue,
      Event value,
      Comparison.Operator operator) {
    this.rowValue = rowValue;
    this.runValue = runValue;
    this.value = value;
    this.floating = value.layout().equals("D");
    this.upsideDown =
        operator == Comparison.Operator.LESS || operator == Comparison.Operator.LESS_OR_EQUAL;
    this.inclusive =
        operator == Comparison.Operator.LESS_OR_EQUAL
            || operator == Comparison.Operator.GREATER_OR_EQUAL;
  }

  /** The row's value; {@link #isPresent} says whether it is not NULL. */
  long ofRow(Object event, long time) {
    rowValue.fill(event, time, null, null, value);
    return read();
  }

  /** The value that it is compared with. @param taken the rows that the expression reads, by number */
  long ofRun(Object[] taken) {
    runValue.fill(null, 0, taken, null, value);
    return read();
  }

  boolean isPresent() {
    return present;
  }

  /** Whether the comparison holds. */
  boolean holds(long row, long run) {
    return inclusive ? row >= run : row > run;
  }

  private long read() {
    present = !value.isNull(0);
    return present ? ordered() : 0;
  }

  /** The value as a long of the same order. */
  private long ordered() {
    long bits;
    if (floating) {
      // -0.0 equals 0.0; NaN is greater than every number. See Double.compare.
      bits = Double.doubleToLongBits(value.getDouble(0) + 0.0);
      bits ^= (bits >> 63) & Long.MAX_VALUE;
    } else {
      bits = value.layout().equals("J") ? value.getLong(0) : value.getInt(0);
    }
    return upsideDown ? ~bits : bits;
  }
}
