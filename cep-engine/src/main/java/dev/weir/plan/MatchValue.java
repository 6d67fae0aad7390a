package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.type.DataType;

/** A value that a matcher hands to an expression in DEFINE or MEASURES and that is no column of a row. */
public sealed interface MatchValue {
  DataType type();

  /**
   * An aggregate over the rows of the match that are mapped to one of some variables, in their order.
   *
   * @param call its arguments, filter and order read the row that is aggregated, and {@link
   *     dev.weir.expression.Expression.Given} 0, its classifier, if {@code readsClassifier}
   * @param isFinal over the whole match, else over its rows up to the current one. Never in DEFINE
   */
  record Aggregate(
      AggregateCall call, VariableSet variables, boolean isFinal, boolean readsClassifier)
      implements MatchValue {
    @Override
    public DataType type() {
      return call.function().result();
    }
  }

  /**
   * {@code CLASSIFIER}: the name of the variable that a row is mapped to; NULL if there is no such row
   * or it is not in the match.
   *
   * @param row which row; null means the current one
   */
  record Classifier(RowReference row) implements MatchValue {
    @Override
    public DataType type() {
      return DataType.VARCHAR;
    }
  }

  /** {@code MATCH_NUMBER()}: 1 for the first match of the partition; NULL for unmatched rows. */
  record Number() implements MatchValue {
    @Override
    public DataType type() {
      return DataType.BIGINT;
    }
  }

  /**
   * How many matches the current row completes, of a match of which only that is asked for: then it gives one row for
   * each row that completes any, see {@link MatchSpec#isCounted}.
   */
  record Matches() implements MatchValue {
    @Override
    public DataType type() {
      return DataType.BIGINT;
    }
  }

  /** {@code MATCH_STATUS()}: {@code 'COMPLETE'} or {@code 'TIMED OUT'}. */
  record Status() implements MatchValue {
    @Override
    public DataType type() {
      return DataType.VARCHAR;
    }
  }
}
