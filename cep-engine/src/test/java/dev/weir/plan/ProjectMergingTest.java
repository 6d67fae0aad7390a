package dev.weir.plan;

import static dev.weir.plan.Sketch.ABC;
import static dev.weir.plan.Sketch.aggregate;
import static dev.weir.plan.Sketch.col;
import static dev.weir.plan.Sketch.num;
import static dev.weir.plan.Sketch.plus;
import static dev.weir.plan.Sketch.project;
import static dev.weir.plan.Sketch.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectMergingTest {
  private static String merged(LogicalPlan plan) {
    return Sketch.nodes(new ProjectMerging().apply(plan));
  }

  @Test
  void makesOneProjectionOfTwo() {
    LogicalPlan lower = project(ABC, plus(col(ABC, 0), num(1)), col(ABC, 1));
    LogicalPlan upper = project(lower, plus(col(lower, 0), col(lower, 1)));
    assertThat(merged(upper)).isEqualTo("Project a + 1 + b\n└─ Values 1 row\n");
  }

  @Test
  void doesNotComputeAnExpressionTwice() {
    LogicalPlan lower = project(ABC, plus(col(ABC, 0), num(1)));
    LogicalPlan upper = project(lower, plus(col(lower, 0), col(lower, 0)));
    assertThat(new ProjectMerging().apply(upper)).isEqualTo(upper);
  }

  @Test
  void dropsAProjectionThatChangesNothing() {
    assertThat(new ProjectMerging().apply(project(ABC, col(ABC, 0), col(ABC, 1), col(ABC, 2))))
        .isEqualTo(ABC);
    LogicalPlan swapped = project(ABC, col(ABC, 1), col(ABC, 0), col(ABC, 2));
    assertThat(new ProjectMerging().apply(swapped)).isEqualTo(swapped);
  }

  @Test
  void letsAggregatesReadColumnsWhereTheyAre() {
    LogicalPlan narrow = project(ABC, col(ABC, 2), col(ABC, 1));
    LogicalPlan plan = aggregate(narrow, List.of(col(narrow, 0)), sum(col(narrow, 1)));
    LogicalPlan result = new ProjectMerging().apply(plan);
    assertThat(result.inputs()).containsExactly(ABC);
    assertThat(((LogicalPlan.Aggregate) result).keys()).containsExactly(col(ABC, 2));
  }
}
