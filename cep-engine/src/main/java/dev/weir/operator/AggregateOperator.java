package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.state.KeyReader;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;

/**
 * GROUP BY over a bounded input: one row per key when the input ends, in the order of the keys' first
 * rows. With no key there is exactly one row, also for no input. The rows have no time of their own;
 * on the edge they carry the greatest time of the input, 0 if there was no row.
 */
public final class AggregateOperator extends Operator {
  private final KeyTable table;
  private final Projection keyColumns;
  private final Aggregator aggregator;
  private final int keys;
  private final Event keyPrototype;
  private final RowErrors errors;
  private long greatest = Long.MIN_VALUE;

  /**
   * @param keyPrototype any event of the class that {@code keyReader.keyOf} makes
   * @param keyColumns makes an output row from a key event: the keys, then room for the aggregates
   * @param keys the number of key columns
   */
  public AggregateOperator(
      KeyReader keyReader,
      Event keyPrototype,
      Projection keyColumns,
      Aggregator aggregator,
      int keys,
      RowErrors errors,
      Collector out) {
    super(out);
    this.table = new KeyTable(keyReader, keyPrototype);
    this.keyPrototype = keyPrototype;
    this.keyColumns = keyColumns;
    this.aggregator = aggregator;
    this.keys = keys;
    this.errors = errors;
  }

  @Override
  public void row(Object event, long time, Change change) {
    greatest = Math.max(greatest, time);
    int slot = table.put(event);
    if (slot < 0) {
      slot = ~slot;
      aggregator.ensureSlots(slot + 1);
    }
    aggregator.add(slot, event);
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      finish();
      out.watermark(time);
    }
  }

  private void finish() {
    if (keys == 0 && table.size() == 0) {
      aggregator.ensureSlots(1);
      emit(keyPrototype.newInstance(), 0);
      return;
    }
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      emit(table.key(slot), slot);
      aggregator.reset(slot);
    }
    table.clear();
    greatest = Long.MIN_VALUE;
  }

  private void emit(Event key, int slot) {
    long time = greatest == Long.MIN_VALUE ? 0 : greatest;
    var row = keyColumns.apply(key, time);
    try {
      aggregator.result(slot, row, keys);
    } catch (RowError error) {
      errors.failed(row, time, error);
      return;
    }
    out.row(row, time, Change.INSERT);
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(greatest);
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      var record = new StateWriter();
      table.write(slot, record);
      aggregator.write(slot, record);
      OrderedRecords.write(snapshot, table.keyGroup(slot), slot, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    greatest = snapshot.readShared().readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      int slot = table.read(record);
      aggregator.ensureSlots(slot + 1);
      aggregator.read(slot, record);
    }
  }
}
