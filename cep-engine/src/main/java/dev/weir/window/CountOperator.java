package dev.weir.window;

import dev.weir.aggregate.SlidingWindow;
import dev.weir.event.Change;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.Arrays;

/**
 * TUMBLE_ROWS and HOP_ROWS: aggregates over every {@code count} rows of a key, a new window starting
 * every {@code slide} rows from its first. Incomplete windows are not reported. {@code window_start}
 * is the time of the first row, {@code window_end} one millisecond after the last, so that {@code
 * window_time} is the time of the row that completes the window and gives the result at once.
 *
 * <p>The rows of a key are cut into panes of gcd(slide, count) rows. O(1) per row and result, amortised.
 * Keys of TUMBLE_ROWS are kept from the first to the last row of a window. Keys of HOP_ROWS are
 * kept to the end of the input: their last rows are part of windows to come, whenever that is.
 */
final class CountOperator extends Operator {
  private final long paneRows;
  private final long slidePanes;
  private final int windowPanes;
  private final boolean tumbling;
  private final WindowResults results;
  private final KeyTable table;

  /** An entry per pane; its position is the time of its first row. */
  private final SlidingWindow panes;

  /** By key: rows seen. */
  private long[] seen = new long[0];

  CountOperator(long slide, long count, WindowResults results, Collector out) {
    super(out);
    this.paneRows = gcd(slide, count);
    this.slidePanes = slide / paneRows;
    this.windowPanes = Math.toIntExact(count / paneRows);
    this.tumbling = slide == count;
    this.results = results;
    this.table = results.table();
    this.panes = results.sliding();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public void row(Object event, long time, Change change) {
    int key = table.put(event);
    if (key < 0) {
      key = ~key;
      open(key);
    }
    if (seen[key] % paneRows == 0) {
      panes.push(key, time);
    }
    panes.addToLast(key, event);
    seen[key]++;
    if (seen[key] % paneRows == 0) {
      closePane(key, time);
    }
  }

  private void open(int key) {
    if (key >= seen.length) {
      seen = Arrays.copyOf(seen, Math.max(16, key + (key >> 1) + 1));
      panes.ensureKeys(seen.length);
    }
    seen[key] = 0;
  }

  private void closePane(int key, long time) {
    panes.evict(key, Math.max(0, panes.size(key) - windowPanes));
    long pastFirstWindow = seen[key] / paneRows - windowPanes;
    if (pastFirstWindow >= 0 && pastFirstWindow % slidePanes == 0) {
      long windowStart = panes.position(key, 0);
      results.emit(table.key(key), panes.result(key), windowStart, time + WindowTimes.MILLISECOND);
      if (tumbling) {
        remove(key);
      }
    }
  }

  private void remove(int key) {
    panes.clear(key);
    table.remove(key);
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      for (int key = table.slotEnd() - 1; key >= 0; key--) {
        panes.clear(key);
      }
      table.clear();
    }
    out.watermark(WindowTimes.forwarded(time));
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    for (int key = 0; key < table.slotEnd(); key++) {
      if (table.key(key) != null) {
        var record = new StateWriter();
        table.write(key, record);
        record.writeLong(seen[key]);
        panes.write(key, record);
        OrderedRecords.write(snapshot, table.keyGroup(key), key, record);
      }
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    for (var record : OrderedRecords.read(snapshot)) {
      int key = table.read(record);
      open(key);
      seen[key] = record.readLong();
      panes.read(key, record);
    }
  }
}
