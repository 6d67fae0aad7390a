package dev.weir.bind;

import dev.weir.ast.Expression.Call;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import java.util.Map;

/** SELECT, QUALIFY and ORDER BY: rows or groups, and window functions over them. */
final class SelectEnvironment extends Environment {
  private final Environment input;
  private final OverBinder windows;
  private final String place;
  private final Map<String, Expression> aliases;

  /** @param aliases items of the SELECT list that can be meant by name, where no column has that name */
  SelectEnvironment(
      Environment input, OverBinder windows, String place, Map<String, Expression> aliases) {
    super(input.context);
    this.input = input;
    this.windows = windows;
    this.place = place;
    this.aliases = aliases;
  }

  @Override
  String place() {
    return place;
  }

  @Override
  Environment below() {
    return input.below();
  }

  @Override
  boolean takesAggregates() {
    return input.takesAggregates();
  }

  @Override
  Expression known(dev.weir.ast.Expression e) {
    return input.known(e);
  }

  @Override
  Expression column(dev.weir.ast.Expression.Column name) {
    for (var alias : aliases.entrySet()) {
      if (name.name().isSimple()
          && name.name().last().matches(alias.getKey())
          && context.problems.quietly(() -> input.column(name)) == null) {
        return alias.getValue();
      }
    }
    return input.column(name);
  }

  @Override
  Expression aggregate(Call call, AggregateCall aggregate) {
    return input.aggregate(call, aggregate);
  }

  @Override
  Expression over(OverBinder.Draft draft, Call call) {
    return windows.add(draft);
  }

  @Override
  Expression grouping(Call call) {
    return input.grouping(call);
  }
}
