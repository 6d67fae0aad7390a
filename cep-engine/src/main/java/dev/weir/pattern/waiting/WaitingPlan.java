package dev.weir.pattern.waiting;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Comparison;
import dev.weir.plan.Expressions;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import dev.weir.plan.PatternNode.Gap;
import dev.weir.plan.RowReference;
import dev.weir.type.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern as {@link WaitingMatcher} can match it: single rows that follow one another, {@code A -> B -> C}, whose
 * conditions are local but for one comparison each of a number of the row with a number of the rows before; at the
 * end perhaps a quiet time.
 *
 * @param stages the rows in their order, two or more, or one and a quiet time
 * @param quietUnwanted the variables of which no row may satisfy one behind the last row
 * @param quietMicros how long it must stay quiet; -1: the match is complete with its last row
 */
public record WaitingPlan(List<Step> stages, long quietUnwanted, long quietMicros) {
  private static final Set<Storage> NUMBERS = Set.of(Storage.DOUBLE, Storage.LONG, Storage.INT);

  public WaitingPlan {
    stages = List.copyOf(stages);
  }

  /**
   * A row that is waited for.
   *
   * @param unwanted no row in the gap before it satisfies one of these variables
   * @param bound what it must satisfy beside its local conditions; null if nothing
   */
  public record Step(int label, boolean excluded, long unwanted, Comparand bound) {}

  /**
   * A comparison of a value of the row, on its left, with a value of the rows taken before.
   *
   * @param references for each of the pattern's row references: the stage that took the row; -1 if it is not read
   */
  public record Comparand(
      Expression row, Comparison.Operator operator, Expression taken, List<Integer> references) {}

  /** The plan for a pattern, if it has that form. */
  public static Optional<WaitingPlan> of(MatchSpec spec) {
    boolean fits =
        spec.skip().kind() == MatchSpec.Skip.Kind.TO_NEXT_ROW
            && spec.rows() != MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED
            && spec.rows() != MatchSpec.Rows.ONE_ROW_WITH_TIMED_OUT
            && spec.pattern() instanceof PatternNode.Sequence
            && !spec.usesNumber()
            && spec.measureRows().stream().noneMatch(WaitingPlan::looksAround)
            && spec.defineRows().stream().noneMatch(WaitingPlan::isShifted);
    return fits ? new Reading(spec).read() : Optional.empty();
  }

  private static boolean looksAround(RowReference row) {
    return row instanceof RowReference.Neighbour || isShifted(row);
  }

  private static boolean isShifted(RowReference row) {
    return row instanceof RowReference.Mapped mapped && mapped.shift() != 0;
  }

  /** Reads one pattern from left to right. */
  private static final class Reading {
    private final MatchSpec spec;
    private final List<Step> stages = new ArrayList<>();
    private final Map<Integer, Integer> stageOf = new HashMap<>();
    private long quietUnwanted;
    private long quietMicros = -1;

    Reading(MatchSpec spec) {
      this.spec = spec;
    }

    Optional<WaitingPlan> read() {
      for (var step : ((PatternNode.Sequence) spec.pattern()).steps()) {
        boolean reads =
            step.part() instanceof PatternNode.QuietAfter quiet ? quiet(quiet) : row(step);
        if (!reads) {
          return Optional.empty();
        }
      }
      return stages.size() > 1 || quietMicros >= 0
          ? Optional.of(new WaitingPlan(stages, quietUnwanted, quietMicros))
          : Optional.empty();
    }

    /** What ends WITHIN the limit of the match is ordered by its start, unless that is the last row too. */
    private boolean quiet(PatternNode.QuietAfter quiet) {
      boolean untilWithinEnds = quiet.micros() < 0;
      quietUnwanted = quiet.unwanted().bits();
      quietMicros = untilWithinEnds ? spec.withinMicros() : quiet.micros();
      return areLocal(quietUnwanted) && (!untilWithinEnds || stages.size() == 1);
    }

    private boolean row(PatternNode.Step step) {
      var excluded = step.part() instanceof PatternNode.Exclusion;
      var part = step.part() instanceof PatternNode.Exclusion e ? e.body() : step.part();
      var gap = step.gap();
      var kind = stages.isEmpty() ? Gap.Kind.NEXT_ROW : Gap.Kind.NEXT_MATCH;
      if (!(part instanceof PatternNode.Variable variable)
          || gap.kind() != kind
          || gap.limitMicros() >= 0
          || stageOf.containsKey(variable.label())
          || !areLocal(gap.unwanted().bits())) {
        return false;
      }
      var correlated = correlated(variable.label());
      Comparand bound = null;
      if (!correlated.isEmpty()) {
        bound = correlated.size() == 1 ? comparand(correlated.get(0)) : null;
        if (bound == null) {
          return false;
        }
      }
      stageOf.put(variable.label(), stages.size());
      stages.add(new Step(variable.label(), excluded, gap.unwanted().bits(), bound));
      return true;
    }

    private boolean areLocal(long variables) {
      for (int label = 0; label < spec.variables().size(); label++) {
        if ((variables >>> label & 1) != 0 && !correlated(label).isEmpty()) {
          return false;
        }
      }
      return true;
    }

    /** The conjuncts of a variable that are not local. */
    private List<Expression> correlated(int label) {
      return spec.variables().get(label).conjuncts().stream()
          .filter(conjunct -> !isLocal(conjunct))
          .toList();
    }

    private boolean isLocal(Expression e) {
      return !Expressions.any(
          e,
          x ->
              x instanceof Expression.Given
                  || x instanceof Expression.OtherRow other
                      && spec.defineRows().get(other.row()) instanceof RowReference.Mapped);
    }

    /** The conjunct as a comparison that a heap can order, or null. */
    private Comparand comparand(Expression conjunct) {
      if (!(conjunct instanceof Comparison comparison) || !isOrdering(comparison.operator())) {
        return null;
      }
      boolean flipped = !isOfRow(comparison.left());
      var row = flipped ? comparison.right() : comparison.left();
      var taken = flipped ? comparison.left() : comparison.right();
      var references = isOfRow(row) ? references(taken) : null;
      return references != null && isOrderedNumber(row) && isOrderedNumber(taken)
          ? new Comparand(
              row,
              flipped ? mirrored(comparison.operator()) : comparison.operator(),
              taken,
              references)
          : null;
    }

    private static boolean isOrderedNumber(Expression e) {
      return NUMBERS.contains(e.type().storage()) && Expressions.isSafe(e);
    }

    private static boolean isOfRow(Expression e) {
      return !Expressions.any(
          e, x -> x instanceof Expression.OtherRow || x instanceof Expression.Given);
    }

    /** The stages of the rows that an expression reads; null if it reads anything but rows of earlier stages. */
    private List<Integer> references(Expression taken) {
      var references = new ArrayList<Integer>();
      for (var row : spec.defineRows()) {
        references.add(stageOf(row));
      }
      boolean reads =
          readsOnlyOthers(taken)
              && !Expressions.any(
                  taken, x -> x instanceof Expression.OtherRow o && references.get(o.row()) < 0);
      return reads ? references : null;
    }

    private static boolean readsOnlyOthers(Expression e) {
      if (e instanceof Expression.OtherRow) {
        return true;
      }
      return !(e instanceof Expression.Column
              || e instanceof Expression.Given
              || e instanceof Expression.RowTime)
          && Expressions.children(e).stream().allMatch(Reading::readsOnlyOthers);
    }

    private int stageOf(RowReference row) {
      if (row instanceof RowReference.Mapped mapped
          && mapped.variables().size() == 1
          && mapped.offset() == 0) {
        int label = Long.numberOfTrailingZeros(mapped.variables().bits());
        return stageOf.getOrDefault(label, -1);
      }
      return -1;
    }

    private static boolean isOrdering(Comparison.Operator operator) {
      return switch (operator) {
        case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
        case EQUAL, NOT_EQUAL -> false;
      };
    }

    private static Comparison.Operator mirrored(Comparison.Operator operator) {
      return switch (operator) {
        case LESS -> Comparison.Operator.GREATER;
        case LESS_OR_EQUAL -> Comparison.Operator.GREATER_OR_EQUAL;
        case GREATER -> Comparison.Operator.LESS;
        case GREATER_OR_EQUAL -> Comparison.Operator.LESS_OR_EQUAL;
        case EQUAL, NOT_EQUAL -> operator;
      };
    }
  }
}
