package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * An aggregate whose partial result is an object per slot: collections, counts of values, sketches.
 * What it does with a value is a {@link Fold}.
 */
public final class BoxedFold<S> extends Accumulator {
  private final Fold<S> fold;
  private Object[] states = new Object[0];

  BoxedFold(Fold<S> fold) {
    this.fold = fold;
  }

  public void add(int slot, Object value) {
    states[slot] = fold.add(state(slot), value);
  }

  @SuppressWarnings("unchecked")
  private S state(int slot) {
    return (S) states[slot];
  }

  @Override
  public void ensureSlots(int count) {
    states = Slots.grow(states, count);
  }

  @Override
  public void reset(int slot) {
    states[slot] = null;
  }

  @Override
  public void merge(int into, int from) {
    if (states[from] != null) {
      states[into] =
          states[into] == null ? fold.copy(state(from)) : fold.merge(state(into), state(from));
    }
  }

  @Override
  public void copy(int into, int from) {
    states[into] = states[from] == null ? null : fold.copy(state(from));
  }

  @Override
  public boolean isNull(int slot) {
    return fold.isNull(state(slot));
  }

  @Override
  public boolean resultBoolean(int slot) {
    return (Boolean) fold.result(state(slot));
  }

  @Override
  public int resultInt(int slot) {
    return (Integer) fold.result(state(slot));
  }

  @Override
  public long resultLong(int slot) {
    return (Long) fold.result(state(slot));
  }

  @Override
  public double resultDouble(int slot) {
    return (Double) fold.result(state(slot));
  }

  @Override
  public Object resultObject(int slot) {
    return fold.result(state(slot));
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(states[slot] != null);
    if (states[slot] != null) {
      fold.write(state(slot), out);
    }
  }

  @Override
  public void read(int slot, StateReader in) {
    states[slot] = in.readBoolean() ? fold.read(in) : null;
  }
}
