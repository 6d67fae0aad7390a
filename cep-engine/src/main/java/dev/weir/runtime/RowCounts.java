package dev.weir.runtime;

import dev.weir.event.Change;
import dev.weir.operator.Collector;
import dev.weir.plan.LogicalPlan;
import java.util.IdentityHashMap;
import java.util.Map;

/** Counts the rows that each node of a plan gives, for EXPLAIN ANALYZE. */
public final class RowCounts {
  private final Map<LogicalPlan, long[]> counts = new IdentityHashMap<>();

  /** The rows that the node has given so far, or -1 if it is fused into the node above it. */
  public long rows(LogicalPlan node) {
    var count = counts.get(node);
    return count == null ? -1 : count[0];
  }

  Collector counting(LogicalPlan node, Collector out) {
    var count = counts.computeIfAbsent(node, n -> new long[1]);
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        count[0]++;
        out.row(event, time, change);
      }

      @Override
      public void rows(Object[] events, long[] times, int from, int to) {
        count[0] += to - from;
        out.rows(events, times, from, to);
      }

      @Override
      public void watermark(long time) {
        out.watermark(time);
      }
    };
  }
}
