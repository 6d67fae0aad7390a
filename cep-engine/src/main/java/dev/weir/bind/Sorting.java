package dev.weir.bind;

import dev.weir.ast.SortItem;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.SortKey;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import java.util.ArrayList;
import java.util.List;

/** ORDER BY: as time passes if time leads, else at the end of a bounded input. */
final class Sorting {
  private Sorting() {}

  /** @param columns of the plan's schema, one per item */
  static LogicalPlan sorted(
      Binding context, LogicalPlan plan, List<Integer> columns, List<SortItem> items) {
    var keys = new ArrayList<SortKey>();
    for (int i = 0; i < columns.size(); i++) {
      keys.add(Calls.sortKey(items.get(i), Plans.column(plan.schema(), columns.get(i))));
    }
    boolean byTime = Times.followsTime(keys.get(0).expression(), plan) && !keys.get(0).descending();
    if (!byTime && !plan.bounded()) {
      int time = plan.schema().timeColumn();
      context.problems.add(
          Diagnostic.error(
                  BindError.UNBOUNDED_ORDER,
                  items.get(0).span(),
                  "an unbounded stream is ordered by its time first, ascending")
              .help(
                  time < 0
                      ? "select the stream's time column and ORDER BY it"
                      : "ORDER BY " + plan.schema().column(time).name() + ", ...")
              .help(
                  "for the first n: QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY ...) <= n"));
    }
    return new LogicalPlan.Sort(Times.processed(plan, keys), keys, byTime);
  }
}
