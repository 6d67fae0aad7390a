package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** BIT_AND and BIT_OR of integers, by De Morgan's law one of them, and BIT_XOR. */
public final class BitFold extends Accumulator {

  /** Which operation. */
  enum Operation {
    AND,
    OR,
    XOR
  }

  private final boolean exclusive;
  private final long mask;
  private long[] values = new long[0];
  private boolean[] present = new boolean[0];

  BitFold(Operation operation) {
    this.exclusive = operation == Operation.XOR;
    this.mask = operation == Operation.AND ? -1 : 0;
  }

  public void add(int slot, long value) {
    fold(slot, value ^ mask);
    present[slot] = true;
  }

  private void fold(int slot, long value) {
    values[slot] = exclusive ? values[slot] ^ value : values[slot] | value;
  }

  @Override
  public void ensureSlots(int count) {
    values = Slots.grow(values, count);
    present = Slots.grow(present, count);
  }

  @Override
  public void reset(int slot) {
    values[slot] = 0;
    present[slot] = false;
  }

  @Override
  public void merge(int into, int from) {
    fold(into, values[from]);
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
  public int resultInt(int slot) {
    return (int) (values[slot] ^ mask);
  }

  @Override
  public long resultLong(int slot) {
    return values[slot] ^ mask;
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeBoolean(present[slot]);
    out.writeLong(values[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    present[slot] = in.readBoolean();
    values[slot] = in.readLong();
  }
}
