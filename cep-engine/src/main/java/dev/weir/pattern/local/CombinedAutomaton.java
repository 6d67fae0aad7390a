package dev.weir.pattern.local;

import java.util.Arrays;

/**
 * All attempts of a partition as one deterministic automaton, for AFTER MATCH SKIP PAST LAST ROW without
 * WITHIN: a state is the threads of all attempts that are alive, in order of the attempts' starts and within one in
 * order of preference. Of two threads in one state of the pattern's automaton only the first is kept, across
 * attempts too: if the earlier attempt comes to a match by it, the later one began inside
 * that match and is void; if not, neither does the later one. A thread that accepts voids all attempts
 * behind its own for the same reason. So there are never more attempts alive than the pattern has
 * states, and a row costs the same however many have begun.
 */
final class CombinedAutomaton {
  /** The attempts alive behind a row. */
  static final class State extends Cached<Step> {
    /** Threads, and behind those of each attempt a mark, see {@link ThreadList}. */
    final int[] threads;

    final int attempts;

    /** By attempt: whether it has come to a match, and goes on in search of a preferred one. */
    final boolean[] found;

    /** The first attempt that is complete if no row follows, or -1. */
    final int completeAtEnd;

    private State(int[] threads, boolean[] found, int completeAtEnd, long variables) {
      super(variables);
      this.threads = threads;
      this.attempts = found.length;
      this.found = found;
      this.completeAtEnd = completeAtEnd;
    }
  }

  /** What becomes of the attempt that begins with the row. */
  enum Begun {
    /** There is none: the row is inside a match. */
    VOID,
    /** It has failed. */
    FAILED,
    /** It is alive, the last one of the next state. */
    ALIVE,
    /** It is alive and no row at all is a match for the time being. */
    ALIVE_EMPTY,
    /** The row completes a match, but the attempt is alive. */
    ALIVE_COMPLETE,
    /** Its match is empty. */
    EMPTY,
    /** Its match is the row. */
    COMPLETE
  }

  /** What a row does to the attempts. */
  static final class Step {
    final State from;
    final State next;

    /** By attempt of the next state but for one that begins here: which it has been before, ascending. */
    final int[] origins;

    /** Attempts that have no thread any more but have come to a match, ascending, without those that are void. */
    final int[] decided;

    /** The attempt for which the row completes a match, or -1: those behind it are void. */
    final int accepted;

    final Begun begun;

    /** Whether an attempt has come to its match, or none is alive any more. */
    final boolean isDecisive;

    /** Whether the attempt that was the first alive goes on. */
    final boolean keepsFirst;

    /** Whether there is no attempt, neither before nor behind the row. */
    final boolean isIdle;

    private Step(State from, State next, int[] origins, int[] decided, int accepted, Begun begun) {
      this.from = from;
      this.next = next;
      this.origins = origins;
      this.decided = decided;
      this.accepted = accepted;
      this.begun = begun;
      this.isDecisive =
          decided.length > 0
              || begun == Begun.EMPTY
              || begun == Begun.COMPLETE
              || next.attempts == 0;
      this.keepsFirst = origins.length > 0 && origins[0] == 0;
      this.isIdle = from.attempts == 0 && begun == Begun.FAILED;
    }
  }

  private static final int STATES_MAX = 4_096;

  private final Moves moves;
  private final StateCache<State> states = new StateCache<>(STATES_MAX);
  private final State none;
  private final State noneAtFirst;

  private final int[] seen;
  private int mark;

  /** The next state while it is made. */
  private final int[] threads;

  private int size;

  CombinedAutomaton(Moves moves) {
    this.moves = moves;
    this.seen = new int[moves.states()];
    this.threads = new int[2 * moves.states() + 2];
    this.none = state(new int[0]);
    this.noneAtFirst = made(new int[0]);
  }

  /** No attempt is alive. @param atFirst whether the first row of the partition comes next */
  State none(boolean atFirst) {
    return atFirst ? noneAtFirst : none;
  }

  /** The state of a list of threads. */
  State state(int[] list) {
    return states.get(new ThreadList(list), () -> made(list));
  }

  private State made(int[] list) {
    var found = new boolean[list.length];
    int attempts = 0;
    int completeAtEnd = -1;
    for (int thread : list) {
      if (thread < 0) {
        found[attempts++] = thread == ThreadList.END_OF_FOUND;
      } else if (completeAtEnd < 0 && moves.acceptsAtEnd(thread)) {
        completeAtEnd = attempts;
      }
    }
    return new State(list, Arrays.copyOf(found, attempts), completeAtEnd, moves.variables());
  }

  /** @param satisfied the variables that the row satisfies */
  Step step(State from, long satisfied) {
    long relevant = satisfied & moves.variables();
    var known = from.step(relevant);
    return known != null ? known : addStep(from, relevant);
  }

  private Step addStep(State from, long satisfied) {
    mark++;
    size = 0;
    var origins = new int[from.attempts];
    var decided = new int[from.attempts];
    int alive = 0;
    int dead = 0;
    int accepted = -1;
    int at = 0;
    for (int attempt = 0; attempt < from.attempts && accepted < 0; attempt++) {
      int before = size;
      boolean accepts = false;
      for (; from.threads[at] >= 0; at++) {
        accepts = accepts || advance(moves.targets(from.threads[at]), satisfied);
      }
      at++;
      if (accepts) {
        accepted = attempt;
      }
      boolean found = accepts || from.found[attempt];
      if (size > before) {
        close(found);
        origins[alive++] = attempt;
      } else if (found) {
        decided[dead++] = attempt;
      }
    }
    var begun = accepted >= 0 ? Begun.VOID : begin(from == noneAtFirst, satisfied);
    var step =
        new Step(
            from,
            state(Arrays.copyOf(threads, size)),
            Arrays.copyOf(origins, alive),
            Arrays.copyOf(decided, dead),
            accepted,
            begun);
    from.add(satisfied, step);
    return step;
  }

  private void close(boolean found) {
    threads[size++] = found ? ThreadList.END_OF_FOUND : ThreadList.END_OF_ATTEMPT;
  }

  private Begun begin(boolean atFirst, long satisfied) {
    int before = size;
    boolean accepts = advance(moves.startTargets(atFirst), satisfied);
    boolean acceptsEmpty = moves.acceptsEmpty(atFirst);
    if (size > before) {
      close(accepts || acceptsEmpty);
      return accepts ? Begun.ALIVE_COMPLETE : acceptsEmpty ? Begun.ALIVE_EMPTY : Begun.ALIVE;
    }
    return accepts ? Begun.COMPLETE : acceptsEmpty ? Begun.EMPTY : Begun.FAILED;
  }

  /** Takes the row in one thread. @return whether it completes a match */
  private boolean advance(int[] targets, long satisfied) {
    for (int target : targets) {
      if (moves.takes(target, satisfied) && seen[target] != mark) {
        seen[target] = mark;
        if (moves.goesOn(target)) {
          threads[size++] = target;
        }
        if (moves.accepts(target)) {
          return true;
        }
      }
    }
    return false;
  }
}
