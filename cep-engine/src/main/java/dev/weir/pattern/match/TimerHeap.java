package dev.weir.pattern.match;

import java.util.Arrays;

/**
 * The partitions that want to be called when time goes on, the earliest first; among equal times in the
 * order that they ask for. A binary heap in which each partition knows its place, so that one can be
 * moved or taken out in O(log n) and none is in it twice. Not thread-safe.
 */
final class TimerHeap {
  private Partition[] heap = new Partition[16];
  private int size;
  private long earliest = Partition.NONE;

  /** The earliest time, {@link Partition#NONE} if there is none. */
  long earliest() {
    return earliest;
  }

  /** The partition that comes first; there must be one. */
  Partition first() {
    return heap[0];
  }

  /** Sets or moves the timer of a partition. */
  void set(Partition partition, long time, long order) {
    partition.scheduled = time;
    partition.scheduledOrder = order;
    if (partition.timer < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      place(partition, size++);
    }
    restore(partition.timer);
    earliest = heap[0].scheduled;
  }

  /** Takes the timer of a partition out, if it has one. */
  void clear(Partition partition) {
    int gap = partition.timer;
    if (gap < 0) {
      return;
    }
    partition.timer = -1;
    partition.scheduled = Partition.NONE;
    var moved = heap[--size];
    heap[size] = null;
    if (moved != partition) {
      place(moved, gap);
      restore(gap);
    }
    earliest = size == 0 ? Partition.NONE : heap[0].scheduled;
  }

  /** Moves what is at an index up or down to where it belongs. */
  private void restore(int index) {
    if (up(index) == index) {
      down(index);
    }
  }

  private int up(int index) {
    var moving = heap[index];
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (!before(moving, heap[parent])) {
        break;
      }
      place(heap[parent], index);
      index = parent;
    }
    place(moving, index);
    return index;
  }

  private void down(int index) {
    var moving = heap[index];
    for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], moving)) {
        break;
      }
      place(heap[child], index);
      index = child;
    }
    place(moving, index);
  }

  private void place(Partition partition, int index) {
    heap[index] = partition;
    partition.timer = index;
  }

  private static boolean before(Partition a, Partition b) {
    return a.scheduled < b.scheduled
        || a.scheduled == b.scheduled && a.scheduledOrder < b.scheduledOrder;
  }
}
