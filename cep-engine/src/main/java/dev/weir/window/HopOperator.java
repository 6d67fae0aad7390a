package dev.weir.window;

import dev.weir.aggregate.SlidingWindow;
import dev.weir.event.Change;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.Arrays;

/**
 * HOP: aggregates per key over windows that overlap. Time is cut into panes wherever a window starts
 * or ends, each row is added to one pane of its key, and a window is the combination of its panes,
 * which {@code SlidingAggregate} gives at a cost that does not depend on their number. Only panes
 * with rows exist, and only keys with rows in the current window are touched when it ends.
 *
 * <p>Order among the results of a window: keys in the order of their arrival, where a key arrives
 * with its first row after a window that it had no rows in.
 */
final class HopOperator extends Operator {
  private final WindowGrid grid;
  private final WindowResults results;
  private final KeyTable table;
  private final SlidingWindow panes;

  /** The keys with rows in the current window, in order of their arrival. */
  private int[] active = new int[16];

  private int activeCount;

  /** By key: the pane after which its entries are turned into suffixes for the first time. */
  private long[] firstFlip = new long[0];

  /** The next moment at which a window starts or ends; {@code Long.MIN_VALUE} without active keys. */
  private long nextEdge = Long.MIN_VALUE;

  /** The number of the current pane. */
  private long pane;

  /** The window that ends next, and the one that starts next. */
  private long ending;

  private long starting;

  /** The first pane of each window that has started and not ended, at {@code window & mask}. */
  private long[] firstPanes = new long[16];

  HopOperator(WindowGrid grid, WindowResults results, Collector out) {
    super(out);
    this.grid = grid;
    this.results = results;
    this.table = results.table();
    this.panes = results.sliding();
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (time >= nextEdge) {
      advance(time);
      if (activeCount == 0) {
        begin(time);
      }
    }
    if (starting == ending) {
      return; // between two windows
    }
    int key = table.put(event);
    if (key < 0) {
      key = ~key;
      activate(key);
    }
    panes.add(key, pane, event);
  }

  private void activate(int key) {
    if (activeCount == active.length) {
      active = Arrays.copyOf(active, activeCount * 2);
    }
    active[activeCount++] = key;
    panes.ensureKeys(key + 1);
    if (key >= firstFlip.length) {
      firstFlip = Arrays.copyOf(firstFlip, Math.max(16, key + (key >> 1) + 1));
    }
    // Spread over one window, so that the keys do not flip in the same pane for ever after.
    firstFlip[key] = pane + Integer.toUnsignedLong(table.hash(key)) % (starting - ending + 1);
  }

  /** Finds the place of a row on the grid when there are no keys. */
  private void begin(long time) {
    ending = grid.firstEndingAfter(time);
    starting = ending;
    while (grid.start(starting) <= time) {
      noteStart();
    }
    nextEdge = Math.min(grid.start(starting), grid.end(ending));
  }

  private void noteStart() {
    if (starting - ending == firstPanes.length) {
      var larger = new long[firstPanes.length * 2];
      for (long window = ending; window < starting; window++) {
        larger[(int) window & larger.length - 1] = firstPanes[(int) window & firstPanes.length - 1];
      }
      firstPanes = larger;
    }
    firstPanes[(int) starting & firstPanes.length - 1] = pane;
    starting++;
  }

  /** Does what is due at the edges up to {@code time}, inclusive. */
  private void advance(long time) {
    while (activeCount > 0 && nextEdge <= time) {
      long edge = nextEdge;
      while (grid.end(ending) == edge) {
        close(edge);
      }
      pane++;
      while (grid.start(starting) == edge) {
        noteStart();
      }
      nextEdge = Math.min(grid.start(starting), grid.end(ending));
    }
    if (activeCount == 0) {
      nextEdge = Long.MIN_VALUE;
    }
  }

  private void close(long windowEnd) {
    long windowStart = grid.start(ending);
    long firstPane =
        ending < starting ? firstPanes[(int) ending & firstPanes.length - 1] : Long.MAX_VALUE;
    ending++;
    int staying = 0;
    for (int i = 0; i < activeCount; i++) {
      int key = active[i];
      panes.evictBefore(key, firstPane);
      int slot = panes.result(key);
      if (slot == SlidingWindow.NONE) {
        panes.clear(key);
        table.remove(key);
        continue;
      }
      results.emit(table.key(key), slot, windowStart, windowEnd);
      if (pane == firstFlip[key]) {
        panes.flip(key);
      }
      active[staying++] = key;
    }
    activeCount = staying;
    if (ending > starting) {
      starting = ending; // it was empty, see WindowGrid
    }
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      finish();
    } else if (time >= nextEdge) {
      advance(time);
    }
    out.watermark(WindowTimes.forwarded(time));
  }

  /** At the end every window closes that holds rows. */
  private void finish() {
    while (activeCount > 0) {
      advance(nextEdge);
    }
    nextEdge = Long.MIN_VALUE;
    pane = 0;
    ending = 0;
    starting = 0;
    firstPanes = new long[16];
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    var shared = snapshot.shared();
    shared.writeLong(nextEdge);
    shared.writeLong(pane);
    shared.writeLong(ending);
    shared.writeLong(starting);
    for (long window = ending; window < starting; window++) {
      shared.writeLong(firstPanes[(int) window & firstPanes.length - 1]);
    }
    for (int i = 0; i < activeCount; i++) {
      int key = active[i];
      var record = new StateWriter();
      table.write(key, record);
      record.writeLong(firstFlip[key]);
      panes.write(key, record);
      OrderedRecords.write(snapshot, table.keyGroup(key), i, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    nextEdge = shared.readLong();
    pane = shared.readLong();
    ending = shared.readLong();
    long end = shared.readLong();
    long current = pane;
    starting = ending;
    while (starting < end) {
      pane = shared.readLong();
      noteStart();
    }
    pane = current;
    for (StateReader record : OrderedRecords.read(snapshot)) {
      int key = table.read(record);
      activate(key);
      firstFlip[key] = record.readLong();
      panes.read(key, record);
    }
  }
}
