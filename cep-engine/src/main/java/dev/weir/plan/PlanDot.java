package dev.weir.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A plan as a graph for Graphviz: rows go upwards, from the inputs to the output. */
public final class PlanDot {
  private static final int WIDTH_MAX = 60;

  private final Function<LogicalPlan, String> remarks;
  private final List<String> lines = new ArrayList<>();
  private int nodes;

  private PlanDot(Function<LogicalPlan, String> remarks) {
    this.remarks = remarks;
  }

  /** A digraph in the DOT language, each node with what is to be said of it. */
  public static List<String> lines(LogicalPlan plan, Function<LogicalPlan, String> remarks) {
    var dot = new PlanDot(remarks);
    dot.lines.add("digraph plan {");
    dot.lines.add("  rankdir=BT;");
    dot.lines.add("  node [shape=box];");
    dot.add(plan);
    dot.lines.add("}");
    return dot.lines;
  }

  private int add(LogicalPlan plan) {
    int number = nodes++;
    String label = wrapped(PlanText.node(plan)) + remarks.apply(plan).replaceFirst("^ +", "\\\\n");
    lines.add("  n" + number + " [label=\"" + label + "\"];");
    for (var input : plan.inputs()) {
      lines.add("  n" + add(input) + " -> n" + number + ";");
    }
    return number;
  }

  /** Lines that are not too long, as DOT writes them. */
  private static String wrapped(String text) {
    var out = new StringBuilder();
    int width = 0;
    for (String word : text.replace("\\", "\\\\").replace("\"", "\\\"").split(" ")) {
      boolean breaks = width > 0 && width + word.length() > WIDTH_MAX;
      out.append(width == 0 ? "" : breaks ? "\\n" : " ").append(word);
      width = breaks ? word.length() : width + word.length() + 1;
    }
    return out.toString();
  }
}
