package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** MIN and MAX of texts, DECIMALs, byte strings and truth values; of equals the first stays. */
public final class ObjectExtremum extends Accumulator {
  private final int sign;
  private Object[] values = new Object[0];

  ObjectExtremum(boolean greatest) {
    this.sign = greatest ? -1 : 1;
  }

  @SuppressWarnings("unchecked")
  public void add(int slot, Object value) {
    var current = values[slot];
    if (current == null || ((Comparable<Object>) value).compareTo(current) * sign < 0) {
      values[slot] = value;
    }
  }

  @Override
  public void ensureSlots(int count) {
    values = Slots.grow(values, count);
  }

  @Override
  public void reset(int slot) {
    values[slot] = null;
  }

  @Override
  public void merge(int into, int from) {
    if (values[from] != null) {
      add(into, values[from]);
    }
  }

  @Override
  public void copy(int into, int from) {
    values[into] = values[from];
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
  public Object resultObject(int slot) {
    return values[slot];
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeValue(values[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    values[slot] = in.readValue();
  }
}
