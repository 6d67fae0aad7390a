package dev.weir.bind;

import dev.weir.ast.MatchRecognize;
import dev.weir.ast.SortItem;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.plan.WindowSpec;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order of the rows of a pattern. Streams are matched in the order of their time, which ORDER BY names if anything; what ends may be
 * ordered by anything, but has no time then.
 *
 * @param keys the columns of ORDER BY that are plain columns, in order
 * @param untimed why lengths of time mean nothing; empty if rows come in order of their time
 */
record MatchOrder(LogicalPlan plan, List<Integer> keys, Optional<String> untimed) {

  /** Null if it was reported that there is no such order. */
  static MatchOrder of(Binding context, MatchRecognize node, LogicalPlan plan, Rel input) {
    Schema schema = plan.schema();
    var binder = new ExpressionBinder(new RowEnvironment(context, input, "ORDER BY"));
    var keys = new ArrayList<SortKey>();
    var columns = new ArrayList<Integer>();
    int before = context.problems.count();
    for (SortItem item : node.orderBy()) {
      SortKey key = Calls.sortKey(item, binder.bind(item.key()));
      keys.add(key);
      if (key.expression() instanceof Expression.Column c && !columns.contains(c.index())) {
        columns.add(c.index());
      }
    }
    if (context.problems.count() > before) {
      return null;
    }
    if (keys.isEmpty()) {
      return inOrderOfTime(plan, input);
    }
    SortKey first = keys.get(0);
    boolean ascending = !first.descending();
    if (ascending && Times.followsTime(first.expression(), plan)) {
      LogicalPlan timed = Times.processed(plan, keys);
      return new MatchOrder(
          keys.size() == 1 ? timed : new LogicalPlan.Sort(timed, keys, true),
          columns,
          Optional.empty());
    }
    if (!plan.bounded()) {
      refuse(context, node.orderBy().get(0), first, plan, input);
      return null;
    }
    boolean becomesTime =
        ascending
            && first.expression() instanceof Expression.Column c
            && c.type().kind().isTimestamp()
            && schema.timeColumn() < 0
            && !Times.isStreamLike(plan);
    if (becomesTime) {
      LogicalPlan timed = fromColumn(plan, ((Expression.Column) first.expression()).index());
      return new MatchOrder(
          keys.size() == 1 ? timed : new LogicalPlan.Sort(timed, keys, true),
          columns,
          Optional.empty());
    }
    return new MatchOrder(
        new LogicalPlan.Sort(plan, keys, false),
        columns,
        Optional.of(
            timeColumn(schema) < 0
                ? advice(plan, input)
                : "ORDER BY " + schema.column(timeColumn(schema)).name()));
  }

  /** Event time, whether a column shows it or not; else processing time, if there is a column of it; else arrival. */
  private static MatchOrder inOrderOfTime(LogicalPlan plan, Rel input) {
    if (hasTime(plan)) {
      return new MatchOrder(plan, List.of(), Optional.empty());
    }
    int time = timeColumn(plan.schema());
    return time >= 0
        ? new MatchOrder(Times.processed(plan, time), List.of(), Optional.empty())
        : new MatchOrder(plan, List.of(), Optional.of(advice(plan, input)));
  }

  /** The column of event time, else that of processing time, else -1. */
  private static int timeColumn(Schema schema) {
    for (int i = 0; i < schema.size(); i++) {
      if (schema.column(i).role() == Role.EVENT_TIME) {
        return i;
      }
    }
    return schema.timeColumn();
  }

  /** How the rows of an input get a time. */
  static String advice(LogicalPlan plan, Rel input) {
    String column =
        input.scope().items().stream()
            .filter(i -> i.column().type().kind().isTimestamp())
            .map(i -> i.column().name())
            .findFirst()
            .orElse("ts");
    return plan.bounded() && !Times.isStreamLike(plan)
        ? "ORDER BY a column of type TIMESTAMP"
        : "WATERMARK FOR "
            + column
            + " AS "
            + column
            + " - INTERVAL '5' SECOND in its CREATE STREAM";
  }

  private static LogicalPlan fromColumn(LogicalPlan plan, int time) {
    var columns = new ArrayList<Column>();
    for (int i = 0; i < plan.schema().size(); i++) {
      Column c = plan.schema().column(i);
      columns.add(
          new Column(
              c.name(),
              c.type(),
              i != time && c.nullable(),
              i == time ? Role.EVENT_TIME : c.role()));
    }
    return new LogicalPlan.TimeFromColumn(plan, time, new Schema(columns));
  }

  private static void refuse(
      Binding context, SortItem item, SortKey first, LogicalPlan plan, Rel input) {
    int time = timeColumn(plan.schema());
    boolean backwards = Times.followsTime(first.expression(), plan);
    var problem =
        Diagnostic.error(
            BindError.PATTERN_ORDER,
            item.span(),
            backwards
                ? "rows of an unbounded stream are matched in ascending order of time"
                : "rows of an unbounded stream are matched in the order of its time, "
                    + (first.expression() instanceof Expression.Column c
                        ? "\"" + c.name() + "\" is not that"
                        : "which is a column"));
    if (time >= 0) {
      String name = plan.schema().column(time).name();
      problem.help(
          backwards ? "ORDER BY " + name : "ORDER BY " + name + ", " + item.key().span().text());
    } else if (hasTime(plan)) {
      problem.help("leave ORDER BY out: rows are matched in the order of their event time");
    } else {
      problem.help(advice(plan, input));
      problem.help("leave ORDER BY out: rows are matched as they arrive");
    }
    context.problems.add(problem);
  }

  /** Whether the time of the rows is event time or processing time, even if no column shows it. */
  static boolean hasTime(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan scan) {
      return scan.stream().watermark().isPresent() && !scan.late();
    } else if (plan instanceof LogicalPlan.TimeFromColumn
        || plan instanceof LogicalPlan.ProcessingTime) {
      return true;
    } else if (plan instanceof LogicalPlan.Window w) {
      return isOfTime(w.window()) || hasTime(w.input());
    } else if (plan instanceof LogicalPlan.WindowAggregate w) {
      return isOfTime(w.window()) || hasTime(w.input());
    } else if (plan instanceof LogicalPlan.Values
        || plan instanceof LogicalPlan.Aggregate
        || plan instanceof LogicalPlan.SetDifference
        || plan instanceof LogicalPlan.Sort s && !s.byTime()) {
      return false;
    } else if (plan instanceof LogicalPlan.Match m && !m.spec().timed()) {
      return false;
    }
    return plan.inputs().stream().allMatch(MatchOrder::hasTime);
  }

  private static boolean isOfTime(WindowSpec window) {
    return !(window instanceof WindowSpec.TumbleRows) && !(window instanceof WindowSpec.HopRows);
  }

  /** A column of the ordered rows. */
  Expression.Column column(int index) {
    return Plans.column(plan.schema(), index);
  }
}
