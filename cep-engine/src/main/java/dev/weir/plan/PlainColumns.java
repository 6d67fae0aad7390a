package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Gives nodes with state plain columns only: keys, arguments of aggregates, FILTER conditions, partition and order keys that are
 * expressions are computed by a projection below. So a row that cannot be evaluated fails before it touches any state. Constant
 * numbers of rows of LAG, LEAD, NTILE and NTH_VALUE stay constants, and so does a default of NULL.
 */
final class PlainColumns implements Rewrite {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return Plans.mapUp(plan, PlainColumns::plain);
  }

  private static LogicalPlan plain(LogicalPlan plan) {
    boolean stateful =
        plan instanceof LogicalPlan.Aggregate
            || plan instanceof LogicalPlan.WindowAggregate
            || plan instanceof LogicalPlan.Over
            || plan instanceof LogicalPlan.Window
            || plan instanceof LogicalPlan.Sort;
    if (!stateful) {
      return plan;
    }
    var computed = new Computed(plan.inputs().get(0));
    if (plan instanceof LogicalPlan.Over over) {
      LogicalPlan.Over node = over(over, computed);
      return computed.isEmpty() ? plan : restored(node, over.schema(), computed);
    }
    LogicalPlan node = PlanExpressions.map(plan, computed);
    if (computed.isEmpty()) {
      return plan;
    }
    LogicalPlan input = computed.project();
    if (plan instanceof LogicalPlan.Aggregate || plan instanceof LogicalPlan.WindowAggregate) {
      return Plans.withInputs(node, List.of(input));
    } else if (node instanceof LogicalPlan.Window w) {
      Schema added = tail(w.schema(), plan.inputs().get(0).schema().size());
      return restored(
          new LogicalPlan.Window(input, w.window(), w.partitionBy(), input.schema().concat(added)),
          w.schema(),
          computed);
    }
    var sort = (LogicalPlan.Sort) node;
    return restored(
        new LogicalPlan.Sort(input, sort.keys(), sort.byTime()), plan.schema(), computed);
  }

  private static LogicalPlan.Over over(LogicalPlan.Over over, Computed computed) {
    int width = over.input().schema().size();
    var partition = over.partitionBy().stream().map(computed).toList();
    var order = over.orderBy().stream().map(k -> Expressions.map(k, computed)).toList();
    var calls = new ArrayList<OverCall>();
    for (OverCall call : over.calls()) {
      AggregateCall aggregate =
          call.aggregate() == null ? null : Expressions.map(call.aggregate(), computed);
      var arguments = new ArrayList<Expression>();
      for (int i = 0; i < call.arguments().size(); i++) {
        Expression argument = call.arguments().get(i);
        arguments.add(
            isConstant(call.function(), i, argument) ? argument : computed.apply(argument));
      }
      calls.add(
          new OverCall(
              call.function(),
              aggregate,
              arguments,
              call.ignoreNulls(),
              call.frame(),
              call.type()));
    }
    LogicalPlan input = computed.project();
    Schema schema = input.schema().concat(tail(over.schema(), width));
    return new LogicalPlan.Over(input, partition, order, calls, over.scope(), schema);
  }

  /** Whether an argument stays a constant: a number of rows or buckets, or the default NULL of LAG and LEAD. */
  private static boolean isConstant(OverCall.Function function, int at, Expression argument) {
    return switch (function) {
      case LAG, LEAD ->
          at == 1
              || at == 2
                  && argument instanceof Expression.Literal literal
                  && literal.value() == null;
      case NTH_VALUE -> at == 1;
      case NTILE -> at == 0;
      case ROW_NUMBER,
          RANK,
          DENSE_RANK,
          PERCENT_RANK,
          CUME_DIST,
          FIRST_VALUE,
          LAST_VALUE,
          AGGREGATE ->
          false;
    };
  }

  private static Schema tail(Schema schema, int from) {
    return new Schema(schema.columns().subList(from, schema.size()));
  }

  /** The node without the columns that were computed for it. */
  private static LogicalPlan restored(LogicalPlan node, Schema schema, Computed computed) {
    int width = computed.width();
    var expressions = new ArrayList<Expression>();
    for (int i = 0; i < schema.size(); i++) {
      expressions.add(Plans.column(node.schema(), i < width ? i : i + computed.count()));
    }
    return new LogicalPlan.Project(node, expressions, schema);
  }

  /** The columns of an input, and what has been computed besides them. Replaces an expression by its column. */
  private static final class Computed implements UnaryOperator<Expression> {
    private final LogicalPlan input;
    private final List<Expression> added = new ArrayList<>();

    Computed(LogicalPlan input) {
      this.input = input;
    }

    int width() {
      return input.schema().size();
    }

    int count() {
      return added.size();
    }

    boolean isEmpty() {
      return added.isEmpty();
    }

    @Override
    public Expression apply(Expression e) {
      if (e instanceof Expression.Column) {
        return e;
      }
      int at = added.indexOf(e);
      if (at < 0) {
        at = added.size();
        added.add(e);
      }
      return new Expression.Column(width() + at, e.type(), e.nullable(), name(at));
    }

    private String name(int at) {
      return ExpressionText.of(added.get(at));
    }

    LogicalPlan project() {
      if (added.isEmpty()) {
        return input;
      }
      var expressions = new ArrayList<>(Plans.columns(input.schema()));
      var columns = new ArrayList<>(input.schema().columns());
      for (int i = 0; i < added.size(); i++) {
        Expression e = added.get(i);
        expressions.add(e);
        columns.add(new Column(name(i), e.type(), e.nullable(), Role.PLAIN));
      }
      return new LogicalPlan.Project(input, expressions, new Schema(columns));
    }
  }
}
