package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * One aggregate function's partial results in primitive arrays, addressed by slot.
 *
 * <p>A concrete class is final and has exactly one method {@code public void add(int slot, ...)};
 * {@link AggregateFunction#addType} names it, and generated code calls it directly. Its further
 * parameters take the leading arguments: a parameter has the argument's storage, or {@code long}
 * for an argument of storage {@code int}, or {@code Object} for any storage, boxed. Arguments past
 * the last parameter are not passed, only tested for NULL (as in {@code COUNT(x)}). Rows with a
 * NULL argument are not added, unless the function {@link AggregateFunction#seesNulls}: then all
 * its arguments are passed boxed, as {@code Object}, null for NULL.
 *
 * <p>{@code add} and {@code merge} never throw; a result that does not fit throws {@link
 * dev.weir.event.RowError} from its {@code result} method, of which at least the one of the result's
 * storage is implemented. Not thread-safe.
 */
public abstract class Accumulator {

  /** Makes slots {@code 0 .. count - 1} addressable; grows by at least half. New slots are reset. */
  public abstract void ensureSlots(int count);

  /** Makes a slot empty and releases what it referred to. */
  public abstract void reset(int slot);

  /** {@code into := into ⊕ from}, rows of {@code into} being the earlier ones. */
  public abstract void merge(int into, int from);

  /** {@code into := from}, with no sharing of mutable parts. */
  public abstract void copy(int into, int from);

  /**
   * {@code into := earlier ⊕ later}; the two others are unchanged, and {@code into} is neither of
   * them. The same as a copy and a merge; overridden where one pass is quicker.
   */
  public void combine(int into, int earlier, int later) {
    copy(into, earlier);
    merge(into, later);
  }

  /** Whether the result is NULL. */
  public abstract boolean isNull(int slot);

  public boolean resultBoolean(int slot) {
    throw noSuchResult();
  }

  public int resultInt(int slot) {
    throw noSuchResult();
  }

  public long resultLong(int slot) {
    throw noSuchResult();
  }

  public double resultDouble(int slot) {
    throw noSuchResult();
  }

  public Object resultObject(int slot) {
    throw noSuchResult();
  }

  public abstract void write(int slot, StateWriter out);

  /** Reads into a reset slot. */
  public abstract void read(int slot, StateReader in);

  private AssertionError noSuchResult() {
    return new AssertionError(getClass() + " has a result of another storage");
  }
}
