package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * FIRST_VALUE, LAST_VALUE and ANY_VALUE: one row's value. The first two take NULL as a value like
 * any other.
 */
public final class BoxedValue extends Accumulator {
  private final boolean last;
  private Object[] values = new Object[0];
  private boolean[] present = new boolean[0];

  BoxedValue(boolean last) {
    this.last = last;
  }

  public void add(int slot, Object value) {
    if (last || !present[slot]) {
      values[slot] = value;
      present[slot] = true;
    }
  }

  @Override
  public void ensureSlots(int count) {
    values = Slots.grow(values, count);
    present = Slots.grow(present, count);
  }

  @Override
  public void reset(int slot) {
    values[slot] = null;
    present[slot] = false;
  }

  @Override
  public void merge(int into, int from) {
    if (present[from]) {
      add(into, values[from]);
    }
  }

  @Override
  public void copy(int into, int from) {
    values[into] = values[from];
    present[into] = present[from];
  }

  @Override
  public boolean isNull(int slot) {
    return values[slot] == null;
  }

  @Override
  public boolean resultBoolean(int slot) {
    return (Boolean) values[slot];
  }

  @Override
  public int resultInt(int slot) {
    return (Integer) values[slot];
  }

  @Override
  public long resultLong(int slot) {
    return (Long) values[slot];
  }

  @Override
  public double resultDouble(int slot) {
    return (Double) values[slot];
  }

  @Override
  public Object resultObject(int slot) {
    return values[slot];
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(present[slot]);
    out.writeValue(values[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    present[slot] = in.readBoolean();
    values[slot] = in.readValue();
  }
}
