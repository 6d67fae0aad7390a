package dev.weir.pattern.waiting;

import java.util.Arrays;

/**
 * The runs that wait for one stage, the one with the smallest {@link Run#bound} first. Each run knows
 * its place, so that any can be taken out in O(log n). Not thread-safe.
 */
final class RunHeap {
  private static final int CAPACITY_MIN = 4;

  private Run[] heap = new Run[CAPACITY_MIN];
  private int size;

  int size() {
    return size;
  }

  /** The run with the smallest bound; there must be one. */
  Run first() {
    return heap[0];
  }

  Run get(int index) {
    return heap[index];
  }

  void add(Run run) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    place(run, size++);
    up(run.place);
  }

  void remove(Run run) {
    int gap = run.place;
    run.place = -1;
    var moved = heap[--size];
    heap[size] = null;
    if (moved != run) {
      place(moved, gap);
      up(gap);
      down(moved.place);
    }
  }

  /** Removes all runs. */
  void clear() {
    for (int i = 0; i < size; i++) {
      heap[i].place = -1;
    }
    if (heap.length > 16 * CAPACITY_MIN) {
      heap = new Run[CAPACITY_MIN];
    } else {
      Arrays.fill(heap, 0, size, null);
    }
    size = 0;
  }

  private void up(int index) {
    var moving = heap[index];
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (heap[parent].bound <= moving.bound) {
        break;
      }
      place(heap[parent], index);
      index = parent;
    }
    place(moving, index);
  }

  private void down(int index) {
    var moving = heap[index];
    for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
      if (child + 1 < size && heap[child + 1].bound < heap[child].bound) {
        child++;
      }
      if (moving.bound <= heap[child].bound) {
        break;
      }
      place(heap[child], index);
      index = child;
    }
    place(moving, index);
  }

  private void place(Run run, int index) {
    heap[index] = run;
    run.place = index;
  }
}
