package dev.weir.pattern.output;

import dev.weir.event.Event;
import dev.weir.operator.Aggregator;
import dev.weir.operator.MatchProjection;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.VariableSet;
import java.util.List;

/**
 * What the planner generates for the results of one pattern.
 *
 * @param rowColumns makes an event of the result from an input row: the columns of the row that come
 *     before the measures. Of ONE ROW PER MATCH those of the partition
 * @param firstMeasure the field of the first measure in such an event
 * @param measures fills the fields of all measures; null if there are none
 * @param given an event with one field per {@link MatchSpec#measureValues}; null if there are none
 * @param groups the aggregates among those values, by the rows that they take in
 * @param errors where a row is reported whose measures cannot be evaluated
 */
public record OutputParts(
    MatchSpec spec,
    Projection rowColumns,
    int firstMeasure,
    MatchProjection measures,
    Event given,
    List<Group> groups,
    RowErrors errors) {
  public OutputParts {
    groups = List.copyOf(groups);
  }

  /**
   * Aggregates over the rows of the same variables.
   *
   * @param isFinal over the whole match, else up to the current row
   * @param arguments makes the row that the aggregator reads, from a row and its classifier as {@code
   *     Given} 0; null if the aggregator reads the rows of the input themselves
   * @param argumentPrototype any event of the class that {@code arguments} fills; null without them
   * @param classifier an event of one text field, for the classifier; null if no argument reads it
   * @param aggregator used with one slot
   * @param fields the index in {@link MatchSpec#measureValues} of each aggregate
   * @param results an event for the results of {@code aggregator}, in its order
   */
  public record Group(
      VariableSet variables,
      boolean isFinal,
      MatchProjection arguments,
      Event argumentPrototype,
      Event classifier,
      Aggregator aggregator,
      int[] fields,
      Event results) {}
}
