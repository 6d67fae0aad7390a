package dev.weir.pattern.union;

import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.Partition;
import java.util.Arrays;
import java.util.BitSet;

/** The partial matches of a partition, and its rows that one of them may hold. Not thread-safe. */
public final class UnionPartition extends Partition {
  MatchArena arena;

  /** Counts what each row completes; null if that is never asked for, or found out in the graph. */
  final ClosingCounter counter;

  // By place: a state with partial matches, and these. The latest starts of the lists fall.
  SetState[] states = new SetState[2];
  EntryList[] lists = new EntryList[2];
  int live;

  /** Whether a row that satisfies nothing makes a difference. */
  boolean isRestless;

  /** How many nodes were left when the arena was last cleared of what nothing refers to. */
  long nodesKept;

  // Rows by number, of those between the oldest and the next; as many places as a power of 2. Null
  // where nothing
  // refers to a row.
  private MatchRow[] held = new MatchRow[2];
  private long oldest;
  private long next;

  UnionPartition(MatchArena arena, ClosingCounter counter) {
    this.arena = arena;
    this.counter = counter;
  }

  // ---- rows

  /** The number of the oldest row that a match may start with. */
  long oldest() {
    return oldest;
  }

  /** The number of the next row that is held. */
  long next() {
    return next;
  }

  MatchRow row(long number) {
    return held[(int) number & held.length - 1];
  }

  /** Holds the next row. @param row null to leave a number out */
  void hold(MatchRow row) {
    if (next - oldest == held.length) {
      var larger = new MatchRow[held.length * 2];
      for (long number = oldest; number < next; number++) {
        larger[(int) number & larger.length - 1] = row(number);
      }
      held = larger;
    }
    held[(int) next++ & held.length - 1] = row;
  }

  /** Lets go of the rows before a time. */
  void releaseBefore(long time) {
    while (oldest < next) {
      var row = row(oldest);
      if (row != null && row.time() >= time) {
        break;
      }
      held[(int) oldest++ & held.length - 1] = null;
    }
  }

  /** Lets go of all rows but some. @param kept by number, counted from the oldest */
  void retain(BitSet kept) {
    long first = oldest;
    for (long number = oldest; number < next; number++) {
      if (!kept.get((int) (number - first))) {
        held[(int) number & held.length - 1] = null;
      }
    }
    releaseBefore(Long.MIN_VALUE);
  }

  /** Begins with a number, before any row is held. */
  void startAt(long number) {
    oldest = number;
    next = number;
  }

  /** The position of the current row in the partition. */
  long position() {
    return rows;
  }

  // ---- partial matches

  /** Adds partial matches, behind others that start later. */
  void add(SetState state, EntryList list) {
    if (live == states.length) {
      states = Arrays.copyOf(states, live * 2);
      lists = Arrays.copyOf(lists, live * 2);
    }
    states[live] = state;
    lists[live++] = list;
    isRestless |= state.isRestless;
  }

  /** Lets go of everything. */
  void clear() {
    Arrays.fill(states, null);
    Arrays.fill(lists, null);
    Arrays.fill(held, null);
    live = 0;
    isRestless = false;
    nodesKept = 0;
    oldest = next;
    deadline = NONE;
    if (counter != null) {
      counter.clear();
    }
  }

  // ---- what the operator shares

  long deadline() {
    return deadline;
  }

  long deadlineOrder() {
    return deadlineOrder;
  }

  void setDeadline(long time, long order) {
    deadline = time;
    deadlineOrder = order;
  }

  /** The number of the next match. */
  long nextMatch() {
    return ++matches;
  }
}
