package dev.weir.pattern.automaton;

import dev.weir.plan.VariableSet;
import java.util.List;

/**
 * A nondeterministic automaton without empty moves, whose steps are ordered by preference (the
 * position automaton of Glushkov, with priorities). A run begins in state 0 in front of a row, and
 * takes its steps once per row of the partition:
 *
 * <ul>
 *   <li>a state that took a row ({@link Matched}), and state 0, must take a step at the next row, or the
 *       run ends;
 *   <li>a state that waits in a gap ({@link Waiting}) tries its steps at each row. If it can take one,
 *       it does; otherwise, and under {@code ->>} in any case with lower preference, it stays, unless the row is unwanted
 *       there or the gap's limit has passed.
 * </ul>
 *
 * <p>A step that leads through a gap is given as {@link EnterGap}: at the row that follows it is as if
 * the run had been waiting. {@link Accept} ends a match with the last row that was taken.
 *
 * <p>Loops with bounds are unrolled, PERMUTE is expanded, so the number of states is bounded by the
 * compiler.
 *
 * @param states by number; state 0 is the start
 * @param groups the limits of the groups with WITHIN of their own, in microseconds, by number
 * @param quietBefore what must not have come before the first row, by number
 */
public record Automaton(List<State> states, List<Long> groups, List<QuietBefore> quietBefore) {
  /** The state in which every run begins. */
  public static final int START = 0;

  public Automaton {
    states = List.copyOf(states);
    groups = List.copyOf(groups);
    quietBefore = List.copyOf(quietBefore);
  }

  /** No row that satisfies one of the variables from {@code micros} before the first row (inclusive) up to it (exclusive). */
  public record QuietBefore(VariableSet unwanted, long micros) {}

  /** Where a run can be. */
  public sealed interface State {
    /** In order of preference. */
    List<Step> steps();
  }

  /** Before the first row. */
  public record Start(List<Step> steps) implements State {
    public Start {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A row has just been taken.
   *
   * @param label the variable that the row is mapped to
   * @param excluded whether it stands in an exclusion
   * @param groups the groups with WITHIN that the row lies in
   */
  public record Matched(int label, boolean excluded, List<Integer> groups, List<Step> steps)
      implements State {
    public Matched {
      groups = List.copyOf(groups);
      steps = List.copyOf(steps);
    }
  }

  /**
   * In a gap. Its steps are only {@link Take}.
   *
   * @param any under {@code ->>}: the run also stays where it could go on
   * @param unwanted a row that satisfies one of these and is not taken ends the run
   * @param limitMicros how long after the last row that was taken the gap may end, or -1
   * @param groups the groups with WITHIN that the gap lies in
   */
  public record Waiting(
      boolean any, VariableSet unwanted, long limitMicros, List<Integer> groups, List<Step> steps)
      implements State {
    public Waiting {
      groups = List.copyOf(groups);
      steps = List.copyOf(steps);
    }
  }

  /**
   * Behind the last row, while it must stay quiet. It has no steps: the run is accepted when time has gone past the
   * deadline, a row that satisfies one of {@code unwanted} up to then ends it.
   *
   * @param micros from the last row taken to the deadline; -1: to the end of WITHIN, counted from the first row
   */
  public record Quiet(VariableSet unwanted, long micros) implements State {
    @Override
    public List<Step> steps() {
      return List.of();
    }
  }

  /** Behind the last row of the partition ({@code $}): any further row ends the run, the end of input accepts it. */
  public record AtEnd() implements State {
    @Override
    public List<Step> steps() {
      return List.of();
    }
  }

  /** A way on. */
  public sealed interface Step {}

  /**
   * Take the row, if it satisfies the variable of {@code target} and is within the limits of the groups
   * that {@code target} lies in. A group in {@code opens} begins with this row.
   *
   * @param target a {@link Matched} state
   * @param onlyFirst whether the row must be the first of its partition ({@code ^})
   * @param quietBefore from the start: the number in {@link #quietBefore} of what must not have come before, or -1
   */
  public record Take(int target, List<Integer> opens, boolean onlyFirst, int quietBefore)
      implements Step {
    public Take {
      opens = List.copyOf(opens);
    }
  }

  /** Go on through a gap. @param waiting a {@link Waiting} state */
  public record EnterGap(int waiting) implements Step {}

  /**
   * The match is complete, without a further row. Steps of lower preference are void then.
   *
   * @param onlyFirst whether the row in front of which an empty match stands must be the first of its partition
   */
  public record Accept(boolean onlyFirst) implements Step {}

  /** Complete if nothing more comes: wait in a {@link Quiet} or {@link AtEnd} state. */
  public record AcceptLater(int state, boolean onlyFirst) implements Step {}
}
