package dev.weir.plan;

import dev.weir.expression.Expression;
import java.util.List;

/**
 * Makes one projection of two, one filter of two, and drops projections that change nothing but names below a node that names its columns itself. A
 * lower expression is put into the upper one only if it is used once there, or is a plain column or a constant.
 */
final class ProjectMerging implements Rewrite {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return merge(plan, true);
  }

  /** @param named whether the names of the plan's columns can be seen by the user */
  private static LogicalPlan merge(LogicalPlan plan, boolean named) {
    boolean passes =
        plan instanceof LogicalPlan.Filter
            || plan instanceof LogicalPlan.Sort
            || plan instanceof LogicalPlan.Limit
            || plan instanceof LogicalPlan.ProcessingTime;
    LogicalPlan node =
        Plans.withInputs(plan, plan.inputs().stream().map(i -> merge(i, passes && named)).toList());
    if (node instanceof LogicalPlan.Filter upper
        && upper.input() instanceof LogicalPlan.Filter lower) {
      return new LogicalPlan.Filter(
          lower.input(), Expressions.and(List.of(lower.predicate(), upper.predicate())));
    }
    if (node instanceof LogicalPlan.Aggregate || node instanceof LogicalPlan.WindowAggregate) {
      return direct(node);
    }
    if (!(node instanceof LogicalPlan.Project project)) {
      return node;
    }
    if (project.input() instanceof LogicalPlan.Project lower && mayInline(project, lower)) {
      List<Expression> inlined =
          project.expressions().stream()
              .map(e -> Expressions.inline(e, lower.expressions()))
              .toList();
      return merge(new LogicalPlan.Project(lower.input(), inlined, project.schema()), named);
    }
    boolean needless =
        Plans.isIdentity(project) && (!named || project.schema().equals(project.input().schema()));
    return needless ? project.input() : project;
  }

  /** An aggregate over plain columns reads them where they are. */
  private static LogicalPlan direct(LogicalPlan node) {
    if (!(node.inputs().get(0) instanceof LogicalPlan.Project project)
        || !project.expressions().stream().allMatch(Expression.Column.class::isInstance)) {
      return node;
    }
    List<Expression> columns = project.expressions();
    LogicalPlan moved = PlanExpressions.map(node, e -> Expressions.inline(e, columns));
    if (moved instanceof LogicalPlan.WindowAggregate w
        && w.window() instanceof WindowSpec.Carried c) {
      var window =
          new WindowSpec.Carried(place(columns, c.startColumn()), place(columns, c.endColumn()));
      moved =
          new LogicalPlan.WindowAggregate(w.input(), window, w.keys(), w.aggregates(), w.schema());
    }
    return direct(Plans.withInputs(moved, List.of(project.input())));
  }

  private static int place(List<Expression> columns, int index) {
    return ((Expression.Column) columns.get(index)).index();
  }

  private static boolean mayInline(LogicalPlan.Project upper, LogicalPlan.Project lower) {
    int[] uses = new int[lower.expressions().size()];
    for (Expression e : upper.expressions()) {
      count(e, uses);
    }
    for (int i = 0; i < uses.length; i++) {
      Expression e = lower.expressions().get(i);
      boolean leaf =
          e instanceof Expression.Column
              || e instanceof Expression.Literal
              || e instanceof Expression.RowTime;
      boolean fine = leaf || uses[i] == 1 && Expressions.isDeterministic(e);
      if (!fine && !(uses[i] == 0 && Expressions.isDeterministic(e))) {
        return false;
      }
    }
    return true;
  }

  private static void count(Expression e, int[] uses) {
    if (e instanceof Expression.Column c) {
      uses[c.index()]++;
    }
    for (Expression child : Expressions.children(e)) {
      count(child, uses);
    }
  }
}
