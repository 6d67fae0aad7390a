package dev.weir.plan;

import dev.weir.expression.Expression;
import dev.weir.type.Schema;

/** Gives every column in an expression the name that its input has for it, so that a plan reads well after all rewriting. */
final class Labels implements Rewrite {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return Plans.mapUp(plan, Labels::labelled);
  }

  private static LogicalPlan labelled(LogicalPlan plan) {
    if (plan.inputs().size() != 1) {
      return plan;
    }
    Schema input = plan.inputs().get(0).schema();
    return PlanExpressions.map(plan, e -> Expressions.map(e, x -> labelled(x, input)));
  }

  private static Expression labelled(Expression e, Schema input) {
    return e instanceof Expression.Column c && !c.name().equals(input.column(c.index()).name())
        ? new Expression.Column(c.index(), c.type(), c.nullable(), input.column(c.index()).name())
        : e;
  }
}
