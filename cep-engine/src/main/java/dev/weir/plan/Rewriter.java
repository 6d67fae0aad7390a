package dev.weir.plan;

import java.util.List;

/** Applies all rewrite rules, in the order in which one prepares for the next. Names and types of the result stay. */
public final class Rewriter {
  private static final List<Rewrite> RULES =
      List.of(
          new ConstantFolding(),
          new PredicatePushDown(),
          new ProjectMerging(),
          new PlainColumns(),
          new ProjectMerging(),
          new ColumnPruning(),
          new ProjectMerging(),
          new CountedMatches(),
          new ConstantFolding(),
          new Labels());

  private Rewriter() {}

  /** A plan of the same rows that costs less. */
  public static LogicalPlan rewrite(LogicalPlan plan) {
    LogicalPlan result = plan;
    for (Rewrite rule : RULES) {
      result = rule.apply(result);
    }
    return result;
  }
}
