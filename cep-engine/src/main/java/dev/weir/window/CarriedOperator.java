package dev.weir.window;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.Arrays;

/**
 * Windows that the rows bring along in two of their columns, as the results of another window
 * operator do: all rows of a window have its time. A window closes when time has gone beyond that;
 * rows come in order of time, so only windows of one time are open. Several windows may end at one
 * time (sessions of one key do not, those of different inner keys do): they are told apart by their
 * bounds.
 *
 * <p>Order among the windows of one time: by their first rows.
 */
final class CarriedOperator extends Operator {
  private static final int NONE = -1;

  private final int startColumn;
  private final int endColumn;
  private final Aggregator aggregator;
  private final WindowResults results;
  private final KeyTable table;
  private long current = Long.MIN_VALUE;

  /** By window, in the order of first rows: bounds, key, and the next window of that key. */
  private long[] starts = new long[16];

  private long[] ends = new long[16];
  private int[] keys = new int[16];
  private int[] nextOfKey = new int[16];
  private int windows;

  /** By key: its latest window. */
  private int[] windowOfKey = new int[16];

  CarriedOperator(int startColumn, int endColumn, WindowResults results, Collector out) {
    super(out);
    this.startColumn = startColumn;
    this.endColumn = endColumn;
    this.aggregator = results.slots();
    this.results = results;
    this.table = results.table();
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (time > current) {
      close();
      current = time;
    }
    var row = (Event) event;
    int key = table.put(row);
    if (key < 0) {
      key = ~key;
      openKey(key);
    }
    aggregator.add(window(key, row.getLong(startColumn), row.getLong(endColumn)), row);
  }

  private void openKey(int key) {
    if (key >= windowOfKey.length) {
      windowOfKey = Arrays.copyOf(windowOfKey, key + (key >> 1) + 1);
    }
    windowOfKey[key] = NONE;
  }

  private int window(int key, long start, long end) {
    for (int window = windowOfKey[key]; window != NONE; window = nextOfKey[window]) {
      if (starts[window] == start && ends[window] == end) {
        return window;
      }
    }
    return openWindow(key, start, end);
  }

  private int openWindow(int key, long start, long end) {
    if (windows == starts.length) {
      starts = Arrays.copyOf(starts, windows * 2);
      ends = Arrays.copyOf(ends, windows * 2);
      keys = Arrays.copyOf(keys, windows * 2);
      nextOfKey = Arrays.copyOf(nextOfKey, windows * 2);
    }
    int window = windows++;
    aggregator.ensureSlots(windows);
    starts[window] = start;
    ends[window] = end;
    keys[window] = key;
    nextOfKey[window] = windowOfKey[key];
    windowOfKey[key] = window;
    return window;
  }

  private void close() {
    for (int window = 0; window < windows; window++) {
      results.emit(table.key(keys[window]), window, starts[window], ends[window], current);
      aggregator.reset(window);
    }
    windows = 0;
    table.clear();
  }

  @Override
  public void watermark(long time) {
    if (time > current) {
      close();
    }
    if (time == Watermarks.END) {
      current = Long.MIN_VALUE;
    }
    out.watermark(time);
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(current);
    for (int window = 0; window < windows; window++) {
      var record = new StateWriter();
      table.write(keys[window], record);
      record.writeLong(starts[window]);
      record.writeLong(ends[window]);
      aggregator.write(window, record);
      OrderedRecords.write(snapshot, table.keyGroup(keys[window]), window, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    current = snapshot.readShared().readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      int key = table.readOrFind(record);
      if (key < 0) {
        key = ~key;
        openKey(key);
      }
      long start = record.readLong();
      int window = openWindow(key, start, record.readLong());
      aggregator.read(window, record);
    }
  }
}
