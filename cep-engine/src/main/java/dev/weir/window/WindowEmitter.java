package dev.weir.window;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;

/** Makes the result rows of window aggregates: keys, aggregates, window_start, window_end, window_time. */
final class WindowEmitter {
  private final Projection keyColumns;
  private final Aggregator aggregator;
  private final int keys;
  private final int bounds;
  private final Collector out;
  private final RowErrors errors;

  WindowEmitter(WindowAggregation parts, Collector out) {
    this.keyColumns = parts.keyColumns();
    this.aggregator = parts.aggregator();
    this.keys = parts.keys();
    this.bounds = keys + aggregator.size();
    this.errors = parts.errors();
    this.out = out;
  }

  /** Gives out the result in a slot; a result that cannot be represented is reported instead. */
  void emit(Event key, int slot, long windowStart, long windowEnd) {
    emit(key, slot, windowStart, windowEnd, WindowTimes.windowTime(windowEnd));
  }

  void emit(Event key, int slot, long windowStart, long windowEnd, long windowTime) {
    Event row = keyColumns.apply(key, windowTime);
    row.setLong(bounds, windowStart);
    row.setLong(bounds + 1, windowEnd);
    row.setLong(bounds + 2, windowTime);
    try {
      aggregator.result(slot, row, keys);
    } catch (RowError error) {
      errors.failed(row, windowTime, error);
      return;
    }
    out.row(row, windowTime, Change.INSERT);
  }
}
