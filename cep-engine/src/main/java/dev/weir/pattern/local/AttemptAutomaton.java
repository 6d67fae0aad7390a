package dev.weir.pattern.local;

import dev.weir.pattern.automaton.Automaton;
import java.util.Arrays;

/**
 * One attempt as a deterministic automaton: a state is the list of the threads that are alive, in
 * order of preference. Two threads in one state of the pattern's automaton have the same future, so only the
 * preferred one is kept (as in Pike's simulation); a thread that accepts ends those below it.
 *
 * <p>Each step says where its threads come from, so that the path of any of them is found by
 * going back over the steps of the match's rows.
 */
final class AttemptAutomaton {
  /** The threads of one attempt behind a row. */
  static final class State extends Cached<Step> {
    final int[] threads;

    /** The first thread that is complete if no row follows, or -1. */
    final int completeAtEnd;

    private State(int[] threads, int completeAtEnd, long variables) {
      super(variables);
      this.threads = threads;
      this.completeAtEnd = completeAtEnd;
    }

    boolean isAlive() {
      return threads.length > 0;
    }
  }

  /**
   * What a row does to an attempt.
   *
   * @param origins by thread of the next state: the thread it comes from
   * @param accepted the automaton's state in which the row completes a match, or -1. No thread of the next
   *     state is less preferred than that match
   * @param acceptedOrigin the thread which that comes from
   */
  record Step(State next, int[] origins, int accepted, int acceptedOrigin) {
    boolean accepts() {
      return accepted >= 0;
    }
  }

  private static final int STATES_MAX = 4_096;

  private final Moves moves;
  private final StateCache<State> states = new StateCache<>(STATES_MAX);
  private final State start;
  private final State startAtFirst;

  /** Marks by automaton state, to keep the first thread only. */
  private final int[] seen;

  private int mark;

  private final int[] threads;
  private final int[] origins;

  AttemptAutomaton(Moves moves) {
    this.moves = moves;
    this.seen = new int[moves.states()];
    this.threads = new int[moves.states()];
    this.origins = new int[moves.states()];
    this.start = new State(new int[] {Automaton.START}, -1, moves.variables());
    this.startAtFirst = new State(new int[] {Automaton.START}, -1, moves.variables());
  }

  /** In front of the first row of an attempt. @param atFirst whether it is the first of the partition */
  State start(boolean atFirst) {
    return atFirst ? startAtFirst : start;
  }

  /** The state of a list of threads. */
  State state(int[] list) {
    return states.get(
        new ThreadList(list), () -> new State(list, completeAtEnd(list), moves.variables()));
  }

  private int completeAtEnd(int[] list) {
    for (int i = 0; i < list.length; i++) {
      if (moves.acceptsAtEnd(list[i])) {
        return i;
      }
    }
    return -1;
  }

  /** @param satisfied the variables that the row satisfies */
  Step step(State from, long satisfied) {
    long relevant = satisfied & moves.variables();
    var known = from.step(relevant);
    return known != null ? known : addStep(from, relevant);
  }

  private Step addStep(State from, long satisfied) {
    mark++;
    int count = 0;
    int accepted = -1;
    int acceptedOrigin = -1;
    for (int i = 0; i < from.threads.length && accepted < 0; i++) {
      int[] targets =
          from == startAtFirst ? moves.startTargets(true) : moves.targets(from.threads[i]);
      for (int target : targets) {
        if (!moves.takes(target, satisfied) || seen[target] == mark) {
          continue;
        }
        seen[target] = mark;
        if (moves.goesOn(target)) {
          threads[count] = target;
          origins[count++] = i;
        }
        if (moves.accepts(target)) {
          accepted = target;
          acceptedOrigin = i;
          break;
        }
      }
    }
    var step =
        new Step(
            state(Arrays.copyOf(threads, count)),
            Arrays.copyOf(origins, count),
            accepted,
            acceptedOrigin);
    from.add(satisfied, step);
    return step;
  }
}
