package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/** MAX of DOUBLE and REAL. NaN is greater than every number, so one NaN is the result. */
public final class DoubleMax extends Accumulator {
  private double[] values = new double[0];
  private boolean[] present = new boolean[0];

  public void add(int slot, double value) {
    // Math.max gives NaN if either is; it has no branch to predict wrongly.
    values[slot] = Math.max(values[slot], value);
    present[slot] = true;
  }

  @Override
  public void ensureSlots(int count) {
    int before = values.length;
    values = Slots.grow(values, count);
    Arrays.fill(values, before, values.length, Double.NEGATIVE_INFINITY);
    present = Slots.grow(present, count);
  }

  @Override
  public void reset(int slot) {
    values[slot] = Double.NEGATIVE_INFINITY;
    present[slot] = false;
  }

  @Override
  public void merge(int into, int from) {
    // An absent value is -infinity, which changes nothing.
    values[into] = Math.max(values[into], values[from]);
    present[into] |= present[from];
  }

  @Override
  public void copy(int into, int from) {
    values[into] = values[from];
    present[into] = present[from];
  }

  @Override
  public void combine(int into, int earlier, int later) {
    values[into] = Math.max(values[earlier], values[later]);
    present[into] = present[earlier] | present[later];
  }

  @Override
  public boolean isNull(int slot) {
    return !present[slot];
  }

  @Override
  public double resultDouble(int slot) {
    return values[slot];
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(present[slot]);
    out.writeDouble(values[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    present[slot] = in.readBoolean();
    values[slot] = in.readDouble();
  }
}
