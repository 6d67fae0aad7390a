package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** As {@link BoxedFold}, for aggregates of DOUBLE values and DOUBLE results: nothing is boxed. */
public final class DoubleFold<S> extends Accumulator {
  private final Fold.OfDouble<S> fold;
  private Object[] states = new Object[0];

  DoubleFold(Fold.OfDouble<S> fold) {
    this.fold = fold;
  }

  public void add(int slot, double value) {
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
    return states[slot] == null;
  }

  @Override
  public double resultDouble(int slot) {
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
