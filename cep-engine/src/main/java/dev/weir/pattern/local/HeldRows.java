package dev.weir.pattern.local;

import dev.weir.event.Event;
import dev.weir.pattern.match.MatchRow;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/** The latest rows of a partition, without gaps, in a ring: no object per row. */
final class HeldRows {
  private static final int WORDS = 3;

  private Object[] events = new Object[4];

  /** Time, order and satisfied variables of each row. */
  private long[] words = new long[4 * WORDS];

  /** What is around each row; null if that has never been asked for. */
  private Object[][] around;

  private long first;
  private long end;

  /** Whether there is none. */
  boolean isEmpty() {
    return first == end;
  }

  void add(long position, Object event, long time, long order, Object[] near, long satisfied) {
    if (first == end) {
      first = position;
      end = position;
    } else if (end - first == events.length) {
      grow();
    }
    int slot = (int) position & events.length - 1;
    events[slot] = event;
    int word = WORDS * slot;
    words[word] = time;
    words[word + 1] = order;
    words[word + 2] = satisfied;
    if (near != null) {
      if (around == null) {
        around = new Object[events.length][];
      }
      around[slot] = near;
    }
    end = position + 1;
  }

  private void grow() {
    int length = events.length;
    var newEvents = new Object[2 * length];
    var newWords = new long[2 * length * WORDS];
    var newAround = around == null ? null : new Object[2 * length][];
    for (long position = first; position < end; position++) {
      int from = (int) position & length - 1;
      int to = (int) position & 2 * length - 1;
      newEvents[to] = events[from];
      System.arraycopy(words, WORDS * from, newWords, WORDS * to, WORDS);
      if (around != null) {
        newAround[to] = around[from];
      }
    }
    events = newEvents;
    words = newWords;
    around = newAround;
  }

  /** Lets go of the rows before a position. */
  void release(long before) {
    int mask = events.length - 1;
    long to = Math.min(before, end);
    for (; first < to; first++) {
      events[(int) first & mask] = null;
      if (around != null) {
        around[(int) first & mask] = null;
      }
    }
    if (first == end && events.length > 1_024) {
      // One long match must not cost its memory for ever.
      events = new Object[4];
      words = new long[4 * WORDS];
      around = null;
    }
  }

  long time(long position) {
    return words[WORDS * slot(position)];
  }

  long order(long position) {
    return words[WORDS * slot(position) + 1];
  }

  long satisfied(long position) {
    return words[WORDS * slot(position) + 2];
  }

  Object event(long position) {
    return events[slot(position)];
  }

  MatchRow row(long position) {
    int slot = slot(position);
    return new MatchRow(
        events[slot],
        words[WORDS * slot],
        position,
        words[WORDS * slot + 1],
        around == null ? null : around[slot]);
  }

  private int slot(long position) {
    return (int) position & events.length - 1;
  }

  void write(StateWriter out) {
    out.writeLong(first);
    out.writeLong(end);
    for (long position = first; position < end; position++) {
      int slot = slot(position);
      out.writeEvent((Event) events[slot]);
      out.writeLong(time(position));
      out.writeLong(order(position));
      out.writeLong(satisfied(position));
      var near = around == null ? null : around[slot];
      out.writeInt(near == null ? -1 : near.length);
      for (int i = 0; near != null && i < near.length; i++) {
        out.writeBoolean(near[i] != null);
        if (near[i] != null) {
          out.writeEvent((Event) near[i]);
        }
      }
    }
  }

  void read(StateReader in, Event prototype) {
    long from = in.readLong();
    long to = in.readLong();
    for (long position = from; position < to; position++) {
      var event = in.readEvent(prototype);
      long time = in.readLong();
      long order = in.readLong();
      long satisfied = in.readLong();
      int length = in.readInt();
      Object[] near = length < 0 ? null : new Object[length];
      for (int i = 0; i < length; i++) {
        near[i] = in.readBoolean() ? in.readEvent(prototype) : null;
      }
      add(position, event, time, order, near, satisfied);
    }
  }

  @Override
  public String toString() {
    return first + ".." + end + " " + Arrays.toString(events);
  }
}
