package dev.weir.plan;

import dev.weir.expression.Expression;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rebuilds plans. */
public final class Plans {
  private Plans() {}

  /** The same node over other inputs of the same schemas. */
  static LogicalPlan withInputs(LogicalPlan plan, List<LogicalPlan> inputs) {
    if (inputs.equals(plan.inputs())) {
      return plan;
    }
    if (plan instanceof LogicalPlan.Filter n) {
      return new LogicalPlan.Filter(inputs.get(0), n.predicate());
    } else if (plan instanceof LogicalPlan.Project n) {
      return new LogicalPlan.Project(inputs.get(0), n.expressions(), n.schema());
    } else if (plan instanceof LogicalPlan.ProcessingTime) {
      return new LogicalPlan.ProcessingTime(inputs.get(0));
    } else if (plan instanceof LogicalPlan.TimeFromColumn n) {
      return new LogicalPlan.TimeFromColumn(inputs.get(0), n.column(), n.schema());
    } else if (plan instanceof LogicalPlan.Window n) {
      return new LogicalPlan.Window(inputs.get(0), n.window(), n.partitionBy(), n.schema());
    } else if (plan instanceof LogicalPlan.WindowAggregate n) {
      return new LogicalPlan.WindowAggregate(
          inputs.get(0), n.window(), n.keys(), n.aggregates(), n.schema());
    } else if (plan instanceof LogicalPlan.Aggregate n) {
      return new LogicalPlan.Aggregate(inputs.get(0), n.keys(), n.aggregates(), n.schema());
    } else if (plan instanceof LogicalPlan.Expand n) {
      return new LogicalPlan.Expand(inputs.get(0), n.projections(), n.schema());
    } else if (plan instanceof LogicalPlan.Over n) {
      return new LogicalPlan.Over(
          inputs.get(0), n.partitionBy(), n.orderBy(), n.calls(), n.scope(), n.schema());
    } else if (plan instanceof LogicalPlan.Sort n) {
      return new LogicalPlan.Sort(inputs.get(0), n.keys(), n.byTime());
    } else if (plan instanceof LogicalPlan.Limit n) {
      return new LogicalPlan.Limit(inputs.get(0), n.offset(), n.count());
    } else if (plan instanceof LogicalPlan.Union n) {
      return new LogicalPlan.Union(inputs, n.schema());
    } else if (plan instanceof LogicalPlan.SetDifference n) {
      return new LogicalPlan.SetDifference(
          inputs.get(0), inputs.get(1), n.intersect(), n.all(), n.schema());
    } else if (plan instanceof LogicalPlan.Unnest n) {
      return new LogicalPlan.Unnest(
          inputs.get(0), n.collection(), n.ordinality(), n.keepEmpty(), n.schema());
    } else if (plan instanceof LogicalPlan.Match n) {
      return new LogicalPlan.Match(
          inputs.get(0), n.partitionBy(), n.rowColumns(), n.spec(), n.schema());
    }
    throw new AssertionError(plan);
  }

  /** Rebuilds a plan from its leaves up, replacing each node by what {@code step} makes of it. */
  static LogicalPlan mapUp(LogicalPlan plan, UnaryOperator<LogicalPlan> step) {
    var inputs = new ArrayList<LogicalPlan>();
    for (LogicalPlan input : plan.inputs()) {
      inputs.add(mapUp(input, step));
    }
    return step.apply(withInputs(plan, inputs));
  }

  /** A column of a schema, as an expression. */
  public static Expression.Column column(Schema schema, int index) {
    Column column = schema.column(index);
    return new Expression.Column(index, column.type(), column.nullable(), column.name());
  }

  /** All columns of a schema, as expressions. */
  public static List<Expression> columns(Schema schema) {
    var all = new ArrayList<Expression>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      all.add(column(schema, i));
    }
    return all;
  }

  /** Whether a projection gives its input's columns as they are: at most names and roles differ. */
  static boolean isIdentity(LogicalPlan.Project project) {
    if (project.expressions().size() != project.input().schema().size()) {
      return false;
    }
    for (int i = 0; i < project.expressions().size(); i++) {
      if (!(project.expressions().get(i) instanceof Expression.Column c) || c.index() != i) {
        return false;
      }
    }
    return true;
  }
}
