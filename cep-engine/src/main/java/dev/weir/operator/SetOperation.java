package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.state.KeyReader;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.Arrays;

/**
 * INTERSECT and EXCEPT of two bounded inputs, when both have ended, in the order of the rows' first
 * arrival on the left. {@code ALL}: a row that is {@code m} times on the left and {@code n} times on
 * the right comes min(m, n) times, or max(m - n, 0) times; otherwise once if it would come at all,
 * where EXCEPT takes n = 0 only. Rows are equal when all columns are, NULLs included.
 *
 * <p>The rows' times on the edge are the greatest time of the inputs, 0 if there was none.
 */
public final class SetOperation extends Operator {
  private final KeyTable table;
  private final boolean intersect;
  private final boolean all;
  private final WatermarkMerge watermarks = new WatermarkMerge(2);

  /** By slot: how often the row came from the left and from the right, and when first from the left. */
  private long[] lefts = new long[16];

  private long[] rights = new long[16];
  private long[] firsts = new long[16];
  private long arrivals;
  private long greatest = Long.MIN_VALUE;

  /**
   * @param rowReader reads all columns as a key; {@code keyOf} makes the output row
   * @param prototype any event of the rows' class
   */
  public SetOperation(
      KeyReader rowReader, Event prototype, boolean intersect, boolean all, Collector out) {
    super(out);
    this.table = new KeyTable(rowReader, prototype);
    this.intersect = intersect;
    this.all = all;
  }

  /** The way in: 0 for the left input, 1 for the right. */
  public Collector input(int ordinal) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        add(event, time, ordinal);
      }

      @Override
      public void watermark(long time) {
        if (watermarks.advance(ordinal, time) && watermarks.merged() == Watermarks.END) {
          finish();
        }
      }
    };
  }

  @Override
  public void row(Object event, long time, Change change) {
    add(event, time, 0);
  }

  /** The end of the left input. */
  @Override
  public void watermark(long time) {
    input(0).watermark(time);
  }

  private void add(Object event, long time, int ordinal) {
    greatest = Math.max(greatest, time);
    int slot = table.put(event);
    if (slot < 0) {
      slot = ~slot;
      open(slot);
    }
    if (ordinal == 1) {
      rights[slot]++;
    } else if (lefts[slot]++ == 0) {
      firsts[slot] = arrivals++;
    }
  }

  private void open(int slot) {
    if (slot == lefts.length) {
      lefts = Arrays.copyOf(lefts, slot * 2);
      rights = Arrays.copyOf(rights, slot * 2);
      firsts = Arrays.copyOf(firsts, slot * 2);
    }
    lefts[slot] = 0;
    rights[slot] = 0;
  }

  private void finish() {
    long time = greatest == Long.MIN_VALUE ? 0 : greatest;
    var inOrder = new int[Math.toIntExact(arrivals)];
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      if (lefts[slot] > 0) {
        inOrder[(int) firsts[slot]] = slot;
      }
    }
    for (int slot : inOrder) {
      for (long i = times(lefts[slot], rights[slot]); i > 0; i--) {
        out.row(table.key(slot), time, Change.INSERT);
      }
    }
    table.clear();
    arrivals = 0;
    greatest = Long.MIN_VALUE;
    out.watermark(Watermarks.END);
  }

  private long times(long left, long right) {
    if (all) {
      return intersect ? Math.min(left, right) : Math.max(left - right, 0);
    }
    return intersect == right > 0 ? 1 : 0;
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    watermarks.write(snapshot.shared());
    snapshot.shared().writeLong(arrivals);
    snapshot.shared().writeLong(greatest);
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      var record = new StateWriter();
      table.write(slot, record);
      record.writeLong(lefts[slot]);
      record.writeLong(rights[slot]);
      record.writeLong(firsts[slot]);
      OrderedRecords.write(snapshot, table.keyGroup(slot), slot, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    watermarks.read(shared);
    arrivals = shared.readLong();
    greatest = shared.readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      int slot = table.read(record);
      open(slot);
      lefts[slot] = record.readLong();
      rights[slot] = record.readLong();
      firsts[slot] = record.readLong();
    }
  }
}
