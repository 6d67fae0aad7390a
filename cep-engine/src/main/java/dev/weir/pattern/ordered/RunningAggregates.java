package dev.weir.pattern.ordered;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.pattern.match.MatchParts;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Aggregates over the same variables' rows, for all runs. A slot is never changed once a run has it: a
 * row is added to a copy, and all runs that add the present row to one slot share the copy, so that runs with equal
 * histories have equal slots. Slots are counted and reused. Not thread-safe.
 */
final class RunningAggregates {
  /** The slot of a run that has no such row. */
  static final int EMPTY = 0;

  /** The slot of a run with a row whose argument cannot be evaluated. */
  static final int FAILED = -1;

  private static final int NO_MEMO = -1;

  private final MatchParts.Aggregates parts;
  private final boolean readsClassifier;
  private final CurrentRow current;
  private final MatchSpec spec;

  private int[] uses = new int[16];
  private int[] free = new int[16];
  private int freeCount;
  private int slotEnd = 1;

  // What the present row has been added to: a list for each slot, by label if that makes a
  // difference.
  private int[] memoHead = filled(16);
  private int[] memoFrom = new int[16];
  private int[] memoLabel = new int[16];
  private int[] memoSlot = new int[16];
  private int[] memoNext = new int[16];
  private int memos;

  // The argument of the present row.
  private Object argument;
  private int argumentLabel;
  private RowError argumentError;

  RunningAggregates(MatchParts.Aggregates parts, MatchSpec spec, CurrentRow current) {
    this.parts = parts;
    this.current = current;
    this.spec = spec;
    boolean reads = false;
    for (int field : parts.fields()) {
      reads |= ((MatchValue.Aggregate) spec.defineValues().get(field)).readsClassifier();
    }
    this.readsClassifier = reads;
    parts.aggregator().ensureSlots(16);
  }

  private static int[] filled(int size) {
    var array = new int[size];
    Arrays.fill(array, NO_MEMO);
    return array;
  }

  boolean takes(int label) {
    return parts.variables().contains(label);
  }

  /** The slot with the present row, mapped to a variable, behind the rows of another slot. */
  int added(int slot, int variable) {
    if (slot == FAILED) {
      return FAILED;
    }
    int label = readsClassifier ? variable : 0;
    for (int i = memoHead[slot]; i != NO_MEMO; i = memoNext[i]) {
      if (memoLabel[i] == label) {
        return memoSlot[i];
      }
    }
    int copy = FAILED;
    if (hasArgument(label)) {
      copy = take();
      parts.aggregator().copy(copy, slot);
      parts.aggregator().add(copy, argument);
    }
    remember(slot, label, copy);
    return copy;
  }

  private boolean hasArgument(int label) {
    if (argument == null && argumentError == null || argumentLabel != label) {
      argumentLabel = label;
      argumentError = null;
      var filled = parts.argumentPrototype().newInstance();
      if (readsClassifier) {
        parts.classifier().setObject(0, spec.variables().get(label).name());
      }
      try {
        parts.arguments().fill(current.event, current.time, null, parts.classifier(), filled);
        argument = filled;
      } catch (RowError e) {
        argument = null;
        argumentError = e;
      }
    }
    return argumentError == null;
  }

  private int take() {
    int slot;
    if (freeCount > 0) {
      slot = free[--freeCount];
    } else {
      slot = slotEnd++;
      if (slot >= uses.length) {
        int capacity = slot + (slot >> 1) + 1;
        uses = Arrays.copyOf(uses, capacity);
        int known = memoHead.length;
        memoHead = Arrays.copyOf(memoHead, capacity);
        Arrays.fill(memoHead, known, capacity, NO_MEMO);
      }
      parts.aggregator().ensureSlots(uses.length);
    }
    uses[slot] = 1;
    return slot;
  }

  /** The list keeps the slot in use until the row is done. */
  private void remember(int slot, int label, int added) {
    if (memos == memoSlot.length) {
      int capacity = memos * 2;
      memoFrom = Arrays.copyOf(memoFrom, capacity);
      memoLabel = Arrays.copyOf(memoLabel, capacity);
      memoSlot = Arrays.copyOf(memoSlot, capacity);
      memoNext = Arrays.copyOf(memoNext, capacity);
    }
    memoFrom[memos] = slot;
    memoLabel[memos] = label;
    memoSlot[memos] = added;
    memoNext[memos] = memoHead[slot];
    memoHead[slot] = memos++;
  }

  /** The present row is done. */
  void endRow() {
    for (int i = 0; i < memos; i++) {
      memoHead[memoFrom[i]] = NO_MEMO;
      release(memoSlot[i]);
    }
    memos = 0;
    argument = null;
    argumentError = null;
  }

  void retain(int slot) {
    if (slot > EMPTY) {
      uses[slot]++;
    }
  }

  void release(int slot) {
    if (slot > EMPTY && --uses[slot] == 0) {
      parts.aggregator().reset(slot);
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, freeCount * 2);
      }
      free[freeCount++] = slot;
    }
  }

  /**
   * Fills the fields of the given values.
   *
   * @throws RowError if they cannot be computed
   */
  void fill(int slot, Event given) {
    if (slot == FAILED) {
      throw argumentError != null
          ? argumentError
          : new RowError("an aggregate over rows before cannot be computed");
    }
    var results = parts.results();
    parts.aggregator().result(slot, results, 0);
    int[] fields = parts.fields();
    for (int i = 0; i < fields.length; i++) {
      given.set(fields[i], results.get(i));
    }
  }

  void write(int slot, StateWriter out) {
    parts.aggregator().write(slot, out);
  }

  /** A slot with what was written, in use once. */
  int read(StateReader in) {
    int slot = take();
    parts.aggregator().read(slot, in);
    return slot;
  }
}
