package dev.weir.bind;

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

/** Which columns are the time of their rows. */
final class Times {
  private Times() {}

  /** What a plain column means for time; any computation makes it plain. */
  static Role role(Expression e, Schema schema) {
    return e instanceof Expression.Column c && c.index() < schema.size()
        ? schema.column(c.index()).role()
        : Role.PLAIN;
  }

  static boolean isTime(Expression e, Schema schema) {
    Role role = role(e, schema);
    return role == Role.EVENT_TIME || role == Role.PROCESSING_TIME;
  }

  /**
   * Whether rows in order of time are in order of this column: the time itself, the end of their windows, and the start of
   * windows of one fixed length.
   */
  static boolean followsTime(Expression e, LogicalPlan plan) {
    return switch (role(e, plan.schema())) {
      case EVENT_TIME, PROCESSING_TIME, WINDOW_END -> true;
      case WINDOW_START -> hasFixedWindows(plan);
      case PLAIN -> false;
    };
  }

  private static boolean hasFixedWindows(LogicalPlan plan) {
    WindowSpec window =
        plan instanceof LogicalPlan.Window w
            ? w.window()
            : plan instanceof LogicalPlan.WindowAggregate a ? a.window() : null;
    if (window == null || window instanceof WindowSpec.Carried) {
      return !plan.inputs().isEmpty() && plan.inputs().stream().allMatch(Times::hasFixedWindows);
    }
    return window instanceof WindowSpec.Tumble t && isFixed(t, t.size())
        || window instanceof WindowSpec.Hop h && isFixed(h, h.size());
  }

  private static boolean isFixed(WindowSpec.Grid grid, WindowSpec.Length length) {
    return grid.zone() == null && length.months() == 0;
  }

  /** The nearest time column below a relation that has left it out. */
  static Optional<String> hiddenTime(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan scan && scan.late()) {
      return Optional.empty();
    }
    if (plan.schema().timeColumn() >= 0) {
      return Optional.of(plan.schema().column(plan.schema().timeColumn()).name());
    }
    return plan.inputs().size() == 1 && !(plan instanceof LogicalPlan.Match)
        ? hiddenTime(plan.inputs().get(0))
        : Optional.empty();
  }

  /** The input with processing time as the time of its rows, if the first key asks for that and it is not so yet. */
  static LogicalPlan processed(LogicalPlan plan, List<SortKey> keys) {
    boolean asked =
        !keys.isEmpty() && role(keys.get(0).expression(), plan.schema()) == Role.PROCESSING_TIME;
    return asked ? processed(plan, ((Expression.Column) keys.get(0).expression()).index()) : plan;
  }

  /**
   * The input with processing time as the time of its rows: the column repeats the time that each row now has, and event time is
   * a column like any other.
   */
  static LogicalPlan processed(LogicalPlan plan, int column) {
    if (hasProcessingTime(plan)) {
      return plan;
    }
    var expressions = new ArrayList<Expression>();
    var columns = new ArrayList<Column>();
    for (int i = 0; i < plan.schema().size(); i++) {
      Column c = plan.schema().column(i);
      expressions.add(
          i == column ? new Expression.RowTime(c.type()) : Plans.column(plan.schema(), i));
      columns.add(
          i == column
              ? new Column(c.name(), c.type(), false, Role.PROCESSING_TIME)
              : c.isTime() ? c.withRole(Role.PLAIN) : c);
    }
    return new LogicalPlan.Project(
        new LogicalPlan.ProcessingTime(plan), expressions, new Schema(columns));
  }

  /** Whether the rows' own time is processing time already. */
  private static boolean hasProcessingTime(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.ProcessingTime) {
      return true;
    }
    if (plan instanceof LogicalPlan.Scan) {
      return false;
    }
    return !plan.inputs().isEmpty() && plan.inputs().stream().allMatch(Times::hasProcessingTime);
  }

  /**
   * Whether rows come from a stream as they are, with arrival as their time: then a timestamp among their columns is not made
   * their time, even if the stream ends, so that a live stream and a file give the same answer.
   */
  static boolean isStreamLike(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan) {
      return true;
    }
    if (plan instanceof LogicalPlan.Aggregate || plan instanceof LogicalPlan.SetDifference) {
      return false;
    }
    return plan.inputs().stream().anyMatch(Times::isStreamLike);
  }
}
