package dev.weir.plan;

import static dev.weir.plan.Sketch.ABC;
import static dev.weir.plan.Sketch.aggregate;
import static dev.weir.plan.Sketch.col;
import static dev.weir.plan.Sketch.project;
import static dev.weir.plan.Sketch.rank;
import static dev.weir.plan.Sketch.sum;
import static dev.weir.plan.Sketch.tumble;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.expression.SortKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnPruningTest {
  private static String pruned(LogicalPlan plan) {
    LogicalPlan result = new ColumnPruning().apply(plan);
    assertThat(result.schema().columns().stream().map(c -> c.type()))
        .isEqualTo(plan.schema().columns().stream().map(c -> c.type()).toList());
    return PlanText.of(result).replace(" INTEGER NOT NULL", "").replace(" BIGINT NOT NULL", "");
  }

  @Test
  void readsOnlyWhatIsAskedFor() {
    assertThat(pruned(project(ABC, col(ABC, 1)))).isEqualTo("Project b\n└─ Values 1 row  [b]\n");
  }

  @Test
  void dropsAggregatesThatNobodyReads() {
    LogicalPlan groups = aggregate(ABC, List.of(col(ABC, 2)), sum(col(ABC, 0)), sum(col(ABC, 1)));
    assertThat(pruned(project(groups, col(groups, 2))))
        .isEqualTo(
            "Project SUM(b)  [SUM(b) BIGINT]\n└─ Aggregate keys c, SUM(b)  [c, SUM(b) BIGINT]\n"
                + "   └─ Values 1 row  [b, c]\n");
  }

  @Test
  void dropsWindowFunctionsThatNobodyReads() {
    LogicalPlan ranked = rank(ABC, col(ABC, 0), col(ABC, 1));
    assertThat(pruned(project(ranked, col(ranked, 2))))
        .isEqualTo("Project c\n└─ Values 1 row  [c]\n");
    assertThat(pruned(project(ranked, col(ranked, 3))))
        .isEqualTo(
            "Project rank  [rank]\n└─ Over bounded, partition by a, order by b: RANK()  [a, b, rank]\n"
                + "   └─ Values 1 row  [a, b]\n");
  }

  @Test
  void narrowsTheRowsThatWindowsAndSortsKeep() {
    LogicalPlan two = new LogicalPlan.SetDifference(ABC, ABC, true, false, ABC.schema());
    LogicalPlan windows = tumble(two);
    assertThat(pruned(project(windows, col(windows, 1))))
        .contains("└─ Project b  [b]\n      └─ Intersect");
    LogicalPlan sort =
        new LogicalPlan.Sort(two, List.of(new SortKey(col(two, 2), false, false)), false);
    assertThat(pruned(project(sort, col(sort, 0))))
        .contains("└─ Project a, c  [a, c]\n      └─ Intersect");
  }

  @Test
  void keepsTheInputsOfAUnionAlike() {
    LogicalPlan union =
        new LogicalPlan.Union(List.of(ABC, new LogicalPlan.Limit(ABC, 0, 1)), ABC.schema());
    assertThat(pruned(project(union, col(union, 2))))
        .isEqualTo(
            "Project c\n└─ Union  [c]\n   ├─ Values 1 row  [c]\n   └─ Limit 1\n      └─ Values 1 row  [c]\n");
  }
}
