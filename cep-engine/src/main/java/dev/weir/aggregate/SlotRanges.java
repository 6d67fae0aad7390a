package dev.weir.aggregate;

import java.util.Arrays;

/**
 * Gives out ranges of consecutive slots, each of a power of two, and takes them back: a buddy
 * allocator over indexes. A range of {@code 2^c} slots starts at a multiple of {@code 2^c}; a freed
 * range joins its buddy if that is free too, so space of many small ranges serves a large one again.
 * Both operations cost O(log of the largest range). Not thread-safe.
 */
final class SlotRanges {
  private static final int CLASSES = 31;
  private static final byte NOT_FREE = -1;

  /** The slots there are, a power of two, or zero. */
  private int end;

  /** The first free range of each class, -1 if none. */
  private final int[] heads = new int[CLASSES];

  /** For the first slot of a free range, in units of the smallest range: its class, and its list. */
  private byte[] freeClass = new byte[0];

  private int[] next = new int[0];
  private int[] previous = new int[0];

  SlotRanges() {
    Arrays.fill(heads, -1);
  }

  /** All slots given out so far are below this. */
  int end() {
    return end;
  }

  /** The first slot of a range of {@code 1 << sizeClass} slots. {@code sizeClass} is at least 1. */
  int allocate(int sizeClass) {
    int available = sizeClass;
    while (available < CLASSES && heads[available] < 0) {
      available++;
    }
    if (available == CLASSES) {
      grow(sizeClass);
      return allocate(sizeClass);
    }
    int range = heads[available];
    unlink(range, available);
    while (available > sizeClass) {
      available--;
      link(range + (1 << available), available);
    }
    return range;
  }

  /** Takes back a range that {@link #allocate} gave for the same class. */
  void free(int range, int sizeClass) {
    int start = range;
    int size = sizeClass;
    while (1 << size < end) {
      int buddy = start ^ 1 << size;
      if (freeClass[buddy >> 1] != size) {
        break;
      }
      unlink(buddy, size);
      start = Math.min(start, buddy);
      size++;
    }
    link(start, size);
  }

  private void grow(int sizeClass) {
    int old = end;
    if (old == 0) {
      end = Math.max(16, 1 << sizeClass);
    } else {
      end = Math.max(Math.multiplyExact(old, 2), 1 << sizeClass);
    }
    freeClass = Arrays.copyOf(freeClass, end >> 1);
    Arrays.fill(freeClass, old >> 1, end >> 1, NOT_FREE);
    next = Arrays.copyOf(next, end >> 1);
    previous = Arrays.copyOf(previous, end >> 1);
    if (old == 0) {
      link(0, Integer.numberOfTrailingZeros(end));
      return;
    }
    // Each doubling of the space adds the buddy of all that was there before.
    for (int from = old; from < end; from *= 2) {
      free(from, Integer.numberOfTrailingZeros(from));
    }
  }

  private void link(int range, int sizeClass) {
    int block = range >> 1;
    freeClass[block] = (byte) sizeClass;
    previous[block] = -1;
    next[block] = heads[sizeClass];
    if (heads[sizeClass] >= 0) {
      previous[heads[sizeClass] >> 1] = range;
    }
    heads[sizeClass] = range;
  }

  private void unlink(int range, int sizeClass) {
    int block = range >> 1;
    freeClass[block] = NOT_FREE;
    if (previous[block] < 0) {
      heads[sizeClass] = next[block];
    } else {
      next[previous[block] >> 1] = next[block];
    }
    if (next[block] >= 0) {
      previous[next[block] >> 1] = previous[block];
    }
  }
}
