package dev.weir.codegen;

/**
 * A set of longs that is filled once and then asked, for the constants of IN: open addressing, at
 * most half full. Called by generated code.
 */
public final class LongSet {
  private final long[] slots;
  private final int shift;
  private boolean hasZero;

  LongSet(int count) {
    int capacity = Integer.highestOneBit(Math.max(2, count * 2)) * 2;
    slots = new long[capacity];
    shift = Long.numberOfLeadingZeros(capacity) + 1;
  }

  void add(long value) {
    if (value == 0) {
      hasZero = true;
    } else {
      slots[slot(value)] = value;
    }
  }

  public boolean contains(long value) {
    return value == 0 ? hasZero : slots[slot(value)] == value;
  }

  /** Where the value is, or the empty slot where it would be. */
  private int slot(long value) {
    int mask = slots.length - 1;
    // Fibonacci hashing: the high bits of the product depend on all bits of the value.
    int slot = (int) (value * 0x9E3779B97F4A7C15L >>> shift);
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
