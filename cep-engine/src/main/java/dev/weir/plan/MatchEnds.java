package dev.weir.plan;

import dev.weir.plan.PatternNode.Alternation;
import dev.weir.plan.PatternNode.Exclusion;
import dev.weir.plan.PatternNode.Permute;
import dev.weir.plan.PatternNode.Repeat;
import dev.weir.plan.PatternNode.Sequence;
import dev.weir.plan.PatternNode.Variable;
import dev.weir.plan.PatternNode.Within;
import java.util.List;

/** What is known of the last row of the matches of a pattern. */
public final class MatchEnds {
  private MatchEnds() {}

  /**
   * Whether a reference of a measure is to the last row of every match that has rows: which, where each match gives one row, is
   * the current row.
   */
  public static boolean isLastRow(RowReference reference, MatchSpec spec) {
    return spec.rows() == MatchSpec.Rows.ONE_ROW
        && reference instanceof RowReference.Mapped mapped
        && mapped.last()
        && mapped.offset() == 0
        && mapped.shift() == 0
        && (last(spec.pattern()).bits() & ~mapped.variables().bits()) == 0;
  }

  /** The variables that the last row of a match can be mapped to. */
  static VariableSet last(PatternNode node) {
    if (node instanceof Variable variable) {
      return VariableSet.of(variable.label());
    }
    var last = VariableSet.NONE;
    var parts = parts(node);
    for (int i = parts.size() - 1; i >= 0; i--) {
      last = last.with(last(parts.get(i)));
      if (node instanceof Sequence && !mayBeEmpty(parts.get(i))) {
        break;
      }
    }
    return last;
  }

  private static boolean mayBeEmpty(PatternNode node) {
    if (node instanceof Variable) {
      return false;
    } else if (node instanceof Repeat repeat) {
      return repeat.min() == 0 || mayBeEmpty(repeat.body());
    } else if (node instanceof Alternation alternation) {
      return alternation.options().stream().anyMatch(MatchEnds::mayBeEmpty);
    }
    return parts(node).stream().allMatch(MatchEnds::mayBeEmpty);
  }

  /** The patterns directly below. */
  static List<PatternNode> parts(PatternNode node) {
    if (node instanceof Sequence sequence) {
      return sequence.steps().stream().map(PatternNode.Step::part).toList();
    } else if (node instanceof Alternation alternation) {
      return alternation.options();
    } else if (node instanceof Repeat repeat) {
      return List.of(repeat.body());
    } else if (node instanceof Permute permute) {
      return permute.parts();
    } else if (node instanceof Exclusion exclusion) {
      return List.of(exclusion.body());
    } else if (node instanceof Within within) {
      return List.of(within.body());
    }
    return List.of();
  }
}
