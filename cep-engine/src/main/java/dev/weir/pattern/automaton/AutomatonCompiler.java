package dev.weir.pattern.automaton;

import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import dev.weir.plan.VariableSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a row pattern to its automaton: one state per row position (Glushkov), whose steps are found by walking from the
 * position along all ways of the {@link Flow} up to the next rows, in order of preference. What is met on the way
 * (ends of iterations, groups, gaps, anchors) is kept in the {@link Path}.
 *
 * <p>Where no choice is made for all matches but the preferred one is looked for, steps behind an unconditional {@link
 * Automaton.Accept} are left out: nothing can make them preferred.
 *
 * <p>Time and memory are in proportion to the number of steps, which for loops, optional parts and
 * sequences is in proportion to the pattern with its loops unrolled; for a chain of k parts that can all be empty it is
 * k². Both are bounded.
 */
public final class AutomatonCompiler {
  /** The most states of an automaton. */
  public static final int STATES_MAX = 10_000;

  private static final int STEPS_MAX = 100 * STATES_MAX;
  private static final int VISITS_MAX = 20 * STEPS_MAX;

  private final PatternNode pattern;
  private final boolean everyMatch;
  private final List<Automaton.State> states = new ArrayList<>();
  private final Map<Flow.Row, Integer> rowStates = new IdentityHashMap<>();
  private final Map<Automaton.State, Integer> otherStates = new HashMap<>();
  private final ArrayDeque<Flow.Row> toDo = new ArrayDeque<>();
  private final List<Automaton.QuietBefore> quietBefore = new ArrayList<>();
  private int steps;
  private int visits;

  private AutomatonCompiler(PatternNode pattern, boolean everyMatch) {
    this.pattern = pattern;
    this.everyMatch = everyMatch;
  }

  /** Why a pattern has no automaton, in the user's words; empty if it has one. */
  public static Optional<String> objection(MatchSpec spec) {
    try {
      compile(spec);
      return Optional.empty();
    } catch (PatternTooLarge tooLarge) {
      return Optional.of(tooLarge.getMessage());
    }
  }

  /** @throws PatternTooLarge if there would be more than {@link #STATES_MAX} states */
  public static Automaton compile(MatchSpec spec) {
    return compile(spec.pattern(), spec.skip().kind() == MatchSpec.Skip.Kind.NONE);
  }

  /**
   * @param everyMatch whether all matches are looked for (SKIP NONE), not the preferred one
   * @throws PatternTooLarge if there would be more than {@link #STATES_MAX} states
   */
  public static Automaton compile(PatternNode pattern, boolean everyMatch) {
    return new AutomatonCompiler(pattern, everyMatch).compile();
  }

  private Automaton compile() {
    var flow = new Flow(pattern);
    states.add(null);
    states.set(Automaton.START, new Automaton.Start(steps(flow.first(), Path.START)));
    while (!toDo.isEmpty()) {
      var row = toDo.remove();
      var way = steps(row.next, Path.after(row));
      states.set(
          rowStates.get(row), new Automaton.Matched(row.label, row.excluded, row.groups, way));
    }
    return new Automaton(states, flow.groups(), quietBefore);
  }

  // ---- the ways on from one position

  /** Where a way ends: at a row, or, if {@code row} is null, at the end of the pattern. */
  private record Goal(Flow.Row row, Path path) {}

  private record Visit(Flow.Node node, Path path) {}

  /** What must hold for a way to be the same as another: arriving again at a choice adds nothing. */
  private record Seen(Flow.Node node, Path path) {}

  private List<Goal> goals(Flow.Node from, Path path) {
    var goals = new ArrayList<Goal>();
    var stack = new ArrayDeque<Visit>();
    Set<Seen> seen = new HashSet<>();
    stack.push(new Visit(from, path));
    while (!stack.isEmpty()) {
      if (++visits > VISITS_MAX) {
        throw tooLarge(pattern);
      }
      var visit = stack.pop();
      var node = visit.node;
      if (node instanceof Flow.Row row) {
        if (visit.path.allowsRow()) {
          goals.add(new Goal(row, visit.path));
        }
      } else if (node instanceof Flow.End) {
        goals.add(new Goal(null, visit.path));
      } else if (node instanceof Flow.Choice choice) {
        if (seen.add(new Seen(choice, visit.path))) {
          for (int i = choice.options.size() - 1; i >= 0; i--) {
            stack.push(new Visit(choice.options.get(i), visit.path));
          }
        }
      } else {
        var next = follow(node, visit.path);
        if (next != null) {
          stack.push(next);
        }
      }
      if (goals.size() > STEPS_MAX) {
        throw tooLarge(pattern);
      }
    }
    return goals;
  }

  /** Past a mark, null if there is no way. */
  private Visit follow(Flow.Node node, Path path) {
    if (node instanceof Flow.Begin b) {
      return new Visit(b.next, path.begin(b));
    } else if (node instanceof Flow.Complete c) {
      return path.hasBegun(c.begin) ? null : new Visit(c.next, path);
    } else if (node instanceof Flow.Through t) {
      return new Visit(t.next, path.through(t));
    } else if (node instanceof Flow.Open o) {
      return new Visit(o.next, path.open(o.group));
    } else if (node instanceof Flow.Close c) {
      return new Visit(c.next, path.close(c.group));
    }
    var demand = (Flow.Demand) node;
    if (demand.what instanceof PatternNode.AnchorStart) {
      return path.isFirst() ? new Visit(demand.next, path.onlyFirst()) : null;
    } else if (demand.what instanceof PatternNode.AnchorEnd) {
      return new Visit(demand.next, path.atEnd());
    } else if (demand.what instanceof PatternNode.QuietBefore q) {
      return path.isFirst() ? new Visit(demand.next, path.quietBefore(number(q))) : null;
    } else if (demand.what instanceof PatternNode.QuietAfter q) {
      return new Visit(demand.next, path.quietAfter(q));
    }
    throw new AssertionError(demand.what);
  }

  private int number(PatternNode.QuietBefore q) {
    var quiet = new Automaton.QuietBefore(q.unwanted(), q.micros());
    int known = quietBefore.indexOf(quiet);
    if (known >= 0) {
      return known;
    }
    quietBefore.add(quiet);
    return quietBefore.size() - 1;
  }

  // ---- steps

  @SuppressWarnings("ReferenceEquality") // a goal or a group of this position, not one like it
  private List<Automaton.Step> steps(Flow.Node from, Path path) {
    var goals = goals(from, path);
    var found = new ArrayList<Automaton.Step>();
    Set<Automaton.Step> known = new HashSet<>();
    List<WaitingGoals> waits = everyMatch ? gathered(goals) : consecutive(goals);
    var waitOf = new IdentityHashMap<Goal, WaitingGoals>();
    waits.forEach(w -> w.goals.forEach(g -> waitOf.put(g, w)));
    for (var goal : goals) {
      Automaton.Step step;
      if (goal.row == null) {
        step = accept(goal.path);
        if (step == null) {
          continue;
        }
      } else if (goal.path.gap() == null) {
        step = take(goal);
      } else {
        var wait = waitOf.get(goal);
        if (wait.goals.get(0) != goal) {
          continue;
        }
        step = new Automaton.EnterGap(waiting(wait, goals, waitOf));
      }
      if (known.add(step)) {
        found.add(step);
        if (!everyMatch && step.equals(new Automaton.Accept(false))) {
          break;
        }
      }
    }
    count(found.size());
    return found;
  }

  private void count(int more) {
    steps += more;
    if (steps > STEPS_MAX) {
      throw tooLarge(pattern);
    }
  }

  private Automaton.Take take(Goal goal) {
    return new Automaton.Take(
        state(goal.row), goal.path.opening(), goal.path.mustBeFirst(), goal.path.quietBefore());
  }

  /** The step that ends a match, or null if that can never be: no row has been taken yet and something must follow the last. */
  private Automaton.Step accept(Path path) {
    if (path.mustBeAtEnd() || path.quietAfter() != null) {
      if (path.isFirst()) {
        return null;
      }
      var end =
          path.mustBeAtEnd()
              ? new Automaton.AtEnd()
              : new Automaton.Quiet(path.quietAfter().unwanted(), path.quietAfter().micros());
      return new Automaton.AcceptLater(state(end), false);
    }
    return new Automaton.Accept(path.mustBeFirst());
  }

  /** Rows that one run waits for, in one gap with the same conditions. */
  private record WaitingGoals(Path.Waiting gap, List<Goal> goals) {}

  /** Those that stand together in the order of preference. What comes behind an acceptance is never preferred. */
  private static List<WaitingGoals> consecutive(List<Goal> goals) {
    var waits = new ArrayList<WaitingGoals>();
    WaitingGoals last = null;
    for (var goal : goals) {
      if (goal.row == null || goal.path.gap() == null) {
        last = null;
      } else if (last != null && last.gap.equals(goal.path.gap())) {
        last.goals.add(goal);
      } else {
        last = new WaitingGoals(goal.path.gap(), new ArrayList<>(List.of(goal)));
        waits.add(last);
      }
    }
    return waits;
  }

  /** All of a gap: preference does not matter. */
  private static List<WaitingGoals> gathered(List<Goal> goals) {
    var waits = new ArrayList<WaitingGoals>();
    var byGap = new HashMap<Path.Waiting, WaitingGoals>();
    for (var goal : goals) {
      if (goal.row != null && goal.path.gap() != null) {
        var wait = byGap.get(goal.path.gap());
        if (wait == null) {
          wait = new WaitingGoals(goal.path.gap(), new ArrayList<>());
          byGap.put(goal.path.gap(), wait);
          waits.add(wait);
        }
        wait.goals.add(goal);
      }
    }
    return waits;
  }

  @SuppressWarnings("ReferenceEquality") // a goal or a group of this position, not one like it
  private int waiting(WaitingGoals wait, List<Goal> all, Map<Goal, WaitingGoals> waitOf) {
    var takes = new ArrayList<Automaton.Step>();
    Set<Automaton.Step> known = new HashSet<>();
    List<Integer> groups = null;
    VariableSet unwanted = wait.gap.gap().unwanted();
    boolean any = wait.gap.gap().kind() == PatternNode.Gap.Kind.ANY_MATCH;
    for (var goal : wait.goals) {
      var take = take(goal);
      if (known.add(take)) {
        takes.add(take);
      }
      if (groups == null) {
        groups = new ArrayList<>(goal.path.alive());
      } else {
        groups.retainAll(goal.path.alive());
      }
    }
    if (!any) {
      // Under "->" the first row that can end the gap ends it, even if the way it opens stands in
      // another
      // place of the order: a run that does not go there ends as well.
      for (var goal : all) {
        if (goal.row != null
            && goal.path.gap() != null
            && goal.path.gap().where() == wait.gap.where()
            && waitOf.get(goal) != wait) {
          unwanted = unwanted.with(VariableSet.of(goal.row.label));
        }
      }
    }
    count(takes.size());
    return state(new Automaton.Waiting(any, unwanted, wait.gap.gap().limitMicros(), groups, takes));
  }

  private int state(Flow.Row row) {
    Integer known = rowStates.get(row);
    if (known != null) {
      return known;
    }
    int number = add(null);
    rowStates.put(row, number);
    toDo.add(row);
    return number;
  }

  private int state(Automaton.State state) {
    Integer known = otherStates.get(state);
    if (known != null) {
      return known;
    }
    int number = add(state);
    otherStates.put(state, number);
    return number;
  }

  private int add(Automaton.State state) {
    if (states.size() == STATES_MAX) {
      throw tooLarge(pattern);
    }
    states.add(state);
    return states.size() - 1;
  }

  // ---- limits

  /** Says what makes the pattern large. */
  static PatternTooLarge tooLarge(PatternNode pattern) {
    var causes = new ArrayList<String>();
    addCauses(pattern, causes);
    String text =
        String.format(Locale.ROOT, "the pattern unrolls to more than %,d states", STATES_MAX);
    return new PatternTooLarge(
        causes.isEmpty() ? text : text + "; it has " + String.join(", ", causes));
  }

  private static void addCauses(PatternNode p, List<String> causes) {
    if (p instanceof PatternNode.Sequence s) {
      s.steps().forEach(t -> addCauses(t.part(), causes));
    } else if (p instanceof PatternNode.Alternation a) {
      a.options().forEach(o -> addCauses(o, causes));
    } else if (p instanceof PatternNode.Repeat r) {
      if (Math.max(r.min(), r.max()) >= 10) {
        causes.add(
            r.min() == r.max()
                ? "{" + r.min() + "}"
                : "{" + r.min() + "," + (r.max() < 0 ? "" : r.max()) + "}");
      }
      addCauses(r.body(), causes);
    } else if (p instanceof PatternNode.Permute m) {
      if (m.parts().size() >= 4) {
        causes.add("PERMUTE of " + m.parts().size());
      }
      m.parts().forEach(o -> addCauses(o, causes));
    } else if (p instanceof PatternNode.Exclusion x) {
      addCauses(x.body(), causes);
    } else if (p instanceof PatternNode.Within w) {
      addCauses(w.body(), causes);
    }
  }
}
