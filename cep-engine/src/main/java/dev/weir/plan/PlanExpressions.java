package dev.weir.plan;

import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The expressions that a node holds itself. */
final class PlanExpressions {
  private PlanExpressions() {}

  /** The node with each of its expressions replaced; types stay. */
  static LogicalPlan map(LogicalPlan plan, UnaryOperator<Expression> f) {
    if (plan instanceof LogicalPlan.Filter n) {
      return new LogicalPlan.Filter(n.input(), f.apply(n.predicate()));
    } else if (plan instanceof LogicalPlan.Project n) {
      return new LogicalPlan.Project(n.input(), all(n.expressions(), f), n.schema());
    } else if (plan instanceof LogicalPlan.Window n) {
      return new LogicalPlan.Window(n.input(), n.window(), all(n.partitionBy(), f), n.schema());
    } else if (plan instanceof LogicalPlan.WindowAggregate n) {
      return new LogicalPlan.WindowAggregate(
          n.input(),
          n.window(),
          all(n.keys(), f),
          n.aggregates().stream().map(a -> Expressions.map(a, f)).toList(),
          n.schema());
    } else if (plan instanceof LogicalPlan.Aggregate n) {
      return new LogicalPlan.Aggregate(
          n.input(),
          all(n.keys(), f),
          n.aggregates().stream().map(a -> Expressions.map(a, f)).toList(),
          n.schema());
    } else if (plan instanceof LogicalPlan.Expand n) {
      return new LogicalPlan.Expand(
          n.input(), n.projections().stream().map(p -> all(p, f)).toList(), n.schema());
    } else if (plan instanceof LogicalPlan.Over n) {
      return new LogicalPlan.Over(
          n.input(),
          all(n.partitionBy(), f),
          keys(n.orderBy(), f),
          n.calls().stream().map(c -> Expressions.map(c, f)).toList(),
          n.scope(),
          n.schema());
    } else if (plan instanceof LogicalPlan.Sort n) {
      return new LogicalPlan.Sort(n.input(), keys(n.keys(), f), n.byTime());
    } else if (plan instanceof LogicalPlan.Unnest n) {
      return new LogicalPlan.Unnest(
          n.input(), f.apply(n.collection()), n.ordinality(), n.keepEmpty(), n.schema());
    } else if (plan instanceof LogicalPlan.Match n) {
      return new LogicalPlan.Match(
          n.input(), all(n.partitionBy(), f), n.rowColumns(), map(n.spec(), f), n.schema());
    }
    return plan;
  }

  /**
   * The pattern with each of its expressions replaced. The conjuncts of a condition stay apart, and one that is true by now
   * goes.
   */
  private static MatchSpec map(MatchSpec spec, UnaryOperator<Expression> f) {
    var variables = new ArrayList<MatchSpec.Variable>();
    for (MatchSpec.Variable variable : spec.variables()) {
      variables.add(
          new MatchSpec.Variable(
              variable.name(),
              variable.conjuncts().stream()
                  .map(f)
                  .flatMap(e -> Expressions.conjuncts(e).stream())
                  .filter(e -> !Expressions.isTrue(e))
                  .toList()));
    }
    return new MatchSpec(
        variables,
        spec.pattern(),
        spec.withinMicros(),
        spec.rows(),
        spec.skip(),
        spec.defineRows(),
        spec.defineValues().stream().map(v -> map(v, f)).toList(),
        spec.measures().stream()
            .map(m -> new MatchSpec.Measure(m.name(), f.apply(m.value()), m.type()))
            .toList(),
        spec.measureRows(),
        spec.measureValues().stream().map(v -> map(v, f)).toList(),
        spec.limits(),
        spec.timed());
  }

  private static MatchValue map(MatchValue value, UnaryOperator<Expression> f) {
    return value instanceof MatchValue.Aggregate a
        ? new MatchValue.Aggregate(
            Expressions.map(a.call(), f), a.variables(), a.isFinal(), a.readsClassifier())
        : value;
  }

  /** Every expression of the node; those of Expand and Project included. */
  static List<Expression> of(LogicalPlan plan) {
    var all = new ArrayList<Expression>();
    map(
        plan,
        e -> {
          all.add(e);
          return e;
        });
    return all;
  }

  private static List<Expression> all(List<Expression> list, UnaryOperator<Expression> f) {
    return list.stream().map(f).toList();
  }

  private static List<SortKey> keys(List<SortKey> list, UnaryOperator<Expression> f) {
    return list.stream().map(k -> Expressions.map(k, f)).toList();
  }
}
