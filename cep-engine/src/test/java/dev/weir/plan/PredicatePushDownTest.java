package dev.weir.plan;

import static dev.weir.plan.Sketch.ABC;
import static dev.weir.plan.Sketch.aggregate;
import static dev.weir.plan.Sketch.col;
import static dev.weir.plan.Sketch.filter;
import static dev.weir.plan.Sketch.greater;
import static dev.weir.plan.Sketch.num;
import static dev.weir.plan.Sketch.over;
import static dev.weir.plan.Sketch.project;
import static dev.weir.plan.Sketch.rank;
import static dev.weir.plan.Sketch.sum;
import static dev.weir.plan.Sketch.tumble;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.expression.Expression;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredicatePushDownTest {
  private static String pushed(LogicalPlan plan) {
    return Sketch.nodes(new PredicatePushDown().apply(plan));
  }

  @Test
  void joinsAdjacentFilters() {
    LogicalPlan plan =
        filter(filter(ABC, greater(col(ABC, 0), num(1))), greater(col(ABC, 1), num(2)));
    assertThat(pushed(plan)).isEqualTo("Filter a > 1 AND b > 2\n└─ Values 1 row\n");
  }

  @Test
  void goesBelowPlainColumns() {
    LogicalPlan below = project(ABC, col(ABC, 2), col(ABC, 0));
    assertThat(pushed(filter(below, greater(col(below, 0), num(1)))))
        .isEqualTo("Project c, a\n└─ Filter c > 1\n   └─ Values 1 row\n");
  }

  @Test
  void keepsAGuardBeforeWhatItGuards() {
    LogicalPlan big = project(ABC, over(over(col(ABC, 0), num(2)), num(3)), col(ABC, 1));
    LogicalPlan plan =
        filter(big, greater(col(big, 0), num(0)), greater(over(num(9), col(big, 1)), num(1)));
    assertThat(pushed(plan)).startsWith("Filter a / 2 / 3 > 0 AND 9 / b > 1\n└─ Project");
  }

  @Test
  void splitsAtWhatAnAggregateIsGroupedBy() {
    LogicalPlan groups = aggregate(ABC, List.of(col(ABC, 1)), sum(col(ABC, 0)));
    LogicalPlan plan =
        filter(
            groups,
            greater(col(groups, 0), num(1)),
            greater(col(groups, 1), new Expression.Literal(5L, dev.weir.type.DataType.BIGINT)));
    assertThat(pushed(plan))
        .isEqualTo(
            "Filter SUM(a) > 5\n└─ Aggregate keys b, SUM(a)\n   └─ Filter b > 1\n      └─ Values 1 row\n");
  }

  @Test
  void staysAboveAnAggregateWithoutKeys() {
    LogicalPlan total = aggregate(ABC, List.of(), sum(col(ABC, 0)));
    Expression never = greater(num(0), num(1));
    assertThat(pushed(filter(total, never))).startsWith("Filter 0 > 1\n└─ Aggregate SUM(a)");
  }

  @Test
  void goesBelowWindowsUnlessItLooksAtTheirBounds() {
    LogicalPlan windows = tumble(ABC);
    LogicalPlan plan =
        filter(
            windows, greater(col(windows, 4), col(windows, 3)), greater(col(windows, 0), num(1)));
    assertThat(pushed(plan))
        .isEqualTo(
            "Filter window_end > window_start\n└─ Window TUMBLE 1 MINUTE\n   └─ Filter a > 1\n      └─ Values 1 row\n");
  }

  @Test
  void goesBelowWindowFunctionsOnlyByWholePartitions() {
    LogicalPlan ranked = rank(ABC, col(ABC, 0), col(ABC, 1));
    LogicalPlan plan =
        filter(ranked, greater(col(ranked, 0), num(1)), greater(col(ranked, 1), num(2)));
    assertThat(pushed(plan))
        .isEqualTo(
            "Filter b > 2\n└─ Over bounded, partition by a, order by b: RANK()\n   └─ Filter a > 1\n      └─ Values 1 row\n");
  }

  @Test
  void goesIntoEveryInputOfAUnionButNotBelowALimit() {
    LogicalPlan union = new LogicalPlan.Union(List.of(ABC, ABC), ABC.schema());
    assertThat(pushed(filter(union, greater(col(union, 0), num(1)))))
        .isEqualTo(
            "Union\n├─ Filter a > 1\n│  └─ Values 1 row\n└─ Filter a > 1\n   └─ Values 1 row\n");
    LogicalPlan limit = new LogicalPlan.Limit(ABC, 0, 3);
    assertThat(pushed(filter(limit, greater(col(limit, 0), num(1)))))
        .startsWith("Filter a > 1\n└─ Limit 3");
  }
}
