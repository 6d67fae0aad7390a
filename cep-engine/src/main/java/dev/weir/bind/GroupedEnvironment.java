package dev.weir.bind;

import dev.weir.ast.Expression.Call;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.plan.ExpressionText;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Expressions over groups: SELECT, HAVING, QUALIFY and ORDER BY of a query that groups. A group key is known by its bound form,
 * whatever it was written like; anything else must be inside an aggregate. Aggregates are known by number until the plan is
 * made, as column {@link #FIRST_AGGREGATE} and up.
 */
final class GroupedEnvironment extends Environment {
  static final int FIRST_AGGREGATE = 1 << 16;

  private final Environment rows;
  private final Map<Expression, Expression> keys;
  private final Grouping grouping;
  private final List<AggregateCall> aggregates = new ArrayList<>();

  /**
   * @param rows where keys and arguments of aggregates are bound
   * @param keys bound keys, with what they are over the groups
   */
  GroupedEnvironment(Environment rows, Map<Expression, Expression> keys, Grouping grouping) {
    super(rows.context);
    this.rows = rows;
    this.keys = keys;
    this.grouping = grouping;
  }

  List<AggregateCall> aggregates() {
    return aggregates;
  }

  @Override
  String place() {
    return "SELECT";
  }

  /** What a key is over the groups; null if it is none. */
  Expression keyOf(Expression bound) {
    return keys.get(bound);
  }

  @Override
  Environment below() {
    return rows;
  }

  @Override
  boolean takesAggregates() {
    return true;
  }

  @Override
  Expression known(dev.weir.ast.Expression e) {
    if (!mayBeKey(e)) {
      return null;
    }
    Expression bound = context.problems.quietly(() -> new ExpressionBinder(rows).bind(e));
    return bound == null ? null : keys.get(bound);
  }

  /** Whether it is worth binding: something that is not a leaf is a key only if a key has the form of it. */
  private boolean mayBeKey(dev.weir.ast.Expression e) {
    return e.kind() == dev.weir.ast.Expression.Kind.COLUMN
        || !isLiteral(e) && grouping.hasKeyOfKind(e.kind());
  }

  private static boolean isLiteral(dev.weir.ast.Expression e) {
    return e.children().isEmpty();
  }

  @Override
  Expression column(dev.weir.ast.Expression.Column name) {
    int before = context.problems.count();
    Expression bound = rows.column(name);
    if (context.problems.count() > before || bound == Binding.BROKEN) {
      return Binding.BROKEN;
    }
    // A field of a key is grouped like the key.
    if (bound instanceof Expression.Field field && keys.containsKey(field.operand())) {
      return new Expression.Field(keys.get(field.operand()), field.index(), field.type());
    }
    String text = ExpressionText.of(bound);
    context.problems.add(
        Diagnostic.error(
                BindError.NOT_GROUPED,
                name.span(),
                "column \"" + text + "\" is neither grouped nor aggregated")
            .help("GROUP BY ..., " + name.span().text())
            .help("ANY_VALUE(" + name.span().text() + "), or MAX, MIN, LAST_VALUE of it"));
    return Binding.BROKEN;
  }

  @Override
  Expression aggregate(Call call, AggregateCall aggregate) {
    int at = aggregates.indexOf(aggregate);
    if (at < 0) {
      at = aggregates.size();
      aggregates.add(aggregate);
    }
    DataType type = aggregate.function().result();
    return new Expression.Column(
        FIRST_AGGREGATE + at,
        type,
        aggregate.function().resultNullable()
            || aggregate.filter() != null && !aggregate.function().name().equals("COUNT"),
        call.name().last().text().toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  Expression grouping(Call call) {
    return grouping.function(call, rows, context.problems);
  }
}
