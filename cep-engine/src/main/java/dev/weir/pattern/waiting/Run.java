package dev.weir.pattern.waiting;

import dev.weir.pattern.match.MatchRow;

/** A partial match: the rows it has taken, and where it waits. */
final class Run {
  /** The rows taken, by stage; null from {@link #taken} on. */
  final MatchRow[] rows;

  /** How many rows it has taken, which is also the stage that it waits for. */
  int taken;

  /** What a row's value is compared with to advance it, see {@link RunHeap}. */
  long bound;

  /** Its place in the heap, or -1. */
  int place = -1;

  /** Its neighbours among the waiting runs of the partition, in the order of starts; see {@link RunList}. */
  Run previous;

  Run next;

  Run(int length) {
    rows = new MatchRow[length];
  }

  MatchRow start() {
    return rows[0];
  }

  MatchRow last() {
    return rows[taken - 1];
  }
}
