package dev.weir.window;

import dev.weir.aggregate.SlidingAggregate;
import dev.weir.aggregate.SlidingWindow;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.state.KeyTable;

/** Aggregates: rows of the keys, the aggregates, window_start, window_end and window_time. */
final class AggregateResults implements WindowResults {
  private final WindowAggregation parts;
  private final Aggregator aggregator;
  private final int keys;
  private final int bounds;
  private final Collector out;

  AggregateResults(WindowAggregation parts, Collector out) {
    this.parts = parts;
    this.aggregator = parts.aggregator();
    this.keys = parts.keys();
    this.bounds = keys + aggregator.size();
    this.out = out;
  }

  @Override
  public KeyTable table() {
    return new KeyTable(parts.keyReader(), parts.keyPrototype());
  }

  @Override
  public Aggregator slots() {
    return aggregator;
  }

  @Override
  public SlidingWindow sliding() {
    return new SlidingAggregate(aggregator);
  }

  /** A result that does not fit its type is reported instead. */
  @Override
  public void emit(Event key, int slot, long windowStart, long windowEnd, long windowTime) {
    var row = parts.keyColumns().apply(key, windowTime);
    row.setLong(bounds, windowStart);
    row.setLong(bounds + 1, windowEnd);
    row.setLong(bounds + 2, windowTime);
    try {
      aggregator.result(slot, row, keys);
    } catch (RowError error) {
      parts.errors().failed(row, windowTime, error);
      return;
    }
    out.row(row, windowTime, Change.INSERT);
  }
}
