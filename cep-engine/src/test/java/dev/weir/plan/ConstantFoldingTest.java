package dev.weir.plan;

import static dev.weir.plan.Sketch.ABC;
import static dev.weir.plan.Sketch.col;
import static dev.weir.plan.Sketch.filter;
import static dev.weir.plan.Sketch.greater;
import static dev.weir.plan.Sketch.num;
import static dev.weir.plan.Sketch.over;
import static dev.weir.plan.Sketch.plus;
import static dev.weir.plan.Sketch.project;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.expression.Expression;
import dev.weir.type.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantFoldingTest {
  private static final Expression TRUE = new Expression.Literal(true, DataType.BOOLEAN);
  private static final Expression FALSE = new Expression.Literal(false, DataType.BOOLEAN);
  private static final Expression CONDITION = greater(col(ABC, 0), num(1));

  private static String folded(Expression e) {
    return ExpressionText.of(ConstantFolding.fold(e));
  }

  @Test
  void computesConstantParts() {
    assertThat(folded(plus(col(ABC, 0), plus(num(2), num(3))))).isEqualTo("a + 5");
  }

  @Test
  void leavesWhatFailsToTheRows() {
    assertThat(folded(over(num(1), num(0)))).isEqualTo("1 / 0");
    assertThat(folded(plus(over(num(1), num(0)), plus(num(1), num(1))))).isEqualTo("1 / 0 + 2");
  }

  @Test
  void dropsNeutralTermsOfLogic() {
    assertThat(folded(new Expression.And(List.of(TRUE, CONDITION)))).isEqualTo("a > 1");
    assertThat(folded(new Expression.Or(List.of(FALSE, CONDITION)))).isEqualTo("a > 1");
  }

  @Test
  void endsLogicAtWhatDecidesItButKeepsErrorsBefore() {
    assertThat(folded(new Expression.And(List.of(CONDITION, FALSE, CONDITION)))).isEqualTo("FALSE");
    Expression failing = greater(over(num(1), col(ABC, 0)), num(0));
    assertThat(folded(new Expression.And(List.of(failing, FALSE, CONDITION))))
        .isEqualTo("1 / a > 0 AND FALSE");
  }

  @Test
  void takesTheBranchThatIsAlwaysTaken() {
    var branches =
        List.of(
            new Expression.Case.When(FALSE, over(num(1), num(0))),
            new Expression.Case.When(TRUE, num(7)));
    assertThat(folded(new Expression.Case(branches, num(9), DataType.INTEGER))).isEqualTo("7");
  }

  @Test
  void computesRowsOfConstants() {
    LogicalPlan plan = project(ABC, plus(col(ABC, 0), col(ABC, 2)));
    assertThat(((LogicalPlan.Values) new ConstantFolding().apply(plan)).rows())
        .containsExactly(List.of(4));
    LogicalPlan failing = project(ABC, over(col(ABC, 0), num(0)));
    assertThat(new ConstantFolding().apply(failing)).isEqualTo(failing);
  }

  @Test
  void foldsInsideEveryNode() {
    LogicalPlan plan = filter(ABC, greater(col(ABC, 1), plus(num(1), num(1))));
    assertThat(Sketch.nodes(new ConstantFolding().apply(plan)))
        .isEqualTo("Filter b > 2\n└─ Values 1 row\n");
  }
}
