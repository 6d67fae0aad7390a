package dev.weir.pattern.automaton;

import dev.weir.plan.ExpressionText;
import dev.weir.plan.MatchSpec;

/**
 * The automaton as a graph for Graphviz. Edges bear the place of the step in the order of preference
 * and the variable that is taken; a gap is a loop at its state; a state in which a match can be complete has a double
 * border.
 */
public final class AutomatonDot {
  private AutomatonDot() {}

  /** A digraph in the DOT language, each line ended by a line break. */
  public static String of(MatchSpec spec, Automaton automaton) {
    var out = new StringBuilder("digraph pattern {\n  rankdir=LR;\n  node [shape=circle];\n");
    var names = new ConditionText(spec);
    for (int number = 0; number < automaton.states().size(); number++) {
      node(out, number, automaton.states().get(number), spec, names);
    }
    for (int number = 0; number < automaton.states().size(); number++) {
      var steps = automaton.states().get(number).steps();
      for (int place = 0; place < steps.size(); place++) {
        edge(out, number, place + 1, steps.get(place), spec, automaton);
      }
    }
    return out.append("}\n").toString();
  }

  private static void node(
      StringBuilder out, int number, Automaton.State state, MatchSpec spec, ConditionText names) {
    String label;
    String more = "";
    boolean accepts = state.steps().stream().anyMatch(Automaton.Accept.class::isInstance);
    if (state instanceof Automaton.Matched m) {
      label = spec.variables().get(m.label()).name() + (m.excluded() ? " excluded" : "");
    } else if (state instanceof Automaton.Waiting) {
      label = "";
      more = ", style=dashed";
    } else if (state instanceof Automaton.Quiet q) {
      label =
          "no "
              + names.names(q.unwanted())
              + (q.micros() < 0
                  ? " until WITHIN ends"
                  : " for " + ExpressionText.duration(q.micros()));
      more = ", style=dashed";
      accepts = true;
    } else if (state instanceof Automaton.AtEnd) {
      label = "$";
      accepts = true;
    } else {
      label = "start";
      more = ", shape=" + (accepts ? "doublecircle" : "circle") + ", style=bold";
    }
    out.append("  s").append(number).append(" [label=").append(quoted(label));
    if (accepts && !(state instanceof Automaton.Start)) {
      out.append(", shape=doublecircle");
    }
    out.append(more).append("];\n");
    if (state instanceof Automaton.Waiting w) {
      var text = new StringBuilder(w.any() ? "any row" : "no step");
      if (!w.unwanted().isEmpty()) {
        text.append(", no ").append(names.names(w.unwanted()));
      }
      if (w.limitMicros() >= 0) {
        text.append(", at most ").append(ExpressionText.duration(w.limitMicros()));
      }
      arrow(out, number, number, text.toString(), "dashed");
    }
  }

  private static void edge(
      StringBuilder out,
      int from,
      int place,
      Automaton.Step step,
      MatchSpec spec,
      Automaton automaton) {
    if (step instanceof Automaton.Take t) {
      var target = (Automaton.Matched) automaton.states().get(t.target());
      String label = place + ": " + spec.variables().get(target.label()).name();
      if (t.onlyFirst()) {
        label += " ^";
      }
      if (t.quietBefore() >= 0) {
        var quiet = automaton.quietBefore().get(t.quietBefore());
        label +=
            " after no "
                + new ConditionText(spec).names(quiet.unwanted())
                + " for "
                + ExpressionText.duration(quiet.micros());
      }
      arrow(out, from, t.target(), label, null);
    } else if (step instanceof Automaton.EnterGap g) {
      arrow(out, from, g.waiting(), Integer.toString(place), "dashed");
    } else if (step instanceof Automaton.AcceptLater a) {
      arrow(out, from, a.state(), Integer.toString(place), "dashed");
    }
  }

  private static void arrow(StringBuilder out, int from, int to, String label, String style) {
    out.append("  s").append(from).append(" -> s").append(to);
    out.append(" [label=").append(quoted(label));
    if (style != null) {
      out.append(", style=").append(style);
    }
    out.append("];\n");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
