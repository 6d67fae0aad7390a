package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** BOOL_AND (EVERY) and BOOL_OR. */
public final class BooleanFold extends Accumulator {
  private final boolean conjunction;
  private boolean[] values = new boolean[0];
  private boolean[] present = new boolean[0];

  BooleanFold(boolean conjunction) {
    this.conjunction = conjunction;
  }

  public void add(int slot, boolean value) {
    // An array of booleans starts as false: what is kept is whether the deciding value has come.
    values[slot] |= value != conjunction;
    present[slot] = true;
  }

  @Override
  public void ensureSlots(int count) {
    values = Slots.grow(values, count);
    present = Slots.grow(present, count);
  }

  @Override
  public void reset(int slot) {
    values[slot] = false;
    present[slot] = false;
  }

  @Override
  public void merge(int into, int from) {
    values[into] |= values[from];
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
  public boolean resultBoolean(int slot) {
    return values[slot] != conjunction;
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(present[slot]);
    out.writeBoolean(values[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    present[slot] = in.readBoolean();
    values[slot] = in.readBoolean();
  }
}
