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
    /** Threads, {@link ThreadList#END_OF_ATTEMPT} behind those of each attempt. */
    final int[] threads;

    final int attempts;

    /** The first attempt that is complete if no row follows, or -1. */
    final int completeAtEnd;

    private State(int[] threads, int attempts, int completeAtEnd, long variables) {
      super(variables);
      this.threads = threads;
      this.attempts = attempts;
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
    COMPLETE;

    boolean isAlive() {
      return this == ALIVE || this == ALIVE_EMPTY || this == ALIVE_COMPLETE;
    }
  }

  /**
   * What a row does to the attempts.
   *
   * @param origins by attempt of the next state but for one that begins here: which it has been before, ascending
   * @param ended attempts that have no thread any more, ascending, without those that are void
   * @param accepted the attempt for which the row completes a match, or -1: those behind it are void
   */
  record Step(State next, int[] origins, int[] ended, int accepted, Begun begun) {
    /** Whether nothing but an attempt alive changes hands. */
    boolean isQuiet() {
      return accepted < 0 && (begun == Begun.FAILED || begun == Begun.ALIVE);
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
    this.noneAtFirst = new State(new int[0], 0, -1, moves.variables());
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
    int attempts = 0;
    int completeAtEnd = -1;
    for (int thread : list) {
      if (thread == ThreadList.END_OF_ATTEMPT) {
        attempts++;
      } else if (completeAtEnd < 0 && moves.acceptsAtEnd(thread)) {
        completeAtEnd = attempts;
      }
    }
    return new State(list, attempts, completeAtEnd, moves.variables());
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
    var ended = new int[from.attempts];
    int alive = 0;
    int dead = 0;
    int accepted = -1;
    int at = 0;
    for (int attempt = 0; attempt < from.attempts && accepted < 0; attempt++) {
      int before = size;
      boolean accepts = false;
      for (; from.threads[at] != ThreadList.END_OF_ATTEMPT; at++) {
        accepts = accepts || advance(moves.targets(from.threads[at]), satisfied);
      }
      at++;
      if (accepts) {
        accepted = attempt;
      }
      if (size > before) {
        threads[size++] = ThreadList.END_OF_ATTEMPT;
        origins[alive++] = attempt;
      } else {
        ended[dead++] = attempt;
      }
    }
    var begun = accepted >= 0 ? Begun.VOID : begin(from == noneAtFirst, satisfied);
    var step =
        new Step(
            state(Arrays.copyOf(threads, size)),
            Arrays.copyOf(origins, alive),
            Arrays.copyOf(ended, dead),
            accepted,
            begun);
    from.add(satisfied, step);
    return step;
  }

  private Begun begin(boolean atFirst, long satisfied) {
    int before = size;
    boolean accepts = advance(moves.startTargets(atFirst), satisfied);
    if (size > before) {
      threads[size++] = ThreadList.END_OF_ATTEMPT;
      return accepts
          ? Begun.ALIVE_COMPLETE
          : moves.acceptsEmpty(atFirst) ? Begun.ALIVE_EMPTY : Begun.ALIVE;
    }
    return accepts ? Begun.COMPLETE : moves.acceptsEmpty(atFirst) ? Begun.EMPTY : Begun.FAILED;
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
