package dev.weir.pattern.union;

import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.automaton.Automaton.Accept;
import dev.weir.pattern.automaton.Automaton.EnterGap;
import dev.weir.pattern.automaton.Automaton.Matched;
import dev.weir.pattern.automaton.Automaton.Step;
import dev.weir.pattern.automaton.Automaton.Take;
import dev.weir.pattern.automaton.Automaton.Waiting;
import dev.weir.pattern.union.SetState.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The automaton made deterministic while rows come: for one row and one way to take it there is one
 * next state, so two ways through the pattern that map the same rows to the same variables are one.
 *
 * <p>Rows are of one class if they satisfy the same of the variables that matter; moves are
 * worked out once per state and class. Both tables are bounded and begun anew when they are full.
 * Shared by all partitions. Not thread-safe.
 */
final class Subsets {
  /** More states than this are forgotten and found again. */
  private static final int STATES_MAX = 10_000;

  /** More classes than this are forgotten, with all moves. A power of 2. */
  private static final int CLASSES_MAX = 1 << 16;

  /** The most variables that may make a difference to a state for its moves to be counted out. */
  private static final int EXPLORED_MAX = 12;

  private final List<Automaton.State> states;
  private final BitSet accepting = new BitSet();
  private final BitSet[] next;
  private final long relevant;
  private final long starters;
  private final SetState start;

  private final Map<BitSet, SetState> sets = new HashMap<>();
  private int numbers = 1;

  /** Classes by what is satisfied: an open hash table of 0 or the class + 1. */
  private int[] table = new int[64];

  private long[] classes = new long[32];
  private int classCount;
  private int flushes;

  /** @param automaton one that {@link #canRun} */
  Subsets(Automaton automaton) {
    states = automaton.states();
    next = new BitSet[states.size()];
    long seen = 0;
    long first = 0;
    for (int i = 0; i < states.size(); i++) {
      var state = states.get(i);
      next[i] = new BitSet();
      for (var step : state.steps()) {
        if (step instanceof Take take) {
          long label = 1L << label(take);
          seen |= label;
          first |= i == Automaton.START ? label : 0;
          next[i].set(i);
        } else if (step instanceof EnterGap gap) {
          next[i].set(gap.waiting());
        } else if (step instanceof Accept) {
          accepting.set(i);
        }
      }
      if (state instanceof Waiting waiting) {
        seen |= waiting.unwanted().bits();
      }
    }
    relevant = seen;
    starters = first;
    var begin = new BitSet();
    begin.set(Automaton.START);
    start = new SetState(begin, 0, false);
  }

  /** Whether the automaton has only what a set of states can tell: no limits, no anchors, nothing that only time decides. */
  static boolean canRun(Automaton automaton) {
    return automaton.groups().isEmpty()
        && automaton.quietBefore().isEmpty()
        && automaton.states().stream().allMatch(Subsets::canRun);
  }

  private static boolean canRun(Automaton.State state) {
    boolean plain =
        state instanceof Automaton.Start
            || state instanceof Matched
            || state instanceof Waiting waiting && waiting.limitMicros() < 0;
    return plain && state.steps().stream().allMatch(step -> canRun(state, step));
  }

  private static boolean canRun(Automaton.State state, Step step) {
    if (step instanceof Take take) {
      return !take.onlyFirst() && take.quietBefore() < 0;
    }
    if (step instanceof EnterGap) {
      return !(state instanceof Automaton.Start);
    }
    return step instanceof Accept;
  }

  /** How a row is taken, as one number below 128: the variable, and whether it is excluded from ALL ROWS. */
  static int key(Matched state) {
    return state.label() << 1 | (state.excluded() ? 1 : 0);
  }

  static int label(int key) {
    return key >> 1;
  }

  static boolean isExcluded(int key) {
    return (key & 1) != 0;
  }

  private int label(Take take) {
    return ((Matched) states.get(take.target())).label();
  }

  /** The state of a partial match without rows. It stays there at no row: every row begins anew. */
  SetState start() {
    return start;
  }

  /** The variables that make a difference between rows. */
  long relevant() {
    return relevant;
  }

  /** Whether a row that satisfies nothing can make a difference, as a next row may be required. */
  boolean isRestless() {
    return states.stream()
        .anyMatch(s -> s instanceof Matched && s.steps().stream().anyMatch(Take.class::isInstance));
  }

  /** The variables that a first row can be mapped to. */
  long starters() {
    return starters;
  }

  /** All states, by number, where {@link #isAtMost} has found them. */
  List<SetState> states() {
    var all = new ArrayList<SetState>();
    all.add(start);
    all.addAll(sets.values());
    all.sort(Comparator.comparingInt(state -> state.number));
    return all;
  }

  /** Changes when classes have been forgotten. */
  int flushes() {
    return flushes;
  }

  /** The class of the rows that satisfy these variables. @param satisfied among the relevant ones */
  int classOf(long satisfied) {
    int mask = table.length - 1;
    for (int i = home(satisfied, mask); ; i = (i + 1) & mask) {
      int found = table[i] - 1;
      if (found < 0) {
        return newClass(satisfied);
      }
      if (classes[found] == satisfied) {
        return found;
      }
    }
  }

  private static int home(long satisfied, int mask) {
    return (int) (satisfied * 0x9E3779B97F4A7C15L >>> 40) & mask;
  }

  private int newClass(long satisfied) {
    if (classCount == CLASSES_MAX) {
      flushes++;
      classCount = 0;
      table = new int[64];
      classes = new long[32];
      start.forgetMoves();
      sets.values().forEach(SetState::forgetMoves);
    } else if (classCount == classes.length) {
      classes = Arrays.copyOf(classes, classCount * 2);
      table = new int[classCount * 4];
      for (int i = 0; i < classCount; i++) {
        place(i);
      }
    }
    classes[classCount] = satisfied;
    place(classCount);
    return classCount++;
  }

  private void place(int rowClass) {
    int mask = table.length - 1;
    int i = home(classes[rowClass], mask);
    while (table[i] != 0) {
      i = (i + 1) & mask;
    }
    table[i] = rowClass + 1;
  }

  /** What happens in a state at rows of a class. */
  Move move(SetState from, int rowClass) {
    var known = from.move(rowClass);
    return known == null ? newMove(from, rowClass) : known;
  }

  private Move newMove(SetState from, int rowClass) {
    var move = compute(from, classes[rowClass]);
    from.setMove(rowClass, move);
    return move;
  }

  private Move compute(SetState from, long satisfied) {
    var ways = new TreeMap<Integer, BitSet>();
    var accepted = new BitSet();
    var staying = new BitSet();
    for (int member = from.members.nextSetBit(0);
        member >= 0;
        member = from.members.nextSetBit(member + 1)) {
      boolean taken = false;
      for (var step : states.get(member).steps()) {
        if (step instanceof Take take && (satisfied >>> label(take) & 1) != 0) {
          taken = true;
          int key = key((Matched) states.get(take.target()));
          ways.computeIfAbsent(key, k -> new BitSet()).or(next[take.target()]);
          if (accepting.get(take.target())) {
            accepted.set(key);
          }
        }
      }
      if (states.get(member) instanceof Waiting waiting
          && (waiting.any() || !taken)
          && (waiting.unwanted().bits() & satisfied) == 0) {
        staying.set(member);
      }
    }
    var keys = new int[ways.size()];
    var accepts = new boolean[keys.length];
    var targets = new SetState[keys.length];
    int i = 0;
    for (var way : ways.entrySet()) {
      keys[i] = way.getKey();
      accepts[i] = accepted.get(keys[i]);
      targets[i++] = way.getValue().isEmpty() ? null : of(way.getValue());
    }
    var stay = staying.isEmpty() ? null : of(staying);
    return new Move(keys, accepts, targets, stay);
  }

  /** The state of some states of the automaton. */
  SetState of(BitSet members) {
    var known = sets.get(members);
    if (known != null) {
      return known;
    }
    if (sets.size() == STATES_MAX) {
      // Those that are alive live on with what is known of them; equal ones are found again beside
      // them.
      start.forgetMoves();
      sets.values().forEach(SetState::forgetMoves);
      sets.clear();
    }
    boolean isRestless = members.stream().anyMatch(i -> states.get(i) instanceof Matched);
    var state = new SetState(members, numbers++, isRestless);
    sets.put(members, state);
    return state;
  }

  /**
   * Whether there are at most so many states, as far as that can be found out with little work. If so,
   * all are known afterwards, and none is ever forgotten.
   */
  boolean isAtMost(int limit) {
    var found = new ArrayList<SetState>(List.of(start));
    var known = new BitSet();
    for (int i = 0; i < found.size(); i++) {
      long used = used(found.get(i));
      if (Long.bitCount(used) > EXPLORED_MAX) {
        return false;
      }
      for (long satisfied = used; ; satisfied = satisfied - 1 & used) {
        var move = compute(found.get(i), satisfied);
        for (var target : move.targets()) {
          note(target, found, known);
        }
        note(move.stay(), found, known);
        if (found.size() > limit) {
          return false;
        }
        if (satisfied == 0) {
          break;
        }
      }
    }
    return true;
  }

  private static void note(SetState state, List<SetState> found, BitSet known) {
    if (state != null && !known.get(state.number)) {
      known.set(state.number);
      found.add(state);
    }
  }

  /** The variables that make a difference to a state. */
  private long used(SetState state) {
    long used = 0;
    for (int member = state.members.nextSetBit(0);
        member >= 0;
        member = state.members.nextSetBit(member + 1)) {
      for (var step : states.get(member).steps()) {
        if (step instanceof Take take) {
          used |= 1L << label(take);
        }
      }
      if (states.get(member) instanceof Waiting waiting) {
        used |= waiting.unwanted().bits();
      }
    }
    return used;
  }
}
