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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * OVER for every function and frame that ends some time, over rows in order of time. Rows are kept
 * while a frame can still need them, and leave when all that their frames need is there.
 *
 * <p>If that is a matter of time alone, rows leave in the order in which they came: when time has
 * gone beyond their peers, or beyond the end of their frames. If a function counts rows ahead, a row
 * leaves when enough later rows of its own partition are there, all rows that wait leave at the end
 * of the input, and the watermark does not pass the oldest waiting row.
 */
final class BufferedOver extends Operator {
  private final OverParts parts;
  private final KeyTable table;
  private final OverStep[] steps;
  private final boolean keepsOrder;
  private final long reach;
  private OverPartition[] partitions = new OverPartition[16];
  private long arrivals;
  private long nextSweep = Long.MIN_VALUE;

  /** If order is kept: the partition of each waiting row, in order of arrival. */
  private final ArrayDeque<OverPartition> waiting = new ArrayDeque<>();

  /** Otherwise: partitions with waiting rows by the arrival of their oldest. */
  private final TreeMap<Long, OverPartition> oldest = new TreeMap<>();

  BufferedOver(OverParts parts, Collector out) {
    super(out);
    for (var function : parts.functions()) {
      if (OverStep.needsEnd(function)) {
        throw new IllegalArgumentException(function + " needs the end of its partition");
      }
    }
    this.parts = parts;
    this.table = new KeyTable(parts.keyReader(), parts.keyPrototype());
    this.steps = OverStep.of(parts.functions(), RangeKey.time());
    this.keepsOrder = Over.keepsOrder(parts);
    this.reach = OverStep.reach(parts.functions());
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (keepsOrder) {
      releaseInOrder(time);
    }
    if (time > nextSweep) {
      sweep(time);
    }
    int key = table.put(event);
    var partition = key < 0 ? open(~key) : partitions[key];
    boolean wasIdle = partition.isIdle();
    partition.appendByTime((Event) event, time, arrivals++, parts.order());
    if (keepsOrder) {
      waiting.add(partition);
      releaseInOrder(time);
    } else {
      releaseReady(partition, wasIdle, time);
    }
  }

  private OverPartition open(int key) {
    if (key >= partitions.length) {
      partitions = Arrays.copyOf(partitions, key + (key >> 1) + 1);
    }
    for (var step : steps) {
      step.ensureKeys(key + 1);
    }
    partitions[key] = new OverPartition(key, steps.length);
    return partitions[key];
  }

  private void releaseInOrder(long horizon) {
    while (!waiting.isEmpty() && isReady(waiting.peek(), horizon)) {
      give(waiting.poll());
    }
  }

  /** Gives the rows of a partition that are ready now that one more row of it is there. */
  private void releaseReady(OverPartition partition, boolean wasIdle, long horizon) {
    long before = wasIdle ? -1 : partition.rows.arrival(partition.next);
    while (!partition.isIdle() && isReady(partition, horizon)) {
      give(partition);
    }
    long after = partition.isIdle() ? -1 : partition.rows.arrival(partition.next);
    if (before != after) {
      oldest.remove(before);
      if (after >= 0) {
        oldest.put(after, partition);
      }
    }
  }

  private boolean isReady(OverPartition partition, long horizon) {
    for (var step : steps) {
      if (!step.isReady(partition, partition.next, horizon)) {
        return false;
      }
    }
    return true;
  }

  private void give(OverPartition partition) {
    long row = partition.next++;
    long time = partition.rows.time(row);
    var target = parts.columns().apply(partition.rows.row(row), time);
    RowError failure = null;
    for (var step : steps) {
      try {
        step.evaluate(partition, row, target);
      } catch (RowError error) {
        failure = error; // the other functions must see the row all the same
      }
    }
    long needed = partition.next;
    for (var step : steps) {
      needed = Math.min(needed, step.needed(partition));
    }
    partition.rows.dropBefore(needed);
    if (failure != null) {
      parts.errors().failed(target, time, failure);
    } else {
      out.row(target, time, Change.INSERT);
    }
  }

  /** Releases partitions that no frame reaches any more, as {@code SlidingOver} does. */
  private void sweep(long time) {
    if (reach < 0) {
      nextSweep = Long.MAX_VALUE;
      return;
    }
    for (int key = 0; key < table.slotEnd(); key++) {
      var partition = partitions[key];
      if (partition != null && partition.isIdle() && partition.lastTime() < time - reach) {
        close(partition);
      }
    }
    nextSweep = time + reach;
  }

  private void close(OverPartition partition) {
    for (var step : steps) {
      step.release(partition);
    }
    partitions[partition.key] = null;
    table.remove(partition.key);
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      finish();
      out.watermark(time);
      return;
    }
    long held = time;
    if (keepsOrder) {
      releaseInOrder(time);
      if (!waiting.isEmpty()) {
        held = Math.min(held, nextTime(waiting.peek()));
      }
    } else if (!oldest.isEmpty()) {
      held = Math.min(held, nextTime(oldest.firstEntry().getValue()));
    }
    if (time > nextSweep) {
      sweep(time);
    }
    out.watermark(held);
  }

  private static long nextTime(OverPartition partition) {
    return partition.rows.time(partition.next);
  }

  private void finish() {
    releaseInOrder(OverStep.FINISHED);
    while (!oldest.isEmpty()) {
      var partition = oldest.pollFirstEntry().getValue();
      give(partition);
      if (!partition.isIdle()) {
        oldest.put(partition.rows.arrival(partition.next), partition);
      }
    }
    for (int key = table.slotEnd() - 1; key >= 0; key--) {
      if (partitions[key] != null) {
        close(partitions[key]);
      }
    }
    arrivals = 0;
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(arrivals);
    snapshot.shared().writeLong(nextSweep);
    for (int key = 0; key < table.slotEnd(); key++) {
      if (partitions[key] != null) {
        var record = new StateWriter();
        table.write(key, record);
        partitions[key].write(record);
        for (var step : steps) {
          step.write(partitions[key], record);
        }
        OrderedRecords.write(snapshot, table.keyGroup(key), key, record);
      }
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    arrivals = shared.readLong();
    nextSweep = shared.readLong();
    record Waiting(long arrival, OverPartition partition) {}
    var rows = new ArrayList<Waiting>();
    for (var record : OrderedRecords.read(snapshot)) {
      var partition = open(table.read(record));
      partition.read(record, parts.rowPrototype());
      for (var step : steps) {
        step.read(partition, record);
      }
      for (long row = partition.next; row < partition.rows.end(); row++) {
        rows.add(new Waiting(partition.rows.arrival(row), partition));
      }
      if (!keepsOrder && !partition.isIdle()) {
        oldest.put(partition.rows.arrival(partition.next), partition);
      }
    }
    if (keepsOrder) {
      rows.sort(Comparator.comparingLong(Waiting::arrival));
      rows.forEach(row -> waiting.add(row.partition));
    }
  }
}
