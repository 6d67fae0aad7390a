package dev.weir.pattern.local;

import dev.weir.pattern.automaton.Automaton;
import java.util.Arrays;

/**
 * The automaton in arrays, of a pattern that {@link LocalMatcher#canMatch} accepts: each row takes
 * every thread one step on.
 */
final class Moves {
  /** By state: the variable of its row; -1 for the start. */
  private final int[] labels;

  private final boolean[] excluded;

  /** By state: those that the next row can lead to, in order of preference. */
  private final int[][] targets;

  private final boolean[] accepts;
  private final boolean[] acceptsAtEnd;

  /** The start's targets, at the first row of the partition and at others, and whether it accepts there. */
  private final int[] targetsAtFirst;

  private final boolean emptyAtFirst;
  private final boolean empty;

  /** The variables that lead anywhere. */
  private final long variables;

  Moves(Automaton automaton) {
    int count = automaton.states().size();
    labels = new int[count];
    excluded = new boolean[count];
    targets = new int[count][];
    accepts = new boolean[count];
    acceptsAtEnd = new boolean[count];
    for (int i = 0; i < count; i++) {
      var state = automaton.states().get(i);
      labels[i] = -1;
      if (state instanceof Automaton.Matched m) {
        labels[i] = m.label();
        excluded[i] = m.excluded();
      }
    }
    for (int i = 1; i < count; i++) {
      var steps = automaton.states().get(i).steps();
      targets[i] = targets(automaton.states().get(i), false);
      accepts[i] = steps.stream().anyMatch(Automaton.Accept.class::isInstance);
      acceptsAtEnd[i] = steps.stream().anyMatch(Automaton.AcceptLater.class::isInstance);
    }
    var start = automaton.states().get(Automaton.START);
    targets[Automaton.START] = targets(start, false);
    targetsAtFirst = targets(start, true);
    empty = start.steps().stream().anyMatch(s -> s instanceof Automaton.Accept a && !a.onlyFirst());
    emptyAtFirst = start.steps().stream().anyMatch(Automaton.Accept.class::isInstance);
    long used = 0;
    for (int label : labels) {
      used |= label < 0 ? 0 : 1L << label;
    }
    variables = used;
  }

  private static int[] targets(Automaton.State state, boolean atFirst) {
    var targets = new int[state.steps().size()];
    int count = 0;
    for (var step : state.steps()) {
      if (step instanceof Automaton.Take take && (atFirst || !take.onlyFirst())) {
        targets[count++] = take.target();
      } else if (step instanceof Automaton.Accept accept && (atFirst || !accept.onlyFirst())) {
        break;
      }
    }
    return Arrays.copyOf(targets, count);
  }

  int states() {
    return labels.length;
  }

  long variables() {
    return variables;
  }

  int label(int state) {
    return labels[state];
  }

  boolean isExcluded(int state) {
    return excluded[state];
  }

  /** Whether a row can be taken in the state. @param satisfied by the row */
  boolean takes(int state, long satisfied) {
    return (satisfied >>> labels[state] & 1) != 0;
  }

  int[] targets(int state) {
    return targets[state];
  }

  /** @param atFirst whether the row that comes is the first of its partition */
  int[] startTargets(boolean atFirst) {
    return atFirst ? targetsAtFirst : targets[Automaton.START];
  }

  /** Whether no row at all is a match. */
  boolean acceptsEmpty(boolean atFirst) {
    return atFirst ? emptyAtFirst : empty;
  }

  /** Whether the row that led here can be the last one. */
  boolean accepts(int state) {
    return accepts[state];
  }

  /** Whether the row that led here can be the last one if it is the last of its partition. */
  boolean acceptsAtEnd(int state) {
    return acceptsAtEnd[state];
  }

  /** Whether there is a reason to keep a thread here: a further row, or the end of the partition. */
  boolean goesOn(int state) {
    return targets[state].length > 0 || acceptsAtEnd[state];
  }

  /** The variables that a first row can satisfy, so that anything begins. */
  long starters() {
    long starters = 0;
    for (int target : targetsAtFirst) {
      starters |= 1L << labels[target];
    }
    return starters;
  }
}
