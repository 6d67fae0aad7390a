package dev.weir.pattern.match;

import dev.weir.event.Event;
import dev.weir.operator.Aggregator;
import dev.weir.operator.MatchCondition;
import dev.weir.operator.MatchProjection;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.VariableSet;
import java.util.List;

/**
 * What the planner generates for the conditions of one pattern.
 *
 * @param general by variable: the conjuncts that are not local, as one condition; null where there are
 *     none. Evaluated only where the local ones hold
 * @param given an event with one field per {@link MatchSpec#defineValues}, to be filled before a
 *     general condition is tested; null if there are none
 * @param aggregates the running aggregates among the defined values, grouped by the rows they take in
 * @param rowPrototype any event of the input's class, to read rows back
 * @param errors where rows are reported whose conditions cannot be evaluated (they count as false), and
 *     matches that SKIP TO cannot go on from
 */
public record MatchParts(
    MatchSpec spec,
    Automaton automaton,
    List<MatchCondition> general,
    Event given,
    List<Aggregates> aggregates,
    Event rowPrototype,
    RowErrors errors) {

  /**
   * Aggregates over the rows of the same variables.
   *
   * @param arguments makes the row that the aggregator reads, from a row and its classifier as {@code
   *     Given} 0
   * @param argumentPrototype any event of the class that {@code arguments} fills
   * @param classifier an event of one text field for the classifier
   * @param aggregator one slot per partial match
   * @param fields the index in {@link MatchSpec#defineValues} (or measure values) of each aggregate
   * @param results an event for the results of {@code aggregator}, in its order
   */
  public record Aggregates(
      VariableSet variables,
      MatchProjection arguments,
      Event argumentPrototype,
      Event classifier,
      Aggregator aggregator,
      int[] fields,
      Event results) {}
}
