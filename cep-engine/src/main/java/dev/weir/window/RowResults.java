package dev.weir.window;

import dev.weir.aggregate.SlidingRows;
import dev.weir.aggregate.SlidingWindow;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.state.KeyTable;

/** The rows of windows, in order of arrival, with window_start, window_end and window_time appended. */
final class RowResults implements WindowResults {
  private final WindowRows parts;
  private final Collector out;
  private final CollectedRows collected;

  /** Not null if the operator uses it, rather than slots. */
  private SlidingRows sliding;

  RowResults(WindowRows parts, Collector out) {
    this.parts = parts;
    this.out = out;
    this.collected = CollectedRows.of(parts.rowPrototype());
  }

  @Override
  public KeyTable table() {
    return new KeyTable(parts.keyReader(), parts.keyPrototype());
  }

  @Override
  public Aggregator slots() {
    return collected;
  }

  @Override
  public SlidingWindow sliding() {
    sliding = new SlidingRows(parts.rowPrototype());
    return sliding;
  }

  @Override
  public void emit(Event key, int slot, long windowStart, long windowEnd, long windowTime) {
    if (sliding == null) {
      collected.rows(slot).forEach(row -> give(row, windowStart, windowEnd, windowTime));
    } else {
      sliding.forEach(slot, row -> give(row, windowStart, windowEnd, windowTime));
    }
  }

  private void give(Event row, long windowStart, long windowEnd, long windowTime) {
    var target = parts.columns().apply(row, windowTime);
    int bounds = parts.inputColumns();
    target.setLong(bounds, windowStart);
    target.setLong(bounds + 1, windowEnd);
    target.setLong(bounds + 2, windowTime);
    out.row(target, windowTime, Change.INSERT);
  }
}
