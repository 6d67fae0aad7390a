package dev.weir.operator;

import dev.weir.event.Change;

/**
 * The receiving end of an edge. All calls come from one thread at a time.
 *
 * <p>Times are microseconds; whether of event time, processing time or arrival is a property of the
 * plan. On an edge that has a time, no row comes with a time smaller than the last watermark; rows
 * need not be in order before that. A watermark never goes back; the last call is {@code
 * watermark(Watermarks.END)}.
 */
public interface Collector {

  /**
   * One row.
   *
   * @param event a generated {@link dev.weir.event.Event}, or an object of the embedding user's own
   *     class on edges that come straight from such a source; must not be changed
   * @param time the row's time, see above
   */
  void row(Object event, long time, Change change);

  /** Nothing with a time smaller than this is still to come. */
  void watermark(long time);

  /**
   * A batch of inserts, the same as a call of {@link #row} for each. Overridden where a tight loop
   * pays.
   */
  default void rows(Object[] events, long[] times, int from, int to) {
    for (int i = from; i < to; i++) {
      row(events[i], times[i], Change.INSERT);
    }
  }
}
