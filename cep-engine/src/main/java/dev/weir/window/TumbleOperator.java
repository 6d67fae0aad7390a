package dev.weir.window;

import dev.weir.event.Change;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;

/**
 * TUMBLE: aggregates per key over windows that follow one another. Rows must come in order of time,
 * so one window is open at most; its keys and their slots are 0, 1, 2, ... in the order of their
 * first rows, which is the order of the results. Closing a window costs as much as it has keys;
 * windows without rows cost nothing, however many lie between two rows.
 */
final class TumbleOperator extends Operator {
  private final WindowGrid grid;
  private final Aggregator aggregator;
  private final WindowResults results;
  private final KeyTable table;

  /** The open window; both bounds are {@code Long.MIN_VALUE} if there is none. */
  private long windowStart = Long.MIN_VALUE;

  private long windowEnd = Long.MIN_VALUE;
  private int slots;

  TumbleOperator(WindowGrid grid, WindowResults results, Collector out) {
    super(out);
    this.grid = grid;
    this.aggregator = results.slots();
    this.results = results;
    this.table = results.table();
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (time >= windowEnd) {
      close();
      open(time);
    }
    add(event);
  }

  @Override
  public void rows(Object[] events, long[] times, int from, int to) {
    for (int i = from; i < to; i++) {
      if (times[i] >= windowEnd) {
        close();
        open(times[i]);
      }
      add(events[i]);
    }
  }

  private void add(Object event) {
    int slot = table.put(event);
    if (slot < 0) {
      slot = ~slot;
      if (slot >= slots) {
        slots = Math.max(16, slot + (slot >> 1) + 1);
        aggregator.ensureSlots(slots);
      }
    }
    aggregator.add(slot, event);
  }

  private void open(long time) {
    long window = grid.firstEndingAfter(time);
    windowStart = grid.start(window);
    windowEnd = grid.end(window);
  }

  private void close() {
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      results.emit(table.key(slot), slot, windowStart, windowEnd);
      aggregator.reset(slot);
    }
    table.clear();
    windowStart = Long.MIN_VALUE;
    windowEnd = Long.MIN_VALUE;
  }

  @Override
  public void watermark(long time) {
    if (time >= windowEnd || time == Watermarks.END) {
      close();
    }
    out.watermark(WindowTimes.forwarded(time));
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(windowStart);
    snapshot.shared().writeLong(windowEnd);
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      var record = new StateWriter();
      table.write(slot, record);
      aggregator.write(slot, record);
      OrderedRecords.write(snapshot, table.keyGroup(slot), slot, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    windowStart = shared.readLong();
    windowEnd = shared.readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      int slot = table.read(record);
      aggregator.ensureSlots(slot + 1);
      slots = Math.max(slots, slot + 1);
      aggregator.read(slot, record);
    }
  }
}
