package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.function.FunctionRegistry;
import dev.weir.function.Resolution;
import dev.weir.plan.PatternNode.Gap;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * COUNT(*) over the matches of a pattern, of which nothing but the last row is looked at, needs no matches, only their number: the
 * pattern then gives one row for each row that completes any, with how many, and the count becomes the sum of these. For
 * AFTER MATCH SKIP NONE, where there may be far more matches than rows.
 */
final class CountedMatches implements Rewrite {
  private static final String NAME = "matches";

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return Plans.mapUp(plan, CountedMatches::counted);
  }

  private static LogicalPlan counted(LogicalPlan plan) {
    // Without keys a group of no rows has a count, but no sum.
    if (plan instanceof LogicalPlan.Aggregate a
        && !a.keys().isEmpty()
        && countsRows(a.aggregates())) {
      var input = withNumber(a.input());
      return input == null
          ? plan
          : new LogicalPlan.Aggregate(input, a.keys(), sums(a.aggregates(), input), a.schema());
    }
    if (plan instanceof LogicalPlan.WindowAggregate a
        && (a.window() instanceof WindowSpec.Grid || a.window() instanceof WindowSpec.Carried)
        && countsRows(a.aggregates())) {
      var input = withNumber(a.input());
      return input == null
          ? plan
          : new LogicalPlan.WindowAggregate(
              input, a.window(), a.keys(), sums(a.aggregates(), input), a.schema());
    }
    return plan;
  }

  private static boolean countsRows(List<AggregateCall> calls) {
    return !calls.isEmpty()
        && calls.stream()
            .allMatch(
                call ->
                    call.function().name().equals("COUNT")
                        && call.arguments().isEmpty()
                        && call.filter() == null);
  }

  private static List<AggregateCall> sums(List<AggregateCall> counts, LogicalPlan input) {
    var sum =
        (Resolution.Aggregate)
            FunctionRegistry.builtIn()
                .resolveAggregate(
                    "SUM", List.of(DataType.BIGINT), List.of(Optional.empty()), false, false);
    Expression number = Plans.column(input.schema(), input.schema().size() - 1);
    return counts.stream()
        .map(c -> new AggregateCall(sum.function(), List.of(number), false, null, List.of()))
        .toList();
  }

  /** The input with one row per closing row, and the number of its matches as the last column; null if it cannot be. */
  private static LogicalPlan withNumber(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Match match) {
      MatchSpec spec = ofLastRow(match.spec());
      return isCountable(spec) ? withNumber(match, spec) : null;
    }
    if (plan instanceof LogicalPlan.Filter filter) {
      var input = withNumber(filter.input());
      return input == null || !Expressions.isDeterministic(filter.predicate())
          ? null
          : new LogicalPlan.Filter(input, filter.predicate());
    }
    if (plan instanceof LogicalPlan.Project project
        && project.expressions().stream().allMatch(Expressions::isDeterministic)) {
      var input = withNumber(project.input());
      if (input == null) {
        return null;
      }
      var expressions = new ArrayList<>(project.expressions());
      expressions.add(Plans.column(input.schema(), input.schema().size() - 1));
      return new LogicalPlan.Project(input, expressions, withNumber(project.schema()));
    }
    return null;
  }

  private static Schema withNumber(Schema schema) {
    return schema.concat(Schema.of(new Column(NAME, DataType.BIGINT, false, Role.PLAIN)));
  }

  private static LogicalPlan withNumber(LogicalPlan.Match match, MatchSpec spec) {
    var measures = new ArrayList<>(spec.measures());
    measures.add(
        new MatchSpec.Measure(
            NAME, new Expression.Given(0, DataType.BIGINT, false, NAME), DataType.BIGINT));
    var counted =
        new MatchSpec(
            spec.variables(),
            spec.pattern(),
            spec.withinMicros(),
            spec.rows(),
            spec.skip(),
            spec.defineRows(),
            spec.defineValues(),
            measures,
            spec.measureRows(),
            List.of(new MatchValue.Matches()),
            spec.limits(),
            spec.timed());
    return new LogicalPlan.Match(
        match.input(),
        match.partitionBy(),
        match.rowColumns(),
        counted,
        withNumber(match.schema()));
  }

  /** Measures that look for the last row of a match read the current row, which it is. */
  private static MatchSpec ofLastRow(MatchSpec spec) {
    var measures = new ArrayList<MatchSpec.Measure>();
    for (var m : spec.measures()) {
      Expression value =
          Expressions.map(
              m.value(),
              e ->
                  e instanceof Expression.OtherRow other
                          && MatchEnds.isLastRow(spec.measureRows().get(other.row()), spec)
                      ? other.value()
                      : e);
      measures.add(new MatchSpec.Measure(m.name(), value, m.type()));
    }
    return MatchMeasures.with(spec, measures);
  }

  // ---- which patterns

  private static boolean isCountable(MatchSpec spec) {
    return spec.skip().kind() == MatchSpec.Skip.Kind.NONE
        && spec.rows() == MatchSpec.Rows.ONE_ROW
        && spec.limits().matchesPerRow() < 0
        && spec.measureValues().isEmpty()
        && spec.measureRows().stream().allMatch(RowReference.Neighbour.class::isInstance)
        && spec.variables().stream().allMatch(v -> isLocal(v, spec))
        && isCountable(spec.pattern());
  }

  private static boolean isLocal(MatchSpec.Variable variable, MatchSpec spec) {
    return variable.conjuncts().stream()
        .noneMatch(
            conjunct ->
                Expressions.any(
                    conjunct,
                    e ->
                        e instanceof Expression.Given
                            || e instanceof Expression.OtherRow other
                                && spec.defineRows().get(other.row())
                                    instanceof RowReference.Mapped));
  }

  /** Whether what has been matched has no say in what follows but by its place in the pattern. */
  private static boolean isCountable(PatternNode node) {
    boolean plain =
        node instanceof PatternNode.Variable
            || node instanceof PatternNode.Empty
            || node instanceof PatternNode.Alternation
            || node instanceof PatternNode.Repeat
            || node instanceof PatternNode.Permute
            || node instanceof PatternNode.Exclusion
            || node instanceof PatternNode.Sequence sequence && hasPlainGaps(sequence);
    return plain && MatchEnds.parts(node).stream().allMatch(CountedMatches::isCountable);
  }

  private static boolean hasPlainGaps(PatternNode.Sequence sequence) {
    return sequence.steps().get(0).gap().kind() == Gap.Kind.NEXT_ROW
        && sequence.steps().stream().allMatch(step -> step.gap().limitMicros() < 0);
  }
}
