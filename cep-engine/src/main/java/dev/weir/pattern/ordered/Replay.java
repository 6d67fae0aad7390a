package dev.weir.pattern.ordered;

import dev.weir.pattern.match.MatchRow;

/**
 * Where attempts come one after another: the rows from the start of the present attempt on, which the
 * next attempt may have to see again.
 */
final class Replay {
  /** A row as it came. */
  static final class Seen {
    final MatchRow row;
    final long satisfied;

    /** See {@link OrderedPartition#unwantedTimes}, of the rows before; null if there is nothing. */
    final long[] unwantedTimes;

    /** Whether it has been reported that a condition on the row cannot be evaluated. */
    boolean reported;

    Seen(MatchRow row, long satisfied, long[] unwantedTimes) {
      this.row = row;
      this.satisfied = satisfied;
      this.unwantedTimes = unwantedTimes;
    }
  }

  private Seen[] ring = new Seen[4];
  private long from;
  private long end;

  /** The position of the next row that the present attempt has to see, or, if there is none, with which one begins. */
  long next;

  /** The position behind the latest row. */
  long end() {
    return end;
  }

  long from() {
    return from;
  }

  boolean isEmpty() {
    return from == end;
  }

  void add(Seen seen) {
    if (isEmpty()) {
      from = seen.row.position();
      end = from;
      next = from;
    }
    if (end - from == ring.length) {
      var old = ring;
      ring = new Seen[old.length * 2];
      for (long position = from; position < end; position++) {
        ring[(int) position & ring.length - 1] = old[(int) position & old.length - 1];
      }
    }
    ring[(int) end++ & ring.length - 1] = seen;
  }

  Seen at(long position) {
    return ring[(int) position & ring.length - 1];
  }

  /** Lets the rows in front of a position go. */
  void release(long position) {
    while (from < end && from < position) {
      ring[(int) from++ & ring.length - 1] = null;
    }
  }
}
