package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * MIN and MAX of everything that is an int or a long. Values are kept complemented for MAX, which
 * turns their order round, so that one minimum without a branch serves both.
 */
public final class LongExtremum extends Accumulator {
  private final long mask;
  private long[] values = new long[0];
  private boolean[] present = new boolean[0];

  LongExtremum(boolean greatest) {
    this.mask = greatest ? -1 : 0;
  }

  public void add(int slot, long value) {
    values[slot] = Math.min(values[slot], value ^ mask);
    present[slot] = true;
  }

  @Override
  public void ensureSlots(int count) {
    int before = values.length;
    values = Slots.grow(values, count);
    Arrays.fill(values, before, values.length, Long.MAX_VALUE);
    present = Slots.grow(present, count);
  }

  @Override
  public void reset(int slot) {
    values[slot] = Long.MAX_VALUE;
    present[slot] = false;
  }

  @Override
  public void merge(int into, int from) {
    values[into] = Math.min(values[into], values[from]);
    present[into] |= present[from];
  }

  @Override
  public void copy(int into, int from) {
    values[into] = values[from];
    present[into] = present[from];
  }

  @Override
  public boolean isNull(int slot) {
    return !present[slot];
  }

  @Override
  public int resultInt(int slot) {
    return (int) (values[slot] ^ mask);
  }

  @Override
  public long resultLong(int slot) {
    return values[slot] ^ mask;
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(present[slot]);
    if (present[slot]) {
      out.writeLong(values[slot]);
    }
  }

  @Override
  public void read(int slot, StateReader in) {
    present[slot] = in.readBoolean();
    values[slot] = present[slot] ? in.readLong() : Long.MAX_VALUE;
  }
}
