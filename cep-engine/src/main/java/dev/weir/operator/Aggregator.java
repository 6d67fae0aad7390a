package dev.weir.operator;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.function.Accumulator;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * All aggregates of one operator over slots: slot {@code i} of every column together is one partial
 * aggregate. The loops over the columns are generated, so that each call site sees one class and is
 * inlined; the columns themselves are primitive arrays (see {@link Accumulator}).
 *
 * <p>Order matters to some aggregates: {@code merge(into, from)} means that all rows in {@code into}
 * came before all rows in {@code from}. Slots are plain indexes; which are in use is the operator's
 * business. Not thread-safe.
 */
public abstract class Aggregator {
  private final Accumulator[] columns;

  protected Aggregator(Accumulator[] columns) {
    this.columns = columns;
  }

  /** Makes slots {@code 0 .. count - 1} addressable. New slots are reset. */
  public final void ensureSlots(int count) {
    for (var column : columns) {
      column.ensureSlots(count);
    }
  }

  /** The number of aggregates, and so of result fields. */
  public final int size() {
    return columns.length;
  }

  /** Makes the slot empty and releases what it referred to. */
  public abstract void reset(int slot);

  /** Adds one row. Never throws: arguments are plain columns, overflow shows in {@link #result}. */
  public abstract void add(int slot, Object event);

  /** Adds one row to two slots. */
  public void addToBoth(int slot, int other, Object event) {
    add(slot, event);
    add(other, event);
  }

  /** {@code into := into ⊕ from}; {@code from} is unchanged. */
  public abstract void merge(int into, int from);

  /** {@code into := from}; later changes of one are not seen in the other. */
  public abstract void copy(int into, int from);

  /** {@code into := earlier ⊕ later}, {@code into} being neither; the others are unchanged. */
  public void combine(int into, int earlier, int later) {
    copy(into, earlier);
    merge(into, later);
  }

  /**
   * Writes the results into fields {@code firstField ...} of {@code target}.
   *
   * @throws RowError if a result does not fit its type
   */
  public abstract void result(int slot, Event target, int firstField);

  public final void write(int slot, StateWriter out) {
    for (var column : columns) {
      column.write(slot, out);
    }
  }

  /** Reads what {@link #write} wrote into a reset slot. */
  public final void read(int slot, StateReader in) {
    for (var column : columns) {
      column.read(slot, in);
    }
  }
}
