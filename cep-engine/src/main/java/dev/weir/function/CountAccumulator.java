package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** COUNT: the number of rows added. One long per slot. */
public final class CountAccumulator extends Accumulator {
  private long[] counts = new long[0];

  public void add(int slot) {
    counts[slot]++;
  }

  @Override
  public void ensureSlots(int count) {
    counts = Slots.grow(counts, count);
  }

  @Override
  public void reset(int slot) {
    counts[slot] = 0;
  }

  @Override
  public void merge(int into, int from) {
    counts[into] += counts[from];
  }

  @Override
  public void copy(int into, int from) {
    counts[into] = counts[from];
  }

  @Override
  public void combine(int into, int earlier, int later) {
    counts[into] = counts[earlier] + counts[later];
  }

  @Override
  public boolean isNull(int slot) {
    return false;
  }

  @Override
  public long resultLong(int slot) {
    return counts[slot];
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeLong(counts[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    counts[slot] = in.readLong();
  }
}
