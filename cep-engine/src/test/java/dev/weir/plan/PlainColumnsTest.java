package dev.weir.plan;

import static dev.weir.plan.Sketch.ABC;
import static dev.weir.plan.Sketch.aggregate;
import static dev.weir.plan.Sketch.col;
import static dev.weir.plan.Sketch.num;
import static dev.weir.plan.Sketch.plus;
import static dev.weir.plan.Sketch.rank;
import static dev.weir.plan.Sketch.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainColumnsTest {
  @Test
  void computesKeysAndArgumentsBelowAnAggregate() {
    LogicalPlan plan =
        aggregate(ABC, List.of(plus(col(ABC, 0), num(1))), sum(plus(col(ABC, 1), num(2))));
    LogicalPlan result = new PlainColumns().apply(plan);
    assertThat(Sketch.nodes(result))
        .isEqualTo(
            "Aggregate keys a + 1, SUM(b + 2)\n└─ Project a, b, c, a + 1, b + 2\n   └─ Values 1 row\n");
    assertThat(((LogicalPlan.Aggregate) result).keys())
        .containsExactly(col(result.inputs().get(0), 3));
    assertThat(result.schema()).isEqualTo(plan.schema());
  }

  @Test
  void takesWhatItAddedAwayAgain() {
    LogicalPlan plan = rank(ABC, plus(col(ABC, 0), num(1)), col(ABC, 1));
    LogicalPlan result = new PlainColumns().apply(plan);
    assertThat(Sketch.nodes(result))
        .isEqualTo(
            "Project a, b, c, rank\n└─ Over bounded, partition by a + 1, order by b: RANK()\n"
                + "   └─ Project a, b, c, a + 1\n      └─ Values 1 row\n");
    assertThat(result.schema()).isEqualTo(plan.schema());
  }

  @Test
  void leavesPlainOnesAlone() {
    LogicalPlan plan = aggregate(ABC, List.of(col(ABC, 0)), sum(col(ABC, 1)));
    assertThat(new PlainColumns().apply(plan)).isEqualTo(plan);
  }
}
