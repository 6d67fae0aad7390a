package dev.weir.runtime;

import dev.weir.codegen.CodeGenerator;
import dev.weir.pattern.automaton.AutomatonDot;
import dev.weir.pattern.automaton.AutomatonText;
import dev.weir.plan.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/** What EXPLAIN says of the row patterns of a plan: their automata, and how matches are found. */
public final class PatternExplanation {
  private final LogicalPlan.Match match;
  private final MatchPlanner planner;

  private PatternExplanation(LogicalPlan.Match match, CodeGenerator generator) {
    this.match = match;
    this.planner = new MatchPlanner(generator, match, null);
  }

  /**
   * The patterns of a plan, from the output to the inputs.
   *
   * @throws dev.weir.pattern.automaton.PatternTooLarge if one has too many states
   */
  public static List<PatternExplanation> of(LogicalPlan plan, CodeGenerator generator) {
    var found = new ArrayList<PatternExplanation>();
    collect(plan, generator, found);
    return found;
  }

  private static void collect(
      LogicalPlan plan, CodeGenerator generator, List<PatternExplanation> found) {
    if (plan instanceof LogicalPlan.Match match) {
      found.add(new PatternExplanation(match, generator));
    }
    plan.inputs().forEach(input -> collect(input, generator, found));
  }

  /** How matches are found, then a line for each state and each variable. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("matched by " + planner.matchedBy());
    lines.addAll(AutomatonText.lines(match.spec(), planner.automaton(), planner.classes()));
    return lines;
  }

  /** The automaton as a graph in the DOT language. */
  public List<String> dot() {
    return AutomatonDot.of(match.spec(), planner.automaton()).lines().toList();
  }
}
