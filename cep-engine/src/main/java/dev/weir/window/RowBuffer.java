package dev.weir.window;

import dev.weir.event.Event;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Rows of one partition in order, addressed by their number since the partition began; the oldest can
 * be dropped. With each row goes its peer group: its number, and the number of its first row. A ring.
 */
final class RowBuffer {
  private Event[] rows = new Event[8];
  private long[] times = new long[8];
  private long[] arrivals = new long[8];
  private long[] groups = new long[8];
  private long[] groupStarts = new long[8];

  /** The numbers of the oldest row held, and of the row to come. */
  private long first;

  private long end;

  long end() {
    return end;
  }

  boolean isEmpty() {
    return first == end;
  }

  Event row(long number) {
    return rows[at(number)];
  }

  long time(long number) {
    return times[at(number)];
  }

  /** The number of the row among all rows of the operator. */
  long arrival(long number) {
    return arrivals[at(number)];
  }

  long group(long number) {
    return groups[at(number)];
  }

  long groupStart(long number) {
    return groupStarts[at(number)];
  }

  private int at(long number) {
    return (int) number & rows.length - 1;
  }

  void append(Event row, long time, long arrival, long group, long groupStart) {
    if (end - first == rows.length) {
      grow();
    }
    int at = at(end++);
    rows[at] = row;
    times[at] = time;
    arrivals[at] = arrival;
    groups[at] = group;
    groupStarts[at] = groupStart;
  }

  private void grow() {
    int capacity = rows.length * 2;
    var larger = new RowBuffer();
    larger.rows = new Event[capacity];
    larger.times = new long[capacity];
    larger.arrivals = new long[capacity];
    larger.groups = new long[capacity];
    larger.groupStarts = new long[capacity];
    larger.first = first;
    larger.end = first;
    for (long i = first; i < end; i++) {
      larger.append(row(i), time(i), arrival(i), group(i), groupStart(i));
    }
    rows = larger.rows;
    times = larger.times;
    arrivals = larger.arrivals;
    groups = larger.groups;
    groupStarts = larger.groupStarts;
  }

  /** Drops the rows before a number. */
  void dropBefore(long number) {
    for (; first < Math.min(number, end); first++) {
      rows[at(first)] = null;
    }
  }

  /** Drops all rows, and numbers from 0 again. */
  void clear() {
    Arrays.fill(rows, null);
    first = 0;
    end = 0;
  }

  void write(StateWriter out) {
    out.writeLong(first);
    out.writeLong(end);
    for (long i = first; i < end; i++) {
      out.writeEvent(row(i));
      out.writeLong(time(i));
      out.writeLong(arrival(i));
      out.writeLong(group(i));
      out.writeLong(groupStart(i));
    }
  }

  void read(StateReader in, Event prototype) {
    first = in.readLong();
    long stored = in.readLong();
    end = first;
    while (end < stored) {
      append(in.readEvent(prototype), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
  }
}
