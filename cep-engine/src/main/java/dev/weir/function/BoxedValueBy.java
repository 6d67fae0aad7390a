package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.Values;

/**
 * MIN_BY and MAX_BY: the first argument of the row with the least or greatest second; of rows with
 * equal second arguments the first. Rows whose second argument is NULL do not count.
 */
public final class BoxedValueBy extends Accumulator {
  private final int sign;
  private Object[] values = new Object[0];
  private Object[] keys = new Object[0];

  BoxedValueBy(boolean greatest) {
    this.sign = greatest ? -1 : 1;
  }

  public void add(int slot, Object value, Object key) {
    if (key != null && (keys[slot] == null || Values.compare(key, keys[slot]) * sign < 0)) {
      values[slot] = value;
      keys[slot] = key;
    }
  }

  @Override
  public void ensureSlots(int count) {
    values = Slots.grow(values, count);
    keys = Slots.grow(keys, count);
  }

  @Override
  public void reset(int slot) {
    values[slot] = null;
    keys[slot] = null;
  }

  @Override
  public void merge(int into, int from) {
    add(into, values[from], keys[from]);
  }

  @Override
  public void copy(int into, int from) {
    values[into] = values[from];
    keys[into] = keys[from];
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
    out.writeValue(keys[slot]);
    out.writeValue(values[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    keys[slot] = in.readValue();
    values[slot] = in.readValue();
  }
}
