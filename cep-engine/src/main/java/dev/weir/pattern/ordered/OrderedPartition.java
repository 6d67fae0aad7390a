package dev.weir.pattern.ordered;

import dev.weir.pattern.match.Partition;

/** The attempts of one partition, in the order of their starts. */
final class OrderedPartition extends Partition {
  Attempt head;
  Attempt tail;

  /** How many runs are alive. */
  int alive;

  /**
   * The variables of which a row must satisfy one to change a run; {@link State#ANY_ROW} if a run needs
   * to see every row.
   */
  long reacts;

  /** See {@link #unwantedTimes}. */
  static final long NEVER = Long.MIN_VALUE;

  /** By number of what must not come before a start: when it came last; null if it never did. */
  long[] unwantedTimes;

  /** Rows that may turn out to be in no match; null if those are not asked for. */
  OpenRows open;

  /** Rows that must be seen again; null if attempts run beside each other. */
  Replay replay;

  /** Whether a row could change a run. */
  boolean reactsTo(long satisfied) {
    return (satisfied & reacts) != 0 || reacts == State.ANY_ROW;
  }

  void add(Attempt attempt) {
    if (tail == null) {
      head = attempt;
    } else {
      tail.next = attempt;
    }
    tail = attempt;
  }

  void removeHead() {
    head = head.next;
    if (head == null) {
      tail = null;
    }
  }

  /** Removes the attempt behind {@code before}, the first one if that is null. */
  void removeBehind(Attempt before) {
    if (before == null) {
      removeHead();
      return;
    }
    before.next = before.next.next;
    if (before.next == null) {
      tail = before;
    }
  }

  // ---- fields that belong to another package

  long position() {
    return rows;
  }

  void setDeadline(long time, long order) {
    deadline = time;
    deadlineOrder = order;
  }

  long matches() {
    return matches;
  }

  long countMatch() {
    return ++matches;
  }
}
