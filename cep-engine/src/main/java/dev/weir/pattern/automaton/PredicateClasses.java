package dev.weir.pattern.automaton;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Comparison.Operator;
import dev.weir.plan.Expressions;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How the conditions of a pattern's variables can be evaluated: what is local to a row, and of what
 * class the rest is.
 *
 * @param conditions by label
 */
public record PredicateClasses(List<Conditions> conditions) {
  public PredicateClasses {
    conditions = List.copyOf(conditions);
  }

  /**
   * The conditions of one variable.
   *
   * @param local conjuncts that need only the row and its neighbours
   * @param others the other conjuncts, in their order
   */
  public record Conditions(List<Expression> local, List<Conjunct> others) {
    public Conditions {
      local = List.copyOf(local);
      others = List.copyOf(others);
    }

    public boolean isLocal() {
      return others.isEmpty();
    }

    /** The class of the hardest conjunct. */
    public ConditionClass hardest() {
      return others.stream()
          .map(Conjunct::kind)
          .max(ConditionClass::compareTo)
          .orElse(ConditionClass.LOCAL);
    }
  }

  /**
   * A conjunct that is not local.
   *
   * @param sides the two sides of a comparison between a value of the row and a value of rows that were taken before,
   *     null if it has no such form. The latter does not change while a run waits in a gap, even if the class is GENERAL
   */
  public record Conjunct(Expression condition, ConditionClass kind, Sides sides) {}

  /**
   * A comparison {@code current operator captured}.
   *
   * @param current local to the row
   * @param captured reads nothing of the row or its neighbours, only rows of other variables
   */
  public record Sides(Expression current, Operator operator, Expression captured) {}

  /** Whether all conditions are local. */
  public boolean areLocal() {
    return conditions.stream().allMatch(Conditions::isLocal);
  }

  /** The variables whose conditions are all local. */
  public VariableSet local() {
    long bits = 0;
    for (int label = 0; label < conditions.size(); label++) {
      if (conditions.get(label).isLocal()) {
        bits |= 1L << label;
      }
    }
    return new VariableSet(bits);
  }

  public static PredicateClasses of(MatchSpec spec) {
    var conditions = new ArrayList<Conditions>();
    for (int label = 0; label < spec.variables().size(); label++) {
      var local = new ArrayList<Expression>();
      var others = new ArrayList<Conjunct>();
      for (var whole : spec.variables().get(label).conjuncts()) {
        for (var conjunct : Expressions.conjuncts(whole)) {
          if (isLocal(conjunct, spec)) {
            local.add(conjunct);
          } else {
            others.add(classify(conjunct, label, spec));
          }
        }
      }
      conditions.add(new Conditions(local, others));
    }
    return new PredicateClasses(conditions);
  }

  /** Whether an expression of DEFINE reads only the current row and rows at fixed distances from it. */
  public static boolean isLocal(Expression e, MatchSpec spec) {
    return all(
        e,
        x ->
            !(x instanceof Expression.Given)
                && !(x instanceof Expression.OtherRow other
                    && spec.defineRows().get(other.row()) instanceof RowReference.Mapped));
  }

  private static Conjunct classify(Expression e, int label, MatchSpec spec) {
    if (e instanceof Expression.Comparison c) {
      if (isLocal(c.left(), spec) && isCaptured(c.right(), label, spec)) {
        return conjunct(c, new Sides(c.left(), c.operator(), c.right()), spec);
      } else if (isLocal(c.right(), spec) && isCaptured(c.left(), label, spec)) {
        return conjunct(c, new Sides(c.right(), turned(c.operator()), c.left()), spec);
      }
    }
    return new Conjunct(e, ConditionClass.GENERAL, null);
  }

  private static Conjunct conjunct(Expression.Comparison c, Sides sides, MatchSpec spec) {
    var kind =
        !isFixed(sides.captured, spec)
            ? ConditionClass.GENERAL
            : sides.operator == Operator.EQUAL
                ? ConditionClass.CAPTURED_EQUALITY
                : ConditionClass.CAPTURED_COMPARISON;
    return new Conjunct(c, kind, sides);
  }

  /**
   * Whether it reads only rows that a run has taken before the current one. Rows of the variable that is defined are not
   * such, as the current row counts among them.
   */
  private static boolean isCaptured(Expression e, int label, MatchSpec spec) {
    if (e instanceof Expression.OtherRow other) {
      return spec.defineRows().get(other.row()) instanceof RowReference.Mapped mapped
          && !mapped.variables().contains(label);
    }
    return !(e instanceof Expression.Column)
        && !(e instanceof Expression.RowTime)
        && !(e instanceof Expression.Given)
        && !(e instanceof Expression.Call call && !call.function().deterministic())
        && Expressions.children(e).stream().allMatch(c -> isCaptured(c, label, spec));
  }

  /** Whether the rows that it reads are one row, which is not exchanged for another once it is known. */
  private static boolean isFixed(Expression captured, MatchSpec spec) {
    var rows = new ArrayList<RowReference.Mapped>();
    all(
        captured,
        x -> {
          if (x instanceof Expression.OtherRow other) {
            rows.add((RowReference.Mapped) spec.defineRows().get(other.row()));
          }
          return true;
        });
    boolean oneRow =
        rows.stream()
                .map(r -> new RowReference.Mapped(r.variables(), r.last(), r.offset(), false, 0))
                .distinct()
                .count()
            == 1;
    return oneRow
        && rows.stream()
            .allMatch(
                r ->
                    !r.last() || r.offset() == 0 && rowsAtMost(spec.pattern(), r.variables()) <= 1);
  }

  /** The most rows of a match that can be mapped to one of the variables; 2 stands for any number above 1. */
  static int rowsAtMost(PatternNode p, VariableSet variables) {
    int rows;
    if (p instanceof PatternNode.Variable v) {
      rows = variables.contains(v.label()) ? 1 : 0;
    } else if (p instanceof PatternNode.Sequence s) {
      rows = s.steps().stream().mapToInt(t -> rowsAtMost(t.part(), variables)).sum();
    } else if (p instanceof PatternNode.Alternation a) {
      rows = a.options().stream().mapToInt(o -> rowsAtMost(o, variables)).max().orElse(0);
    } else if (p instanceof PatternNode.Repeat r) {
      rows = rowsAtMost(r.body(), variables) * (r.max() < 0 ? 2 : Math.min(r.max(), 2));
    } else if (p instanceof PatternNode.Permute m) {
      rows = m.parts().stream().mapToInt(o -> rowsAtMost(o, variables)).sum();
    } else if (p instanceof PatternNode.Exclusion x) {
      rows = rowsAtMost(x.body(), variables);
    } else if (p instanceof PatternNode.Within w) {
      rows = rowsAtMost(w.body(), variables);
    } else {
      rows = 0;
    }
    return Math.min(rows, 2);
  }

  private static Operator turned(Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> operator;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
    };
  }

  private static boolean all(Expression e, Predicate<Expression> condition) {
    return condition.test(e) && Expressions.children(e).stream().allMatch(c -> all(c, condition));
  }
}
