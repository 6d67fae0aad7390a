package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** SUM of DOUBLE and REAL, in the order of the rows. */
public final class DoubleSum extends Accumulator {
  private double[] sums = new double[0];
  private boolean[] present = new boolean[0];

  public void add(int slot, double value) {
    sums[slot] += value;
    present[slot] = true;
  }

  @Override
  public void ensureSlots(int count) {
    sums = Slots.grow(sums, count);
    present = Slots.grow(present, count);
  }

  @Override
  public void reset(int slot) {
    sums[slot] = 0;
    present[slot] = false;
  }

  @Override
  public void merge(int into, int from) {
    sums[into] += sums[from];
    present[into] |= present[from];
  }

  @Override
  public void copy(int into, int from) {
    sums[into] = sums[from];
    present[into] = present[from];
  }

  @Override
  public boolean isNull(int slot) {
    return !present[slot];
  }

  @Override
  public double resultDouble(int slot) {
    return sums[slot];
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(present[slot]);
    out.writeDouble(sums[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    present[slot] = in.readBoolean();
    sums[slot] = in.readDouble();
  }
}
