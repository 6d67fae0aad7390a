package dev.weir.runtime;

import dev.weir.codegen.CodeGenerator;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.operator.RowErrors;
import dev.weir.operator.RowOrder;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.LogicalPlan.Over.Scope;
import dev.weir.plan.OverCall;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import dev.weir.window.OverFunction;
import dev.weir.window.OverParts;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the parts of an OVER operator. The operator gives its functions in the order of the plan's
 * calls; aggregates over one frame that stand next to one another are evaluated together.
 */
final class OverPlanner {
  private final CodeGenerator generator;
  private final LogicalPlan.Over plan;
  private final RowErrors errors;
  private final Schema input;

  OverPlanner(CodeGenerator generator, LogicalPlan.Over plan, RowErrors errors) {
    this.generator = generator;
    this.plan = plan;
    this.errors = errors;
    this.input = plan.input().schema();
  }

  OverParts parts() {
    return new OverParts(
        generator.keyReader(input, partition()),
        generator.eventPrototype(new Schema(partitionColumns())),
        generator.eventPrototype(input),
        generator.projection(input, inputColumns(), plan.schema()),
        functions(),
        order(),
        errors);
  }

  private List<Expression.Column> partition() {
    return plan.partitionBy().stream().map(Expression.Column.class::cast).toList();
  }

  private List<Column> partitionColumns() {
    return plan.partitionBy().stream().map(key -> new Column("key", key.type())).toList();
  }

  private List<Expression> inputColumns() {
    var columns = new ArrayList<Expression>();
    for (int i = 0; i < input.size(); i++) {
      var column = input.column(i);
      columns.add(new Expression.Column(i, column.type(), column.nullable(), column.name()));
    }
    return columns;
  }

  /**
   * Who comes first in a finished partition. On a stream rows are in order of time already: then only
   * further sort keys make an order among equal times.
   */
  private RowOrder order() {
    var keys = plan.orderBy();
    if (plan.scope() == Scope.STREAMING) {
      keys = keys.isEmpty() ? keys : keys.subList(1, keys.size());
    }
    return keys.isEmpty() ? null : generator.rowOrder(input, keys);
  }

  /** The column that offsets of RANGE frames are added to, or -1. */
  static int rangeColumn(LogicalPlan.Over plan) {
    return !plan.orderBy().isEmpty()
            && plan.orderBy().get(0).expression() instanceof Expression.Column column
        ? column.index()
        : -1;
  }

  private List<OverFunction> functions() {
    var functions = new ArrayList<OverFunction>();
    var calls = plan.calls();
    for (int i = 0; i < calls.size(); ) {
      int field = input.size() + i;
      var call = calls.get(i);
      if (call.function() == OverCall.Function.AGGREGATE) {
        int end = i + 1;
        while (end < calls.size() && sharesFrame(call, calls.get(end))) {
          end++;
        }
        functions.add(aggregates(call.frame(), calls.subList(i, end), field));
        i = end;
      } else {
        functions.add(function(call, field));
        i++;
      }
    }
    return functions;
  }

  private static boolean sharesFrame(OverCall first, OverCall next) {
    return next.function() == OverCall.Function.AGGREGATE && next.frame().equals(first.frame());
  }

  private OverFunction aggregates(OverCall.Frame frame, List<OverCall> calls, int field) {
    List<AggregateCall> aggregates = calls.stream().map(OverCall::aggregate).toList();
    return new OverFunction.Aggregates(
        frame, generator.aggregator(input, aggregates, plan.schema(), field), field);
  }

  private static OverFunction function(OverCall call, int field) {
    return switch (call.function()) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST ->
          new OverFunction.Ranking(call.function(), 1, field);
      case NTILE -> new OverFunction.Ranking(call.function(), number(call, 0, 1), field);
      case LAG -> shift(call, -number(call, 1, 1), field);
      case LEAD -> shift(call, number(call, 1, 1), field);
      case FIRST_VALUE -> pick(call, 1, field);
      case LAST_VALUE -> pick(call, OverFunction.Pick.LAST, field);
      case NTH_VALUE -> pick(call, number(call, 1, 1), field);
      case AGGREGATE -> throw new AssertionError(call);
    };
  }

  private static OverFunction shift(OverCall call, long distance, int field) {
    int otherwise = call.arguments().size() > 2 && !isNull(call, 2) ? column(call, 2) : -1;
    return new OverFunction.Shift(distance, column(call, 0), otherwise, call.ignoreNulls(), field);
  }

  private static OverFunction pick(OverCall call, long nth, int field) {
    return new OverFunction.Pick(call.frame(), nth, column(call, 0), call.ignoreNulls(), field);
  }

  private static int column(OverCall call, int argument) {
    return ((Expression.Column) call.arguments().get(argument)).index();
  }

  private static boolean isNull(OverCall call, int argument) {
    return call.arguments().get(argument) instanceof Expression.Literal literal
        && literal.value() == null;
  }

  /** A constant whole number among the arguments. */
  private static long number(OverCall call, int argument, long otherwise) {
    return argument < call.arguments().size()
            && call.arguments().get(argument) instanceof Expression.Literal literal
        ? ((Number) literal.value()).longValue()
        : otherwise;
  }
}
