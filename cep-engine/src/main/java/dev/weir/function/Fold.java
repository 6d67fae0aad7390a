package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * What a {@link BoxedFold} does. States are mutable and owned by one slot; {@code null} is the empty
 * state.
 */
interface Fold<S> {
  /** Adds a value to a state (null: to an empty one) and returns the state. */
  S add(S state, Object value);

  /** Adds {@code from}, which stays as it is, behind {@code into}; returns {@code into}. */
  S merge(S into, S from);

  S copy(S state);

  /** The boxed result. @param state null if nothing was added and yet the result is not NULL */
  Object result(S state);

  /** Whether the result is NULL. @param state null if nothing was added */
  default boolean isNull(S state) {
    return state == null;
  }

  void write(S state, StateWriter out);

  S read(StateReader in);

  /** The same for DOUBLE values and a DOUBLE result, which is NULL if nothing was added. */
  interface OfDouble<S> {
    S add(S state, double value);

    S merge(S into, S from);

    S copy(S state);

    double result(S state);

    void write(S state, StateWriter out);

    S read(StateReader in);
  }
}
