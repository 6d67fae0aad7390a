package dev.weir.window;

import dev.weir.event.Change;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.IndexSort;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * SESSION: aggregates per key over rows that are no further apart than the gap. {@code window_start}
 * is the time of the first row, {@code window_end} that of the last one plus the gap. A row exactly
 * a gap after the last one still joins, so a session ends when time has gone beyond that moment.
 *
 * <p>Rows come in order of time, so a key has one open session at most and nothing ever merges. As
 * the gap is one for all, sessions end in the order of their last rows: a list linked through the
 * slots, to whose end a key moves with each row, does without timers, O(1) per row.
 *
 * <p>Order among sessions that end at one moment: by their first rows.
 */
final class SessionOperator extends Operator {
  private static final int NONE = -1;

  private final long gap;
  private final Aggregator aggregator;
  private final WindowResults results;
  private final KeyTable table;

  /** By slot: times of the first and the last row, the number of the first row. */
  private long[] starts = new long[0];

  private long[] lasts = new long[0];
  private long[] numbers = new long[0];

  /** The list of open sessions, the one that was quiet for longest first. */
  private int[] next = new int[0];

  private int[] previous = new int[0];
  private int first = NONE;
  private int last = NONE;
  private long sessions;
  private int[] closing = new int[16];

  SessionOperator(long gapMicros, WindowResults results, Collector out) {
    super(out);
    this.gap = gapMicros;
    this.aggregator = results.slots();
    this.results = results;
    this.table = results.table();
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (first != NONE && lasts[first] + gap < time) {
      closeBefore(time);
    }
    int slot = table.put(event);
    if (slot < 0) {
      slot = ~slot;
      open(slot, time, sessions++);
    } else if (slot != last) {
      unlink(slot);
      append(slot);
    }
    lasts[slot] = time;
    aggregator.add(slot, event);
  }

  private void open(int slot, long time, long number) {
    if (slot >= starts.length) {
      int capacity = Math.max(16, slot + (slot >> 1) + 1);
      starts = Arrays.copyOf(starts, capacity);
      lasts = Arrays.copyOf(lasts, capacity);
      numbers = Arrays.copyOf(numbers, capacity);
      next = Arrays.copyOf(next, capacity);
      previous = Arrays.copyOf(previous, capacity);
      aggregator.ensureSlots(capacity);
    }
    starts[slot] = time;
    numbers[slot] = number;
    append(slot);
  }

  private void append(int slot) {
    previous[slot] = last;
    next[slot] = NONE;
    if (last == NONE) {
      first = slot;
    } else {
      next[last] = slot;
    }
    last = slot;
  }

  private void unlink(int slot) {
    int before = previous[slot];
    int after = next[slot];
    if (before == NONE) {
      first = after;
    } else {
      next[before] = after;
    }
    if (after == NONE) {
      last = before;
    } else {
      previous[after] = before;
    }
  }

  /** Closes the sessions that a row at {@code time} can no longer join. */
  private void closeBefore(long time) {
    while (first != NONE && lasts[first] + gap < time) {
      long lastRow = lasts[first];
      int count = 0;
      for (int slot = first; slot != NONE && lasts[slot] == lastRow; slot = next[slot]) {
        if (count == closing.length) {
          closing = Arrays.copyOf(closing, count * 2);
        }
        closing[count++] = slot;
      }
      IndexSort.sort(closing, count, numbers, numbers);
      for (int i = 0; i < count; i++) {
        int slot = closing[i];
        results.emit(table.key(slot), slot, starts[slot], lastRow + gap);
        unlink(slot);
        aggregator.reset(slot);
        table.remove(slot);
      }
    }
    if (first == NONE) {
      sessions = 0;
    }
  }

  @Override
  public void watermark(long time) {
    closeBefore(time);
    out.watermark(WindowTimes.forwarded(time));
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(sessions);
    long place = 0;
    for (int slot = first; slot != NONE; slot = next[slot]) {
      var record = new StateWriter();
      table.write(slot, record);
      record.writeLong(starts[slot]);
      record.writeLong(lasts[slot]);
      record.writeLong(numbers[slot]);
      aggregator.write(slot, record);
      OrderedRecords.write(snapshot, table.keyGroup(slot), place++, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    sessions = snapshot.readShared().readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      int slot = table.read(record);
      long start = record.readLong();
      long lastRow = record.readLong();
      open(slot, start, record.readLong());
      lasts[slot] = lastRow;
      aggregator.read(slot, record);
    }
  }
}
