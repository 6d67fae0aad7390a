package dev.weir.pattern.match;

/**
 * Partitions in which nothing is alive, the one that rests longest first. They are kept for a while, because
 * most come to life again soon, and making a partition costs more than matching a row. A list linked
 * through the partitions: all operations are O(1). Not thread-safe.
 */
final class RestingPartitions {
  private static final int MAX = 1_024;

  private Partition first;
  private Partition last;
  private int size;

  /** Adds a partition. @return the one that has to go for it, or null */
  Partition add(Partition partition) {
    partition.resting = true;
    partition.restingBefore = last;
    if (last == null) {
      first = partition;
    } else {
      last.restingAfter = partition;
    }
    last = partition;
    if (++size <= MAX) {
      return null;
    }
    var oldest = first;
    remove(oldest);
    return oldest;
  }

  void remove(Partition partition) {
    var before = partition.restingBefore;
    var after = partition.restingAfter;
    if (before == null) {
      first = after;
    } else {
      before.restingAfter = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.restingBefore = before;
    }
    partition.restingBefore = null;
    partition.restingAfter = null;
    partition.resting = false;
    size--;
  }

  /** Forgets all. */
  void clear() {
    first = null;
    last = null;
    size = 0;
  }
}
