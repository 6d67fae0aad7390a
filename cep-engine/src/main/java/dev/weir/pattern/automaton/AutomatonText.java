package dev.weir.pattern.automaton;

import dev.weir.expression.Expression;
import dev.weir.plan.ExpressionText;
import dev.weir.plan.MatchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The automaton as EXPLAIN shows it: each state with its steps in order of preference, then each
 * variable with its conditions and their classes.
 *
 * <pre>
 * 0 start: A 1
 * 1 A: gap 3, accept
 * 2 B: accept
 * 3 gap, ends at the first, unless N: B 2
 * A: volume &gt; 950 (L0)
 * B: price &gt; A.price (L2)
 * N: any row
 * </pre>
 */
public final class AutomatonText {
  private final MatchSpec spec;
  private final Automaton automaton;
  private final ConditionText conditions;

  private AutomatonText(MatchSpec spec, Automaton automaton) {
    this.spec = spec;
    this.automaton = automaton;
    this.conditions = new ConditionText(spec);
  }

  /** One line per state and per variable. */
  public static List<String> lines(MatchSpec spec, Automaton automaton, PredicateClasses classes) {
    var text = new AutomatonText(spec, automaton);
    var lines = new ArrayList<>(text.states());
    for (int label = 0; label < spec.variables().size(); label++) {
      lines.add(text.variable(label, classes.conditions().get(label)));
    }
    return lines;
  }

  /** One line per state. */
  static List<String> states(MatchSpec spec, Automaton automaton) {
    return new AutomatonText(spec, automaton).states();
  }

  private List<String> states() {
    var lines = new ArrayList<String>();
    for (int number = 0; number < automaton.states().size(); number++) {
      var state = automaton.states().get(number);
      String steps = state.steps().stream().map(this::step).collect(Collectors.joining(", "));
      lines.add(number + " " + name(state) + (steps.isEmpty() ? "" : ": " + steps));
    }
    return lines;
  }

  private String name(Automaton.State state) {
    if (state instanceof Automaton.Start) {
      return "start";
    } else if (state instanceof Automaton.Matched m) {
      return spec.variables().get(m.label()).name()
          + (m.excluded() ? " excluded" : "")
          + groups(" in group ", m.groups());
    } else if (state instanceof Automaton.Waiting w) {
      return "gap"
          + (w.any() ? ", may go on" : ", ends at the first")
          + (w.unwanted().isEmpty() ? "" : ", unless " + conditions.names(w.unwanted()))
          + (w.limitMicros() < 0 ? "" : ", at most " + ExpressionText.duration(w.limitMicros()))
          + groups(", in group ", w.groups());
    } else if (state instanceof Automaton.Quiet q) {
      return "quiet, no "
          + conditions.names(q.unwanted())
          + (q.micros() < 0 ? " until WITHIN ends" : " for " + ExpressionText.duration(q.micros()));
    }
    return "end of partition";
  }

  private String groups(String before, List<Integer> groups) {
    return groups.isEmpty()
        ? ""
        : before
            + groups.stream()
                .map(
                    g -> g + " (WITHIN " + ExpressionText.duration(automaton.groups().get(g)) + ")")
                .collect(Collectors.joining(", "));
  }

  private String step(Automaton.Step step) {
    if (step instanceof Automaton.Take t) {
      return (t.onlyFirst() ? "^ " : "")
          + (t.quietBefore() < 0 ? "" : quietBefore(t.quietBefore()) + " ")
          + label(t.target())
          + " "
          + t.target()
          + (t.opens().isEmpty()
              ? ""
              : " opens " + t.opens().stream().map(g -> "" + g).collect(Collectors.joining(" ")));
    } else if (step instanceof Automaton.EnterGap g) {
      return "gap " + g.waiting();
    } else if (step instanceof Automaton.Accept a) {
      return (a.onlyFirst() ? "^ " : "") + "accept";
    }
    return "accept later " + ((Automaton.AcceptLater) step).state();
  }

  private String quietBefore(int number) {
    var quiet = automaton.quietBefore().get(number);
    return "after no "
        + conditions.names(quiet.unwanted())
        + " for "
        + ExpressionText.duration(quiet.micros());
  }

  private String label(int state) {
    var matched = (Automaton.Matched) automaton.states().get(state);
    return spec.variables().get(matched.label()).name();
  }

  private String variable(int label, PredicateClasses.Conditions c) {
    var parts = new ArrayList<String>();
    for (var local : c.local()) {
      parts.add(condition(local, ConditionClass.LOCAL));
    }
    for (var other : c.others()) {
      parts.add(condition(other.condition(), other.kind()));
    }
    return spec.variables().get(label).name()
        + ": "
        + (parts.isEmpty() ? "any row" : String.join(" AND ", parts));
  }

  private String condition(Expression e, ConditionClass kind) {
    return conditions.of(e) + " (" + kind.code() + ")";
  }
}
