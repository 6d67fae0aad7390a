package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * SUM of integers and intervals, exact: a long that may wrap around, and how often it did. A sum
 * that passes the range on its way and comes back is right; only a result outside is an error.
 */
public final class LongSum extends Accumulator {
  private final String typeName;
  private long[] sums = new long[0];
  private long[] wraps = new long[0];
  private boolean[] present = new boolean[0];

  /** @param typeName of the result, for the message when it is out of range */
  LongSum(String typeName) {
    this.typeName = typeName;
  }

  public void add(int slot, long value) {
    long before = sums[slot];
    long after = before + value;
    sums[slot] = after;
    present[slot] = true;
    if (((before ^ after) & (value ^ after)) < 0) {
      wraps[slot] += value < 0 ? -1 : 1;
    }
  }

  @Override
  public void ensureSlots(int count) {
    sums = Slots.grow(sums, count);
    wraps = Slots.grow(wraps, count);
    present = Slots.grow(present, count);
  }

  @Override
  public void reset(int slot) {
    sums[slot] = 0;
    wraps[slot] = 0;
    present[slot] = false;
  }

  @Override
  public void merge(int into, int from) {
    if (present[from]) {
      long fromWraps = wraps[from];
      add(into, sums[from]);
      wraps[into] += fromWraps;
    }
  }

  @Override
  public void copy(int into, int from) {
    sums[into] = sums[from];
    wraps[into] = wraps[from];
    present[into] = present[from];
  }

  @Override
  public boolean isNull(int slot) {
    return !present[slot];
  }

  @Override
  public long resultLong(int slot) {
    if (wraps[slot] != 0) {
      throw new RowError("SUM is out of range for " + typeName);
    }
    return sums[slot];
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(present[slot]);
    out.writeLong(sums[slot]);
    out.writeLong(wraps[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    present[slot] = in.readBoolean();
    sums[slot] = in.readLong();
    wraps[slot] = in.readLong();
  }
}
