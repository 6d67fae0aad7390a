package dev.weir.plan;

import java.time.ZoneId;

/** How rows are assigned to windows. All lengths are positive. */
public sealed interface WindowSpec {

  /** Windows laid on a fixed grid: at {@code epoch + offset + k * slide}, in UTC or a zone. */
  sealed interface Grid extends WindowSpec {
    /** @return the zone whose local midnights the grid follows, or null for UTC */
    ZoneId zone();
  }

  /**
   * A length of time: months and microseconds, not both non-zero. Days in a zone are calendar days,
   * so that a day of a clock change has 23 or 25 hours.
   */
  record Length(int months, long micros) {}

  record Tumble(Length size, long offsetMicros, ZoneId zone) implements Grid {}

  record Hop(Length slide, Length size, long offsetMicros, ZoneId zone) implements Grid {}

  /** Windows that grow by {@code step} from one common start up to {@code size}. */
  record Cumulate(Length step, Length size, long offsetMicros, ZoneId zone) implements Grid {}

  /** Rows of a key no further apart than the gap, exactly the gap included. */
  record Session(long gapMicros) implements WindowSpec {}

  /**
   * Sliding: a window of {@code size} ends at each event (that event included) and one when an event leaves; each
   * distinct content once.
   */
  record Slide(long sizeMicros) implements WindowSpec {}

  /** Windows of {@code count} rows per key. A last incomplete window is not reported. */
  record TumbleRows(long count) implements WindowSpec {}

  /** Every {@code slide} rows of a key, its last {@code count} rows. */
  record HopRows(long slide, long count) implements WindowSpec {}

  /**
   * The windows that the rows already have: their columns say which, and rows of one window all have the window's own
   * time, its end - 1 millisecond. Closes when the watermark has passed that time, which stays the time of
   * the result. For an aggregate over the rows of a windowed relation (nested aggregates of one window, DISTINCT).
   *
   * @param startColumn index of window_start in the input
   * @param endColumn index of window_end in the input
   */
  record Carried(int startColumn, int endColumn) implements WindowSpec {}
}
