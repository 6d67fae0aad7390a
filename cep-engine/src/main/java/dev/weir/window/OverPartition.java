package dev.weir.window;

import dev.weir.event.Event;
import dev.weir.operator.RowOrder;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The state of one partition of an OVER operator that keeps rows: the rows, and where each function is. */
final class OverPartition {
  /** A number by which functions address their own state of this partition. */
  final int key;

  final RowBuffer rows = new RowBuffer();

  /** The number of the next row to give out. */
  long next;

  /** By function: the start and the end of the last frame, neither ever goes back. */
  final long[] starts;

  final long[] ends;

  /** By function: rows below this number have been taken into its state. */
  final long[] taken;

  /** By function: rows that it remembers although the buffer may drop them. */
  final List<List<Event>> remembered;

  private Event lastRow;
  private long lastTime;
  private long lastGroup = -1;
  private long lastGroupStart;

  OverPartition(int key, int functions) {
    this.key = key;
    this.starts = new long[functions];
    this.ends = new long[functions];
    this.taken = new long[functions];
    this.remembered = new ArrayList<>();
    for (int i = 0; i < functions; i++) {
      remembered.add(new ArrayList<>());
    }
  }

  long lastTime() {
    return lastTime;
  }

  /** Whether all rows have been given out. */
  boolean isIdle() {
    return next == rows.end();
  }

  /** Adds a row behind the others. {@code samePeers}: whether it is a peer of the one before it. */
  private void append(Event row, long time, long arrival, boolean samePeers) {
    if (!samePeers) {
      lastGroup++;
      lastGroupStart = rows.end();
    }
    lastRow = row;
    lastTime = time;
    rows.append(row, time, arrival, lastGroup, lastGroupStart);
  }

  /** Adds a row in order of time; peers have equal times, and compare equal if there is an order. */
  void appendByTime(Event row, long time, long arrival, RowOrder order) {
    boolean peer =
        lastRow != null && lastTime == time && (order == null || order.compare(lastRow, row) == 0);
    append(row, time, arrival, peer);
  }

  /** Adds a row in the given order; without one all rows are peers. */
  void appendByOrder(Event row, long time, RowOrder order) {
    append(row, time, 0, lastRow != null && (order == null || order.compare(lastRow, row) == 0));
  }

  /** Makes it as new. */
  void clear() {
    rows.clear();
    next = 0;
    Arrays.fill(starts, 0);
    Arrays.fill(ends, 0);
    Arrays.fill(taken, 0);
    remembered.forEach(List::clear);
    lastRow = null;
    lastGroup = -1;
  }

  void write(StateWriter out) {
    rows.write(out);
    out.writeLong(next);
    for (int i = 0; i < starts.length; i++) {
      out.writeLong(starts[i]);
      out.writeLong(ends[i]);
      out.writeLong(taken[i]);
      out.writeInt(remembered.get(i).size());
      remembered.get(i).forEach(out::writeEvent);
    }
    out.writeLong(lastTime);
    out.writeLong(lastGroup);
    out.writeLong(lastGroupStart);
    out.writeEvent(lastRow);
  }

  void read(StateReader in, Event prototype) {
    rows.read(in, prototype);
    next = in.readLong();
    for (int i = 0; i < starts.length; i++) {
      starts[i] = in.readLong();
      ends[i] = in.readLong();
      taken[i] = in.readLong();
      int count = in.readInt();
      for (int j = 0; j < count; j++) {
        remembered.get(i).add(in.readEvent(prototype));
      }
    }
    lastTime = in.readLong();
    lastGroup = in.readLong();
    lastGroupStart = in.readLong();
    lastRow = in.readEvent(prototype);
  }
}
