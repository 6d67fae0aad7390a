package dev.weir.bind;

import dev.weir.plan.LogicalPlan;
import dev.weir.type.Schema;
import java.util.List;

/**
 * A bound relation: what computes it and the names by which its columns are reached.
 *
 * @param broken whether an error was reported about it: every name is then taken as it is, so that one mistake gives one message
 */
record Rel(LogicalPlan plan, Scope scope, boolean broken) {
  static Rel of(LogicalPlan plan, Scope scope) {
    return new Rel(plan, scope, false);
  }

  /** What stands for a relation that could not be bound. */
  static Rel failed() {
    return new Rel(
        new LogicalPlan.Values(new Schema(List.of()), List.of()), new Scope(List.of(), true), true);
  }

  Schema schema() {
    return plan.schema();
  }

  Rel with(LogicalPlan plan) {
    return new Rel(plan, scope, broken);
  }
}
