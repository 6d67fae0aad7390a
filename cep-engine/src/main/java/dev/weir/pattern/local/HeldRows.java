package dev.weir.pattern.local;

import dev.weir.event.Event;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.Partition;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * The latest rows of a partition, without gaps, in a ring: no object per row, and a row costs few lines of the
 * processor's cache, which is why this is the partition itself. Each row may bear a mark of the matcher.
 */
abstract class HeldRows extends Partition {
  private static final int WORDS = 3;

  private static final int ROWS = 4;

  /** Rings of at most so many rows keep released rows until others take their places or all are released. */
  private static final int ROWS_LEFT_MAX = 16;

  /** Event and mark of each row. */
  private Object[] objects = new Object[2 * ROWS];

  /** Time, order and satisfied variables of each row. */
  private long[] words = new long[ROWS * WORDS];

  /** What is around each row; null if that has never been asked for. */
  private Object[][] around;

  private int mask = ROWS - 1;
  private long first;
  private long end;

  /** Whether there is none. */
  boolean holdsNone() {
    return first == end;
  }

  /** Whether the next row needs more memory. */
  boolean isFull() {
    return end - first > mask;
  }

  void add(
      long position,
      Object event,
      long time,
      long order,
      Object[] near,
      long satisfied,
      Object mark) {
    if (first == end) {
      first = position;
    } else if (isFull()) {
      grow();
    }
    int slot = (int) position & mask;
    objects[2 * slot] = event;
    objects[2 * slot + 1] = mark;
    int word = WORDS * slot;
    words[word] = time;
    words[word + 1] = order;
    words[word + 2] = satisfied;
    if (near != null) {
      if (around == null) {
        around = new Object[mask + 1][];
      }
      around[slot] = near;
    }
    end = position + 1;
  }

  private void grow() {
    int newMask = 2 * mask + 1;
    var newObjects = new Object[2 * (newMask + 1)];
    var newWords = new long[(newMask + 1) * WORDS];
    var newAround = around == null ? null : new Object[newMask + 1][];
    for (long position = first; position < end; position++) {
      int from = (int) position & mask;
      int to = (int) position & newMask;
      newObjects[2 * to] = objects[2 * from];
      newObjects[2 * to + 1] = objects[2 * from + 1];
      System.arraycopy(words, WORDS * from, newWords, WORDS * to, WORDS);
      if (around != null) {
        newAround[to] = around[from];
      }
    }
    objects = newObjects;
    words = newWords;
    around = newAround;
    mask = newMask;
  }

  /** Lets go of the rows before a position; then there is room for as many rows more as there are left. */
  void makeRoom(long before) {
    release(before);
    if (2 * (end - first) > mask) {
      grow();
    }
  }

  /** Lets go of the rows before a position. */
  void release(long before) {
    long to = Math.min(before, end);
    if (to == end) {
      clear();
    } else if (mask < ROWS_LEFT_MAX) {
      first = Math.max(first, to);
    } else {
      for (; first < to; first++) {
        forget((int) first & mask);
      }
    }
  }

  private void clear() {
    if (mask > 1_024) {
      // One long match must not cost its memory for ever.
      objects = new Object[2 * ROWS];
      words = new long[ROWS * WORDS];
      around = null;
      mask = ROWS - 1;
    } else {
      long from = mask < ROWS_LEFT_MAX ? Math.max(0, end - mask - 1) : first;
      for (long position = from; position < end; position++) {
        forget((int) position & mask);
      }
    }
    first = end;
  }

  private void forget(int slot) {
    objects[2 * slot] = null;
    objects[2 * slot + 1] = null;
    if (around != null) {
      around[slot] = null;
    }
  }

  /** The first row that is held. */
  long firstHeld() {
    return first;
  }

  /** The position behind the last one. */
  long heldEnd() {
    return end;
  }

  Object mark(long position) {
    return objects[2 * slot(position) + 1];
  }

  void mark(long position, Object mark) {
    objects[2 * slot(position) + 1] = mark;
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

  MatchRow row(long position) {
    int slot = slot(position);
    return new MatchRow(
        objects[2 * slot],
        words[WORDS * slot],
        position,
        words[WORDS * slot + 1],
        around == null ? null : around[slot]);
  }

  private int slot(long position) {
    return (int) position & mask;
  }

  /** Writes the rows without their marks. */
  void writeRows(StateWriter out) {
    out.writeLong(first);
    out.writeLong(end);
    for (long position = first; position < end; position++) {
      int slot = slot(position);
      out.writeEvent((Event) objects[2 * slot]);
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

  void readRows(StateReader in, Event prototype) {
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
      add(position, event, time, order, near, satisfied, null);
    }
  }
}
