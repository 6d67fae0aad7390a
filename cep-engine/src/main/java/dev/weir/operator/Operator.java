package dev.weir.operator;

import dev.weir.state.Snapshot;

/**
 * A push-based operator: consumes one input, emits to {@link #out}. An operator with several inputs
 * exposes a collector for each and is not itself fed.
 *
 * <p>Contract. Confined to one thread. What it emits is a function of the sequence of rows and
 * watermarks it was given, and the rows that it emits for a given order of input rows do not depend on how often
 * watermarks come in between. All state is captured by {@link #snapshot} and, after {@link #restore}
 * into a new operator of the same plan, the output continues as if nothing had happened. After
 * {@code Watermarks.END} the state is empty. A row that cannot be evaluated is given to {@link RowErrors} and leaves no trace in the state.
 */
public abstract class Operator implements Collector {
  protected final Collector out;

  protected Operator(Collector out) {
    this.out = out;
  }

  /** Writes all state. Called between rows, never inside a call. */
  public abstract void snapshot(Snapshot snapshot);

  /** Reads the state that an operator of the same plan wrote. Called before the first row. */
  public abstract void restore(Snapshot snapshot);
}
