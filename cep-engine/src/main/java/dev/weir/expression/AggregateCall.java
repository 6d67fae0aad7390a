package dev.weir.expression;

import dev.weir.function.AggregateFunction;
import java.util.List;

/**
 * An aggregate in a plan.
 *
 * @param arguments already cast to the function's argument types; empty for {@code COUNT(*)}
 * @param distinct each combination of arguments counts once
 * @param filter BOOLEAN condition of {@code FILTER (WHERE ...)}, or null
 * @param orderBy the aggregate's own ORDER BY, empty if none
 */
public record AggregateCall(
    AggregateFunction function,
    List<Expression> arguments,
    boolean distinct,
    Expression filter,
    List<SortKey> orderBy) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    orderBy = List.copyOf(orderBy);
  }
}
