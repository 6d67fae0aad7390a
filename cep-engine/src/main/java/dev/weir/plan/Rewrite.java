package dev.weir.plan;

/** One rule that makes a plan cheaper and gives the same rows. */
interface Rewrite {
  LogicalPlan apply(LogicalPlan plan);
}
