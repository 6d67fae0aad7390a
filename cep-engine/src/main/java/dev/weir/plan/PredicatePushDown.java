package dev.weir.plan;

import dev.weir.expression.Expression;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * Splits conditions at AND and moves each term as near to the source as it goes: below projections of plain columns, windows,
 * unions and sorts, and below aggregates and window functions where it looks at their keys alone.
 *
 * <p>Order within a conjunction is kept: a term that may fail ({@code 10 / x > 1}) never overtakes one before it ({@code x
 * <> 0}).
 */
final class PredicatePushDown implements Rewrite {
  /** A projected expression of at most this many nodes is rather computed twice than kept in the way. */
  private static final int CHEAP = 3;

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Filter filter) {
      return push(filter.input(), Expressions.conjuncts(filter.predicate()));
    }
    return Plans.withInputs(plan, plan.inputs().stream().map(this::apply).toList());
  }

  /** The input with these conditions, in order, as deep as they go. */
  private LogicalPlan push(LogicalPlan input, List<Expression> given) {
    List<Expression> terms = given.stream().filter(t -> !Expressions.isTrue(t)).toList();
    if (terms.isEmpty()) {
      return apply(input);
    }
    if (input instanceof LogicalPlan.Filter filter) {
      var all = new ArrayList<>(Expressions.conjuncts(filter.predicate()));
      all.addAll(terms);
      return push(filter.input(), all);
    } else if (input instanceof LogicalPlan.Project project) {
      return pushBelow(
          input,
          terms,
          t -> movesBelow(t, project) ? Expressions.inline(t, project.expressions()) : null);
    } else if (input instanceof LogicalPlan.Sort || input instanceof LogicalPlan.ProcessingTime) {
      return pushBelow(
          input,
          terms,
          t -> input instanceof LogicalPlan.Sort || !Expressions.readsRowTime(t) ? t : null);
    } else if (input instanceof LogicalPlan.Union) {
      return Plans.withInputs(input, input.inputs().stream().map(i -> push(i, terms)).toList());
    } else if (input instanceof LogicalPlan.Unnest unnest) {
      int width = unnest.input().schema().size();
      return pushBelow(input, terms, t -> Expressions.columns(t).length() <= width ? t : null);
    } else if (input instanceof LogicalPlan.Window window) {
      return pushBelow(input, terms, t -> passes(t, window) ? t : null);
    } else if (input instanceof LogicalPlan.Over over) {
      return pushBelow(input, terms, t -> readsOnly(t, columns(over.partitionBy())) ? t : null);
    } else if (input instanceof LogicalPlan.WindowAggregate aggregate) {
      return pushBelow(input, terms, t -> overKeys(t, aggregate.keys()));
    } else if (input instanceof LogicalPlan.Aggregate aggregate) {
      return pushBelow(input, terms, t -> overKeys(t, aggregate.keys()));
    } else if (input instanceof LogicalPlan.Match match) {
      return pushBelow(input, terms, t -> overPartition(t, match));
    }
    return new LogicalPlan.Filter(apply(input), Expressions.and(terms));
  }

  /** Moves the terms that {@code below} translates; the others stay above. */
  private LogicalPlan pushBelow(
      LogicalPlan node, List<Expression> terms, Function<Expression, Expression> below) {
    var moved = new ArrayList<Expression>();
    var kept = new ArrayList<Expression>();
    for (Expression term : terms) {
      boolean mayMove =
          Expressions.isDeterministic(term) && (kept.isEmpty() || Expressions.isSafe(term));
      Expression translated = mayMove ? below.apply(term) : null;
      if (translated == null) {
        kept.add(term);
      } else {
        moved.add(translated);
      }
    }
    LogicalPlan input = push(node.inputs().get(0), moved);
    LogicalPlan result = Plans.withInputs(node, List.of(input));
    return kept.isEmpty() ? result : new LogicalPlan.Filter(result, Expressions.and(kept));
  }

  private static boolean movesBelow(Expression term, LogicalPlan.Project project) {
    return Expressions.columns(term).stream()
        .mapToObj(project.expressions()::get)
        .allMatch(e -> Expressions.isDeterministic(e) && Expressions.size(e) <= CHEAP);
  }

  private static boolean passes(Expression term, LogicalPlan.Window window) {
    int width = window.input().schema().size();
    return window.window() instanceof WindowSpec.Grid
        ? Expressions.columns(term).length() <= width
        : readsOnly(term, columns(window.partitionBy()));
  }

  /**
   * The term over the rows that a pattern is looked for in, if it looks at columns of the partition alone: then it keeps or leaves
   * out partitions as a whole.
   */
  private static Expression overPartition(Expression term, LogicalPlan.Match match) {
    BitSet partition = columns(match.partitionBy());
    BitSet read = Expressions.columns(term);
    boolean moves =
        !read.isEmpty()
            && !Expressions.readsRowTime(term)
            && read.stream()
                .allMatch(
                    i -> i < match.rowColumns().size() && partition.get(match.rowColumns().get(i)));
    return moves ? Expressions.mapColumns(term, match.rowColumns()::get) : null;
  }

  private static BitSet columns(List<Expression> keys) {
    var set = new BitSet();
    for (Expression key : keys) {
      if (key instanceof Expression.Column c) {
        set.set(c.index());
      }
    }
    return set;
  }

  private static boolean readsOnly(Expression term, BitSet columns) {
    BitSet read = Expressions.columns(term);
    read.andNot(columns);
    return read.isEmpty() && !Expressions.readsRowTime(term);
  }

  /** The term over the rows below an aggregate, if it looks at keys alone. A term without columns would change the one row of no rows. */
  private static Expression overKeys(Expression term, List<Expression> keys) {
    BitSet read = Expressions.columns(term);
    boolean moves =
        !read.isEmpty()
            && read.length() <= keys.size()
            && !Expressions.readsRowTime(term)
            && read.stream().mapToObj(keys::get).allMatch(Expressions::isDeterministic);
    return moves ? Expressions.inline(term, keys) : null;
  }
}
