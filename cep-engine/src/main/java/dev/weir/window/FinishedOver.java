package dev.weir.window;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * OVER for partitions that are complete before the first row of them is given out: each is sorted,
 * then evaluated row by row. Costs O(n log n) per partition of n rows, whatever the frames are.
 *
 * <p>Output: partitions in the order of their first rows; in a partition its own order, ties by
 * arrival.
 */
final class FinishedOver extends Operator {
  private record Row(Event event, long time) {}

  private final OverParts parts;
  private final KeyTable table;
  private final OverStep[] steps;
  private final boolean perTime;
  private final OverPartition partition;
  private List<List<Row>> rows = new ArrayList<>();
  private long time = Long.MIN_VALUE;

  /** @param perTime whether partitions end when time has gone beyond their rows' time */
  FinishedOver(
      OverParts parts, int rangeColumn, boolean descending, boolean perTime, Collector out) {
    super(out);
    this.parts = parts;
    this.table = new KeyTable(parts.keyReader(), parts.keyPrototype());
    this.steps = OverStep.of(parts.functions(), RangeKey.column(rangeColumn, descending));
    this.perTime = perTime;
    this.partition = new OverPartition(0, steps.length);
    for (var step : steps) {
      step.ensureKeys(1);
    }
  }

  @Override
  public void row(Object event, long rowTime, Change change) {
    if (perTime && rowTime > time) {
      finish();
      time = rowTime;
    }
    int slot = table.put(event);
    if (slot < 0) {
      slot = ~slot;
      rows.add(new ArrayList<>());
    }
    rows.get(slot).add(new Row((Event) event, rowTime));
  }

  private void finish() {
    if (table.size() == 0) {
      return;
    }
    var finished = rows;
    rows = new ArrayList<>();
    table.clear();
    for (int i = 0; i < finished.size(); i++) {
      evaluate(finished.set(i, null));
    }
  }

  private void evaluate(List<Row> unsorted) {
    var sorted = unsorted.toArray(Row[]::new);
    var order = parts.order();
    if (order != null) {
      Arrays.sort(sorted, (left, right) -> order.compare(left.event, right.event));
    }
    for (var row : sorted) {
      partition.appendByOrder(row.event, row.time, order);
    }
    for (int i = 0; i < sorted.length; i++) {
      give(i, sorted[i]);
    }
    for (var step : steps) {
      step.release(partition);
    }
    partition.clear();
  }

  private void give(int number, Row row) {
    partition.next = number + 1L;
    var target = parts.columns().apply(row.event, row.time);
    RowError failure = null;
    for (var step : steps) {
      try {
        step.evaluate(partition, number, target);
      } catch (RowError error) {
        failure = error; // the other functions must see the row all the same
      }
    }
    if (failure != null) {
      parts.errors().failed(target, row.time, failure);
    } else {
      out.row(target, row.time, Change.INSERT);
    }
  }

  @Override
  public void watermark(long watermark) {
    if (watermark == Watermarks.END || perTime && watermark > time) {
      finish();
    }
    if (watermark == Watermarks.END || perTime) {
      out.watermark(watermark);
    }
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(time);
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      var record = new StateWriter();
      table.write(slot, record);
      for (var row : rows.get(slot)) {
        record.writeLong(row.time);
        record.writeEvent(row.event);
      }
      OrderedRecords.write(snapshot, table.keyGroup(slot), slot, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    time = snapshot.readShared().readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      table.read(record);
      var restored = new ArrayList<Row>();
      while (!record.isAtEnd()) {
        long rowTime = record.readLong();
        restored.add(new Row(record.readEvent(parts.rowPrototype()), rowTime));
      }
      rows.add(restored);
    }
  }
}
