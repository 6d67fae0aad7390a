package dev.weir.bind;

import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.function.Resolution;
import dev.weir.plan.ExpressionText;
import dev.weir.plan.Expressions;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.plan.WindowSpec;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans the grouping of one SELECT. Four ways, in this order:
 *
 * <ol>
 *   <li>The groups are windows of a window table function right below: one node forms the windows and aggregates, no row is
 *       copied into its windows.
 *   <li>The rows carry window bounds from further below (an aggregate of an aggregate, a filter that looks at the
 *       bounds): {@link WindowSpec.Carried}.
 *   <li>A key is the time of the rows: the groups of one time are complete when time goes on, as windows are that all start and end
 *       then.
 *   <li>No window: the input must end.
 * </ol>
 */
final class AggregateBinder {
  /** Where window_start, window_end, window_time are found over the groups until the plan is made. */
  private static final int WINDOW_COLUMNS = 1 << 18;

  private final Binding context;
  private final Rel input;
  private final Grouping grouping;
  private final Span place;
  private final List<Expression> realKeys = new ArrayList<>();
  private final List<Integer> realKeyOf = new ArrayList<>();
  private final Map<Expression, Expression> known = new LinkedHashMap<>();
  private final boolean byStart;
  private final boolean byEnd;

  AggregateBinder(Binding context, Rel input, Grouping grouping, Span place) {
    this.context = context;
    this.input = input;
    this.grouping = grouping;
    this.place = place;
    Schema schema = input.schema();
    boolean start = false;
    boolean end = false;
    boolean windowed = hasBounds(schema);
    for (Expression key : grouping.keys()) {
      Role role = Times.role(key, schema);
      start |= role == Role.WINDOW_START;
      end |= role == Role.WINDOW_END || windowed && Times.isTime(key, schema);
    }
    byStart = start;
    byEnd = end;
    for (Expression key : grouping.keys()) {
      boolean ofWindow = isWindowed() && readsOnlyWindow(key, schema);
      realKeyOf.add(ofWindow ? -1 : realKeys.size());
      if (!ofWindow) {
        Expression.Column column =
            new Expression.Column(
                realKeys.size(), key.type(), key.nullable() || !grouping.isPlain(), name(key));
        known.put(key, column);
        realKeys.add(key);
      }
    }
    if (isWindowed()) {
      for (int i = 0; i < schema.size(); i++) {
        int at = windowColumn(schema.column(i));
        if (at >= 0) {
          Expression.Column column = Plans.column(schema, i);
          known.put(
              column,
              new Expression.Column(WINDOW_COLUMNS + at, column.type(), false, column.name()));
        }
      }
      for (Expression key : grouping.keys()) {
        if (!known.containsKey(key)) {
          known.put(key, Expressions.map(key, e -> known.getOrDefault(e, e)));
        }
      }
    }
  }

  /** What each key is over the groups. */
  Map<Expression, Expression> known() {
    return known;
  }

  private boolean isWindowed() {
    return byStart || byEnd;
  }

  static boolean hasBounds(Schema schema) {
    return schema.columns().stream()
        .anyMatch(c -> c.role() == Role.WINDOW_START || c.role() == Role.WINDOW_END);
  }

  private static int windowColumn(Column column) {
    return switch (column.role()) {
      case WINDOW_START -> 0;
      case WINDOW_END -> 1;
      case EVENT_TIME, PROCESSING_TIME -> 2;
      case PLAIN -> -1;
    };
  }

  private static boolean readsOnlyWindow(Expression key, Schema schema) {
    BitSet columns = Expressions.columns(key);
    return !columns.isEmpty()
        && columns.stream().allMatch(i -> windowColumn(schema.column(i)) >= 0);
  }

  private static String name(Expression key) {
    return ExpressionText.of(key);
  }

  /** The finished plan and where things are in its rows. */
  record Finished(LogicalPlan plan, int keys, int aggregates, boolean sets) {
    int column(int index) {
      if (index == Grouping.SET_INDEX) {
        return keys - 1;
      }
      if (index >= WINDOW_COLUMNS && index < WINDOW_COLUMNS + 3) {
        return keys + aggregates + index - WINDOW_COLUMNS;
      }
      if (index >= GroupedEnvironment.FIRST_AGGREGATE && index < WINDOW_COLUMNS) {
        return keys + index - GroupedEnvironment.FIRST_AGGREGATE;
      }
      return index;
    }
  }

  Finished finish(List<AggregateCall> aggregates) {
    int keys = realKeys.size() + (grouping.isPlain() ? 0 : 1);
    LogicalPlan plan;
    if (input.broken()) {
      plan = aggregate(input.plan(), realKeys, aggregates);
    } else if (isWindowed()) {
      checkSets();
      plan = fused(aggregates);
      if (plan == null) {
        plan = carried(aggregates);
      }
    } else if (timeKey() >= 0) {
      plan = byTime(timeKey(), aggregates);
    } else {
      if (!input.plan().bounded()) {
        refuseUnbounded();
      }
      plan = aggregate(input.plan(), realKeys, aggregates);
    }
    return new Finished(plan, keys, aggregates.size(), !grouping.isPlain());
  }

  private void checkSets() {
    for (var set : grouping.sets()) {
      boolean has = set.stream().anyMatch(k -> realKeyOf.get(k) < 0);
      if (!has) {
        context.problems.error(
            BindError.WINDOW_BOUNDS,
            place,
            "a grouping set has no window bounds",
            "GROUP BY window_start, window_end, GROUPING SETS (...)");
        return;
      }
    }
  }

  private void refuseUnbounded() {
    if (context.emitRefused || grouping.isBroken()) {
      return;
    }
    Schema schema = input.schema();
    var problem =
        Diagnostic.error(
            BindError.UNBOUNDED_GROUPING,
            place,
            grouping.keys().isEmpty()
                ? "an aggregate over an unbounded stream needs a window"
                : "GROUP BY over an unbounded stream needs a window");
    if (hasBounds(schema)) {
      problem.help("GROUP BY window_start, window_end, ...");
    } else {
      problem.help(
          "FROM TUMBLE(TABLE t, INTERVAL '1' MINUTE) ... GROUP BY window_start, window_end, ...");
      problem.help("EMIT CHANGES would give each change of the result; it is not built yet");
    }
    context.problems.add(problem);
  }

  // ---- groups of one time

  /** The column of the time of rows that they are grouped by, or -1. */
  private int timeKey() {
    if (!grouping.isPlain()) {
      return -1;
    }
    return realKeys.stream()
        .filter(key -> Times.role(key, input.schema()) == Role.EVENT_TIME)
        .mapToInt(key -> ((Expression.Column) key).index())
        .findFirst()
        .orElse(-1);
  }

  private LogicalPlan byTime(int time, List<AggregateCall> aggregates) {
    Schema schema = schema(realKeys, aggregates);
    var columns = new ArrayList<>(schema.columns());
    for (int i = 0; i < realKeys.size(); i++) {
      columns.set(i, columns.get(i).withRole(Times.role(realKeys.get(i), input.schema())));
    }
    var bounds = WindowBinder.columns(input.schema().type(time), Role.EVENT_TIME);
    bounds.columns().forEach(column -> columns.add(column.withRole(Role.PLAIN)));
    return new LogicalPlan.WindowAggregate(
        input.plan(),
        new WindowSpec.Carried(time, time),
        realKeys,
        aggregates,
        new Schema(columns));
  }

  // ---- no window

  private LogicalPlan aggregate(
      LogicalPlan plan, List<Expression> keys, List<AggregateCall> aggregates) {
    Expanded expanded = expand(plan, keys);
    return new LogicalPlan.Aggregate(
        expanded.plan(), expanded.keys(), aggregates, schema(expanded.keys(), aggregates));
  }

  private static Schema schema(List<Expression> keys, List<AggregateCall> aggregates) {
    var columns = new ArrayList<Column>();
    for (int i = 0; i < keys.size(); i++) {
      Expression key = keys.get(i);
      columns.add(new Column(name(key), key.type(), key.nullable(), Role.PLAIN));
    }
    for (int i = 0; i < aggregates.size(); i++) {
      var function = aggregates.get(i).function();
      boolean nullable =
          function.resultNullable()
              || aggregates.get(i).filter() != null && !function.name().equals("COUNT");
      columns.add(
          new Column(
              ExpressionText.of(aggregates.get(i)), function.result(), nullable, Role.PLAIN));
    }
    return new Schema(columns);
  }

  private record Expanded(LogicalPlan plan, List<Expression> keys) {}

  /** Grouping sets: each row once per set, with the keys that are not in it NULL, and the set's index as a further key. */
  private Expanded expand(LogicalPlan plan, List<Expression> keys) {
    if (grouping.isPlain()) {
      return new Expanded(plan, keys);
    }
    int width = plan.schema().size();
    var columns = new ArrayList<>(plan.schema().columns());
    for (int i = 0; i < keys.size(); i++) {
      columns.add(new Column(name(keys.get(i)), keys.get(i).type()));
    }
    columns.add(new Column("grouping_set", DataType.INTEGER, false, Role.PLAIN));
    var projections = new ArrayList<List<Expression>>();
    for (int s = 0; s < grouping.sets().size(); s++) {
      var row = new ArrayList<>(Plans.columns(plan.schema()));
      for (int k = 0; k < realKeyOf.size(); k++) {
        if (realKeyOf.get(k) >= 0) {
          Expression key = keys.get(realKeyOf.get(k));
          row.add(
              grouping.sets().get(s).contains(k) ? key : new Expression.Literal(null, key.type()));
        }
      }
      row.add(new Expression.Literal(s, DataType.INTEGER));
      projections.add(row);
    }
    var schema = new Schema(columns);
    var newKeys = new ArrayList<Expression>();
    for (int i = width; i < schema.size(); i++) {
      newKeys.add(Plans.column(schema, i));
    }
    return new Expanded(new LogicalPlan.Expand(plan, projections, schema), newKeys);
  }

  // ---- windows formed here

  /** Filters and projections between the aggregate and the window, seen over the window's columns. */
  private record Peeled(
      LogicalPlan.Window window, List<Expression> columns, List<Expression> conjuncts) {}

  private static Peeled peel(LogicalPlan plan) {
    var conjuncts = new ArrayList<Expression>();
    List<Expression> columns = Plans.columns(plan.schema());
    LogicalPlan at = plan;
    while (true) {
      if (at instanceof LogicalPlan.Window window) {
        return new Peeled(window, columns, conjuncts);
      } else if (at instanceof LogicalPlan.Filter filter) {
        conjuncts.addAll(Expressions.conjuncts(filter.predicate()));
        at = filter.input();
      } else if (at instanceof LogicalPlan.Project project
          && project.expressions().stream().allMatch(Expressions::isDeterministic)) {
        List<Expression> below = project.expressions();
        columns = columns.stream().map(e -> Expressions.inline(e, below)).toList();
        conjuncts.replaceAll(e -> Expressions.inline(e, below));
        at = project.input();
      } else {
        return null;
      }
    }
  }

  /** The first way; null if it is not possible. */
  private LogicalPlan fused(List<AggregateCall> aggregates) {
    Peeled peeled = peel(input.plan());
    if (peeled == null) {
      return null;
    }
    LogicalPlan.Window window = peeled.window();
    int width = window.input().schema().size();
    var keys = realKeys.stream().map(k -> Expressions.inline(k, peeled.columns())).toList();
    boolean grid = window.window() instanceof WindowSpec.Grid;
    boolean start = byStart && !byEnd && window.window() instanceof WindowSpec.Cumulate;
    if (keys.stream().anyMatch(k -> !below(k, width)) || !grid && !perKey(window, keys) || start) {
      return null;
    }
    var calls = new ArrayList<AggregateCall>();
    for (AggregateCall call : aggregates) {
      AggregateCall inlined = Expressions.map(call, e -> Expressions.inline(e, peeled.columns()));
      if (Expressions.expressions(inlined).stream().anyMatch(e -> !below(e, width))) {
        return null;
      }
      calls.add(inlined);
    }
    var before = new ArrayList<Expression>();
    var after = new ArrayList<Expression>();
    var inside = new ArrayList<Expression>();
    for (Expression conjunct : peeled.conjuncts()) {
      BitSet columns = Expressions.columns(conjunct);
      if (columns.length() <= width) {
        boolean anyTime = grid || keys.containsAll(columnsOf(columns, window.input().schema()));
        (anyTime ? before : inside).add(conjunct);
      } else if (columns.nextSetBit(0) >= width) {
        after.add(conjunct);
      } else {
        return null;
      }
    }
    LogicalPlan plan = window.input();
    if (!before.isEmpty()) {
      plan = new LogicalPlan.Filter(plan, Expressions.and(before));
    }
    return formed(plan, window.window(), keys, calls, inside, after, width);
  }

  /**
   * Whether the groups' keys are those that the windows are formed by. Sliding windows without PARTITION BY are formed by the
   * keys that they are grouped by: each event of a key ends a window of that key.
   */
  private static boolean perKey(LogicalPlan.Window window, List<Expression> keys) {
    return window.window() instanceof WindowSpec.Slide && window.partitionBy().isEmpty()
        || new HashSet<>(keys).equals(new HashSet<>(window.partitionBy()));
  }

  private LogicalPlan formed(
      LogicalPlan plan,
      WindowSpec window,
      List<Expression> keys,
      List<AggregateCall> calls,
      List<Expression> inside,
      List<Expression> after,
      int width) {
    List<AggregateCall> all = calls;
    if (!inside.isEmpty()) {
      // The windows are those of all rows; a row that the condition refuses shapes them but does
      // not count.
      Expression condition = Expressions.and(inside);
      all = new ArrayList<>();
      for (AggregateCall call : calls) {
        Expression filter =
            call.filter() == null ? condition : Expressions.and(List.of(condition, call.filter()));
        all.add(
            new AggregateCall(
                call.function(), call.arguments(), call.distinct(), filter, call.orderBy()));
      }
      var count =
          (Resolution.Aggregate) context.functions.aggregate("COUNT", List.of(), false, false);
      all.add(new AggregateCall(count.function(), List.of(), false, condition, List.of()));
    }
    Expanded expanded = expand(plan, keys);
    Schema schema = schema(expanded.keys(), all).concat(windowColumns(input.schema()));
    LogicalPlan result =
        new LogicalPlan.WindowAggregate(expanded.plan(), window, expanded.keys(), all, schema);
    int bounds = expanded.keys().size() + all.size();
    var conditions = new ArrayList<Expression>();
    if (all.size() > calls.size()) {
      conditions.add(
          new Expression.Comparison(
              Expression.Comparison.Operator.GREATER,
              Plans.column(schema, bounds - 1),
              new Expression.Literal(0L, DataType.BIGINT)));
    }
    after.forEach(e -> conditions.add(Expressions.mapColumns(e, i -> bounds + i - width)));
    if (!conditions.isEmpty()) {
      result = new LogicalPlan.Filter(result, Expressions.and(conditions));
    }
    if (all.size() > calls.size()) {
      // Without the count that was added.
      var kept = new ArrayList<Expression>();
      var columns = new ArrayList<Column>();
      for (int i = 0; i < schema.size(); i++) {
        if (i != bounds - 1) {
          kept.add(Plans.column(schema, i));
          columns.add(schema.column(i));
        }
      }
      result = new LogicalPlan.Project(result, kept, new Schema(columns));
    }
    return result;
  }

  private static List<Expression> columnsOf(BitSet columns, Schema schema) {
    return columns.stream().<Expression>mapToObj(i -> Plans.column(schema, i)).toList();
  }

  private static boolean below(Expression e, int width) {
    return Expressions.columns(e).length() <= width;
  }

  /** window_start, window_end and window_time as an aggregate gives them. */
  private static Schema windowColumns(Schema schema) {
    DataType type = null;
    Role role = Role.EVENT_TIME;
    for (Column column : schema.columns()) {
      if (column.role() == Role.WINDOW_START || column.role() == Role.WINDOW_END) {
        type = column.type();
      }
      if (column.role() == Role.PROCESSING_TIME) {
        role = Role.PROCESSING_TIME;
      }
    }
    return WindowBinder.columns(type, role);
  }

  // ---- windows that the rows carry

  private LogicalPlan carried(List<AggregateCall> aggregates) {
    Schema schema = input.schema();
    int start = -1;
    int end = -1;
    for (int i = 0; i < schema.size(); i++) {
      start = schema.column(i).role() == Role.WINDOW_START ? i : start;
      end = schema.column(i).role() == Role.WINDOW_END ? i : end;
    }
    if (start < 0 || end < 0 || !byStart || !byEnd) {
      context.problems.error(
          BindError.WINDOW_BOUNDS,
          place,
          "grouping by a window of the input needs both of its bounds",
          start < 0 || end < 0
              ? "select window_start and window_end in the subquery, and GROUP BY both"
              : "GROUP BY window_start, window_end");
      return aggregate(input.plan(), realKeys, aggregates);
    }
    Expanded expanded = expand(input.plan(), realKeys);
    return new LogicalPlan.WindowAggregate(
        expanded.plan(),
        new WindowSpec.Carried(start, end),
        expanded.keys(),
        aggregates,
        schema(expanded.keys(), aggregates).concat(windowColumns(schema)));
  }

  /** DISTINCT: grouping by all columns. */
  static LogicalPlan distinct(Binding context, LogicalPlan plan, Span place, String what) {
    Schema schema = plan.schema();
    int start = -1;
    int end = -1;
    for (int i = 0; i < schema.size(); i++) {
      start = schema.column(i).role() == Role.WINDOW_START ? i : start;
      end = schema.column(i).role() == Role.WINDOW_END ? i : end;
    }
    if (start >= 0 && end >= 0) {
      var keys = new ArrayList<Expression>();
      var places = new ArrayList<Integer>();
      for (int i = 0; i < schema.size(); i++) {
        int window = windowColumn(schema.column(i));
        places.add(window >= 0 ? -1 - window : keys.size());
        if (window < 0) {
          keys.add(Plans.column(schema, i));
        }
      }
      var grouped =
          new LogicalPlan.WindowAggregate(
              plan,
              new WindowSpec.Carried(start, end),
              keys,
              List.of(),
              schema(keys, List.of()).concat(windowColumns(schema)));
      var expressions = new ArrayList<Expression>();
      for (int i = 0; i < schema.size(); i++) {
        int at = places.get(i) >= 0 ? places.get(i) : keys.size() - 1 - places.get(i);
        expressions.add(Plans.column(grouped.schema(), at));
      }
      return new LogicalPlan.Project(grouped, expressions, schema);
    }
    if (!plan.bounded()) {
      context.problems.error(
          BindError.UNBOUNDED_GROUPING,
          place,
          what + " over an unbounded stream needs a window",
          "select window_start and window_end of a window function too");
    }
    var plain = new ArrayList<Column>();
    schema.columns().forEach(c -> plain.add(c.withRole(Role.PLAIN)));
    return new LogicalPlan.Aggregate(plan, Plans.columns(schema), List.of(), new Schema(plain));
  }
}
