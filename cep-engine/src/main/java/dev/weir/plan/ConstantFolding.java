package dev.weir.plan;

import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.expression.Interpreter;
import dev.weir.time.WallClock;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes what does not depend on the row, once. An expression whose evaluation fails stays as it is: it is an error of the
 * rows that reach it ({@code 1/0} in a branch that is never taken is none). Logic loses its neutral terms.
 */
public final class ConstantFolding implements Rewrite {
  /** Its clock is never read: what depends on it is not deterministic. */
  private static final Interpreter INTERPRETER = new Interpreter(new WallClock());

  /**
   * The value of a constant expression, as a literal.
   *
   * @throws RowError if it cannot be evaluated
   */
  public static Expression.Literal evaluate(Expression constant) {
    return new Expression.Literal(INTERPRETER.fold(constant), constant.type());
  }

  /** The value of an expression if it is constant, deterministic and does not fail. */
  public static Optional<Expression.Literal> valueOf(Expression e) {
    return fold(e) instanceof Expression.Literal l ? Optional.of(l) : Optional.empty();
  }

  /** The expression with every constant part computed. */
  public static Expression fold(Expression e) {
    return Expressions.map(e, ConstantFolding::step);
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return Plans.mapUp(plan, n -> rows(PlanExpressions.map(n, ConstantFolding::fold)));
  }

  /** A projection of constant rows is constant rows, if no value fails or depends on the time of day. */
  private static LogicalPlan rows(LogicalPlan plan) {
    if (!(plan instanceof LogicalPlan.Project project)
        || !(project.input() instanceof LogicalPlan.Values values)
        || project.expressions().stream().anyMatch(Expressions::readsRowTime)) {
      return plan;
    }
    var rows = new ArrayList<List<Object>>();
    for (List<Object> row : values.rows()) {
      var literals = new ArrayList<Expression>();
      for (int i = 0; i < row.size(); i++) {
        literals.add(new Expression.Literal(row.get(i), values.schema().type(i)));
      }
      var computed = new ArrayList<Object>();
      for (Expression e : project.expressions()) {
        if (!(fold(Expressions.inline(e, literals)) instanceof Expression.Literal value)) {
          return plan;
        }
        computed.add(value.value());
      }
      rows.add(computed);
    }
    return new LogicalPlan.Values(project.schema(), rows);
  }

  private static Expression step(Expression e) {
    if (e instanceof Expression.And and) {
      return logic(and.terms(), true);
    } else if (e instanceof Expression.Or or) {
      return logic(or.terms(), false);
    } else if (e instanceof Expression.Case c) {
      return branches(c);
    } else if (e instanceof Expression.Coalesce c) {
      return coalesce(c);
    }
    List<Expression> children = Expressions.children(e);
    boolean foldable =
        !(e instanceof Expression.Literal)
            && !(e instanceof Expression.Column)
            && !(e instanceof Expression.RowTime)
            && !(e instanceof Expression.OtherRow)
            && !(e instanceof Expression.Given)
            && !(e instanceof Expression.Call call && !call.function().deterministic())
            && children.stream().allMatch(Expression.Literal.class::isInstance);
    if (!foldable) {
      return e;
    }
    try {
      return evaluate(e);
    } catch (RowError error) {
      return e;
    }
  }

  /** AND ({@code neutral} true) or OR: drops neutral constants; what follows a deciding constant is never reached. */
  private static Expression logic(List<Expression> terms, boolean neutral) {
    var kept = new ArrayList<Expression>();
    for (Expression term : terms) {
      if (term instanceof Expression.Literal l && l.value() != null) {
        if ((Boolean) l.value() == neutral) {
          continue;
        }
        kept.add(term);
        break;
      }
      kept.add(term);
    }
    if (kept.isEmpty()) {
      return new Expression.Literal(neutral, DataType.BOOLEAN);
    }
    Expression last = kept.get(kept.size() - 1);
    boolean decided = last instanceof Expression.Literal l && l.value() != null;
    if (kept.size() == 1
        || decided && kept.subList(0, kept.size() - 1).stream().allMatch(Expressions::isSafe)) {
      return last;
    }
    return neutral ? new Expression.And(kept) : new Expression.Or(kept);
  }

  private static Expression branches(Expression.Case c) {
    var kept = new ArrayList<Expression.Case.When>();
    Expression otherwise = c.otherwise();
    for (var branch : c.branches()) {
      if (branch.condition() instanceof Expression.Literal l) {
        if (Boolean.TRUE.equals(l.value())) {
          otherwise = branch.result();
          break;
        }
        continue;
      }
      kept.add(branch);
    }
    return kept.isEmpty() ? otherwise : new Expression.Case(kept, otherwise, c.type());
  }

  private static Expression coalesce(Expression.Coalesce c) {
    var kept = new ArrayList<Expression>();
    for (Expression operand : c.operands()) {
      if (operand instanceof Expression.Literal l && l.value() == null) {
        continue;
      }
      kept.add(operand);
      if (!operand.nullable()) {
        break;
      }
    }
    if (kept.isEmpty()) {
      return new Expression.Literal(null, c.type());
    }
    Expression only = kept.get(0);
    boolean alone = kept.size() == 1 && only.type().kind() != TypeKind.NULL;
    return alone && only.type().equals(c.type()) ? only : new Expression.Coalesce(kept, c.type());
  }
}
