package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Arithmetic.Operation;
import dev.weir.expression.Expression.Comparison.Operator;
import dev.weir.expression.SortKey;
import dev.weir.function.FunctionRegistry;
import dev.weir.function.Resolution;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small plans for tests: columns a, b, c of type INTEGER, and what can be made of them. */
final class Sketch {
  static final LogicalPlan ABC = values("a", "b", "c");

  private Sketch() {}

  static LogicalPlan values(String... names) {
    var columns = new ArrayList<Column>();
    var row = new ArrayList<Object>();
    for (String name : names) {
      columns.add(new Column(name, DataType.INTEGER, false, Role.PLAIN));
      row.add(row.size() + 1);
    }
    return new LogicalPlan.Values(new Schema(columns), List.of(row));
  }

  static Expression col(LogicalPlan plan, int index) {
    return Plans.column(plan.schema(), index);
  }

  static Expression num(int value) {
    return new Expression.Literal(value, DataType.INTEGER);
  }

  static Expression plus(Expression left, Expression right) {
    return new Expression.Arithmetic(Operation.ADD, left, right, DataType.INTEGER);
  }

  static Expression over(Expression left, Expression right) {
    return new Expression.Arithmetic(Operation.DIVIDE, left, right, DataType.INTEGER);
  }

  static Expression greater(Expression left, Expression right) {
    return new Expression.Comparison(Operator.GREATER, left, right);
  }

  static LogicalPlan filter(LogicalPlan input, Expression... terms) {
    return new LogicalPlan.Filter(input, Expressions.and(List.of(terms)));
  }

  static LogicalPlan project(LogicalPlan input, Expression... expressions) {
    var columns = new ArrayList<Column>();
    for (Expression e : expressions) {
      columns.add(new Column(ExpressionText.of(e), e.type(), e.nullable(), Role.PLAIN));
    }
    return new LogicalPlan.Project(input, List.of(expressions), new Schema(columns));
  }

  static AggregateCall sum(Expression argument) {
    var resolution =
        (Resolution.Aggregate)
            FunctionRegistry.builtIn()
                .resolveAggregate(
                    "SUM", List.of(argument.type()), List.of(Optional.empty()), false, false);
    return new AggregateCall(resolution.function(), List.of(argument), false, null, List.of());
  }

  static LogicalPlan aggregate(LogicalPlan input, List<Expression> keys, AggregateCall... calls) {
    return new LogicalPlan.Aggregate(
        input, keys, List.of(calls), schema(List.of(), keys, List.of(calls)));
  }

  static LogicalPlan tumble(LogicalPlan input) {
    var added =
        Schema.of(
            new Column("window_start", DataType.timestamp(3), false, Role.WINDOW_START),
            new Column("window_end", DataType.timestamp(3), false, Role.WINDOW_END),
            new Column("window_time", DataType.timestamp(3), false, Role.EVENT_TIME));
    var window = new WindowSpec.Tumble(new WindowSpec.Length(0, 60_000_000), 0, null);
    return new LogicalPlan.Window(input, window, List.of(), input.schema().concat(added));
  }

  static LogicalPlan rank(LogicalPlan input, Expression partition, Expression order) {
    var call =
        new OverCall(
            OverCall.Function.RANK,
            null,
            List.of(),
            false,
            OverCall.Frame.DEFAULT,
            DataType.BIGINT);
    var schema =
        input.schema().concat(Schema.of(new Column("rank", DataType.BIGINT, false, Role.PLAIN)));
    return new LogicalPlan.Over(
        input,
        List.of(partition),
        List.of(new SortKey(order, false, false)),
        List.of(call),
        LogicalPlan.Over.Scope.BOUNDED,
        schema);
  }

  private static Schema schema(
      List<Column> first, List<Expression> keys, List<AggregateCall> calls) {
    var columns = new ArrayList<>(first);
    keys.forEach(
        k -> columns.add(new Column(ExpressionText.of(k), k.type(), k.nullable(), Role.PLAIN)));
    calls.forEach(c -> columns.add(new Column(ExpressionText.of(c), c.function().result())));
    return new Schema(columns);
  }

  /** The nodes of a plan without their columns, one per line. */
  static String nodes(LogicalPlan plan) {
    var text = new StringBuilder();
    for (String line : PlanText.lines(plan)) {
      int columns = line.lastIndexOf("  [");
      text.append(columns < 0 ? line : line.substring(0, columns)).append('\n');
    }
    return text.toString();
  }
}
