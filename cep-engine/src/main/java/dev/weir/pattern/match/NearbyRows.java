package dev.weir.pattern.match;

import dev.weir.event.Event;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * The latest rows of a partition: those that PREV can reach and those that wait for NEXT. A ring
 * addressed by position. Not thread-safe.
 */
final class NearbyRows {
  private final int back;
  private final Object[] events;
  private final long[] times;
  private final long[] orders;
  private final int mask;

  /** How many rows have come; positions below are known as far back as is looked. */
  private long received;

  /** @param ahead how many rows wait at most before the oldest is matched */
  NearbyRows(int back, int ahead) {
    this.back = back;
    int capacity = Integer.highestOneBit(back + ahead) << 1;
    this.events = new Object[capacity];
    this.mask = capacity - 1;
    this.times = ahead == 0 ? null : new long[capacity];
    this.orders = ahead == 0 ? null : new long[capacity];
  }

  long received() {
    return received;
  }

  void add(Object event, long time, long order) {
    int at = (int) received++ & mask;
    events[at] = event;
    if (times != null) {
      times[at] = time;
      orders[at] = order;
    }
  }

  /** The row at a position, null if there is none or it is further back than is looked. */
  Object event(long position) {
    return position < 0 || position >= received ? null : events[(int) position & mask];
  }

  /** The time of a row that waits. */
  long time(long position) {
    return times[(int) position & mask];
  }

  long order(long position) {
    return orders[(int) position & mask];
  }

  /** @param next the first row that has not been matched */
  void write(long next, StateWriter out) {
    long from = Math.max(0, next - back);
    out.writeLong(received);
    out.writeLong(from);
    for (long position = from; position < received; position++) {
      out.writeEvent((Event) event(position));
      if (times != null) {
        out.writeLong(time(position));
        out.writeLong(order(position));
      }
    }
  }

  void read(StateReader in, Event prototype) {
    long end = in.readLong();
    received = in.readLong();
    while (received < end) {
      var event = in.readEvent(prototype);
      if (times == null) {
        add(event, 0, 0);
      } else {
        long time = in.readLong();
        add(event, time, in.readLong());
      }
    }
  }
}
