package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** AVG of DOUBLE and REAL: sum, in the order of the rows, and count. */
public final class DoubleAverage extends Accumulator {
  private double[] sums = new double[0];
  private long[] counts = new long[0];

  public void add(int slot, double value) {
    sums[slot] += value;
    counts[slot]++;
  }

  @Override
  public void ensureSlots(int count) {
    sums = Slots.grow(sums, count);
    counts = Slots.grow(counts, count);
  }

  @Override
  public void reset(int slot) {
    sums[slot] = 0;
    counts[slot] = 0;
  }

  @Override
  public void merge(int into, int from) {
    sums[into] += sums[from];
    counts[into] += counts[from];
  }

  @Override
  public void copy(int into, int from) {
    sums[into] = sums[from];
    counts[into] = counts[from];
  }

  @Override
  public void combine(int into, int earlier, int later) {
    sums[into] = sums[earlier] + sums[later];
    counts[into] = counts[earlier] + counts[later];
  }

  @Override
  public boolean isNull(int slot) {
    return counts[slot] == 0;
  }

  @Override
  public double resultDouble(int slot) {
    return sums[slot] / counts[slot];
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeLong(counts[slot]);
    out.writeDouble(sums[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    counts[slot] = in.readLong();
    sums[slot] = in.readDouble();
  }
}
