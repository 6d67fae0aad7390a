package dev.weir.bind;

import dev.weir.ast.Expression.Call;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;

/** Where an expression stands: what its names mean, and whether aggregates and window functions may stand there. */
abstract class Environment {
  final Binding context;

  Environment(Binding context) {
    this.context = context;
  }

  /** The clause in the user's words, for messages: {@code WHERE}. */
  abstract String place();

  /** What a name means; a mistake is reported and gives {@link Binding#BROKEN}. */
  abstract Expression column(dev.weir.ast.Expression.Column name);

  /** What the whole expression is already known as (a group key, a column of a window), or null. */
  Expression known(dev.weir.ast.Expression e) {
    return null;
  }

  /** Where arguments of aggregates and window functions are bound. */
  Environment below() {
    return this;
  }

  /** Takes an aggregate over the rows {@link #below}. @return the column of its result */
  Expression aggregate(Call call, AggregateCall aggregate) {
    context.problems.error(
        BindError.AGGREGATE_PLACE,
        call.span(),
        "aggregate " + call.name() + " is not allowed in " + place(),
        place().equals("WHERE")
            ? "HAVING " + call.span().text() + " ..."
            : "compute it in a subquery");
    return Binding.BROKEN;
  }

  /** Whether aggregates without OVER may stand here. */
  boolean takesAggregates() {
    return false;
  }

  /** Takes a window function. @return the column of its result */
  Expression over(OverBinder.Draft draft, Call call) {
    context.problems.error(
        BindError.OVER_PLACE,
        call.span(),
        "window function " + call.name() + " is not allowed in " + place(),
        place().equals("WHERE") || place().equals("HAVING")
            ? "QUALIFY filters by window functions"
            : "compute it in a subquery");
    return Binding.BROKEN;
  }

  /** GROUPING(...): which of the keys are aggregated away. */
  Expression grouping(Call call) {
    context.problems.error(
        BindError.CALL_CLAUSE, call.span(), "GROUPING is allowed only with GROUP BY");
    return Binding.BROKEN;
  }

  /** What a call means here and nowhere else: the functions of row patterns. Null if it has its usual meaning. */
  Expression special(Call call, String name) {
    return null;
  }

  /** Whether RECEIVED_TIME() means something here. */
  boolean isArrival() {
    return false;
  }
}
