package dev.weir.window;

import dev.weir.aggregate.SlidingWindow;
import dev.weir.event.Event;
import dev.weir.operator.Aggregator;
import dev.weir.state.KeyTable;

/**
 * What a window operator collects and gives out: aggregates, or the rows themselves. The operator
 * says which rows are in a window, and when it closes. It uses either {@link #slots} or {@link
 * #sliding}, which this object reads results from.
 */
interface WindowResults {
  /** A new table of the keys by which windows are formed. */
  KeyTable table();

  /** Contents of windows by slot. */
  Aggregator slots();

  /** Contents of sliding windows by key. */
  SlidingWindow sliding();

  /** Gives out a window: what is in a slot of {@link #slots}, or of {@link #sliding}. */
  void emit(Event key, int slot, long windowStart, long windowEnd, long windowTime);

  default void emit(Event key, int slot, long windowStart, long windowEnd) {
    emit(key, slot, windowStart, windowEnd, WindowTimes.windowTime(windowEnd));
  }
}
