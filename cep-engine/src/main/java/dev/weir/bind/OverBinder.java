package dev.weir.bind;

import dev.weir.ast.Expression.Call;
import dev.weir.ast.Identifier;
import dev.weir.ast.NamedWindow;
import dev.weir.ast.Over.Specification;
import dev.weir.ast.SortItem;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.plan.ExpressionText;
import dev.weir.plan.Expressions;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.OverCall;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Window functions of one SELECT. Calls of one partition and order share a node; the nodes stand on each other, each adding
 * a column per call. While the SELECT is bound a call is known as column {@link #FIRST_ID} and up; its place is known only when
 * all calls are.
 */
final class OverBinder {
  static final int FIRST_ID = 1 << 20;

  private static final Map<String, OverCall.Function> FUNCTIONS =
      Map.ofEntries(
          Map.entry("ROW_NUMBER", OverCall.Function.ROW_NUMBER),
          Map.entry("RANK", OverCall.Function.RANK),
          Map.entry("DENSE_RANK", OverCall.Function.DENSE_RANK),
          Map.entry("PERCENT_RANK", OverCall.Function.PERCENT_RANK),
          Map.entry("CUME_DIST", OverCall.Function.CUME_DIST),
          Map.entry("NTILE", OverCall.Function.NTILE),
          Map.entry("LAG", OverCall.Function.LAG),
          Map.entry("LEAD", OverCall.Function.LEAD),
          Map.entry("FIRST_VALUE", OverCall.Function.FIRST_VALUE),
          Map.entry("LAST_VALUE", OverCall.Function.LAST_VALUE),
          Map.entry("NTH_VALUE", OverCall.Function.NTH_VALUE));

  /** A call as written, before its window is looked at. @param function null for an aggregate */
  record Draft(Call call, String name, OverCall.Function function) {}

  private record Window(List<Expression> partitionBy, List<SortKey> orderBy) {}

  private record Known(Window window, OverCall call) {}

  private final Environment input;
  private final Map<String, Specification> named = new LinkedHashMap<>();
  private final List<Known> calls = new ArrayList<>();
  private final List<Span> places = new ArrayList<>();

  /** @param input where arguments, partitions and orders are bound */
  OverBinder(Environment input, List<NamedWindow> windows) {
    this.input = input;
    for (NamedWindow window : windows) {
      if (find(window.name()).isPresent()) {
        problems()
            .error(
                BindError.NAME_TWICE,
                window.name().span(),
                "window \"" + window.name().text() + "\" is defined twice");
      }
      resolved(window.window()).ifPresent(w -> named.put(window.name().text(), w));
    }
  }

  static OverCall.Function function(String name) {
    return FUNCTIONS.get(name);
  }

  /** Functions that exist as window functions only; FIRST_VALUE and LAST_VALUE are aggregates too. */
  static boolean isRanking(String name) {
    return FUNCTIONS.containsKey(name) && !name.equals("FIRST_VALUE") && !name.equals("LAST_VALUE");
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  private Problems problems() {
    return input.context.problems;
  }

  private Optional<Specification> find(Identifier name) {
    return named.entrySet().stream()
        .filter(e -> name.matches(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** A window with the one it builds on put in. */
  private Optional<Specification> resolved(Specification w) {
    if (w.base().isEmpty()) {
      return Optional.of(w);
    }
    Optional<Specification> base = lookup(w.base().get());
    if (base.isEmpty()) {
      return base;
    }
    Specification b = base.get();
    if (!w.partitionBy().isEmpty() || !w.orderBy().isEmpty() && !b.orderBy().isEmpty()) {
      problems()
          .error(
              BindError.FRAME,
              w.span(),
              "window \""
                  + w.base().get().text()
                  + "\" already has "
                  + (w.partitionBy().isEmpty() ? "an ORDER BY" : "its partition")
                  + ", it cannot be changed");
    }
    return Optional.of(
        new Specification(
            Optional.empty(),
            b.partitionBy(),
            w.orderBy().isEmpty() ? b.orderBy() : w.orderBy(),
            w.frame().isPresent() ? w.frame() : b.frame(),
            w.span()));
  }

  private Optional<Specification> lookup(Identifier name) {
    Optional<Specification> window = find(name);
    if (window.isEmpty()) {
      problems()
          .add(
              Diagnostic.error(
                      BindError.WINDOW_NOT_FOUND,
                      name.span(),
                      "window \"" + name.text() + "\" is not defined")
                  .suggest(name.text(), named.keySet())
                  .help("WINDOW " + name.text() + " AS (PARTITION BY ... ORDER BY ...)"));
    }
    return window;
  }

  /** Takes a call. @return its column, by id */
  Expression add(Draft draft) {
    Call call = draft.call();
    Optional<Specification> specification =
        call.over().get() instanceof dev.weir.ast.Over.Name name
            ? lookup(name.name())
            : resolved((Specification) call.over().get());
    var binder = new ExpressionBinder(input);
    if (specification.isEmpty()) {
      return Binding.BROKEN;
    }
    Specification w = specification.get();
    int before = problems().count();
    List<Expression> partitions = binder.bindAll(w.partitionBy());
    var order = new ArrayList<SortKey>();
    for (SortItem item : w.orderBy()) {
      order.add(Calls.sortKey(item, binder.bind(item.key())));
    }
    OverCall bound = call(draft, binder, w, order);
    if (bound == null || problems().count() > before) {
      return Binding.BROKEN;
    }
    var known = new Known(new Window(partitions, order), bound);
    int at = calls.indexOf(known);
    if (at < 0) {
      at = calls.size();
      calls.add(known);
      places.add(call.span());
    }
    return new Expression.Column(FIRST_ID + at, bound.type(), nullable(bound), name(draft));
  }

  private static String name(Draft draft) {
    return draft.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean nullable(OverCall call) {
    return switch (call.function()) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE -> false;
      case AGGREGATE -> call.aggregate().function().resultNullable();
      default -> true;
    };
  }

  private OverCall call(
      Draft draft, ExpressionBinder binder, Specification w, List<SortKey> order) {
    Call call = draft.call();
    OverCall.Frame frame = frame(w, order, binder);
    if (draft.function() == null) {
      if (call.nulls().isPresent()) {
        problems().error(BindError.CALL_CLAUSE, call.span(), draft.name() + " has no IGNORE NULLS");
      }
      AggregateCall aggregate = binder.calls().aggregateCall(call, draft.name());
      return aggregate == null
          ? null
          : new OverCall(
              OverCall.Function.AGGREGATE,
              aggregate,
              List.of(),
              false,
              frame,
              aggregate.function().result());
    }
    return function(draft, binder, frame, order);
  }

  private OverCall function(
      Draft draft, ExpressionBinder binder, OverCall.Frame frame, List<SortKey> order) {
    Call call = draft.call();
    String name = draft.name();
    if (call.distinct()
        || call.filter().isPresent()
        || !call.orderBy().isEmpty()
        || !call.withinGroup().isEmpty()) {
      problems()
          .error(
              BindError.CALL_CLAUSE,
              call.span(),
              "DISTINCT, FILTER and ORDER BY are for aggregates, not for " + name);
      return null;
    }
    List<dev.weir.ast.Expression> places = call.values();
    var arguments = new ArrayList<>(binder.bindAll(places));
    int least =
        switch (draft.function()) {
          case NTILE, LAG, LEAD, FIRST_VALUE, LAST_VALUE -> 1;
          case NTH_VALUE -> 2;
          default -> 0;
        };
    int most =
        draft.function() == OverCall.Function.LAG || draft.function() == OverCall.Function.LEAD
            ? 3
            : least;
    if (arguments.size() < least
        || arguments.size() > most
        || arguments.size() != call.arguments().size()) {
      problems()
          .error(
              BindError.ARGUMENT_TYPES,
              call.span(),
              name
                  + " takes "
                  + (least == most ? String.valueOf(least) : least + " to " + most)
                  + (most == 1 ? " argument" : " arguments"),
              signature(draft.function()));
      return null;
    }
    if (order.isEmpty()
        && draft.function() != OverCall.Function.ROW_NUMBER
        && draft.function() != OverCall.Function.FIRST_VALUE
        && draft.function() != OverCall.Function.LAST_VALUE) {
      problems()
          .error(
              BindError.FRAME,
              call.span(),
              name + " needs an ORDER BY in its OVER",
              signature(draft.function()) + " OVER (ORDER BY ...)");
      return null;
    }
    DataType type =
        switch (draft.function()) {
          case ROW_NUMBER, RANK, DENSE_RANK, NTILE -> DataType.BIGINT;
          case PERCENT_RANK, CUME_DIST -> DataType.DOUBLE;
          default -> ExpressionBinder.solid(arguments.get(0).type());
        };
    switch (draft.function()) {
      case NTILE -> count(arguments, 0, places, binder, name, 1);
      case NTH_VALUE -> count(arguments, 1, places, binder, name, 1);
      case LAG, LEAD -> {
        if (arguments.size() > 1) {
          count(arguments, 1, places, binder, name, 0);
        } else {
          arguments.add(new Expression.Literal(1L, DataType.BIGINT));
        }
        if (arguments.size() == 3) {
          DataType common =
              Coercion.isText(arguments.get(2))
                  ? type
                  : Coercion.common(type, arguments.get(2).type()).orElse(null);
          if (common == null) {
            problems()
                .error(
                    BindError.ARGUMENT_TYPES,
                    places.get(2).span(),
                    "the default of "
                        + name
                        + " is "
                        + arguments.get(2).type()
                        + ", its value is "
                        + type);
            return null;
          }
          type = common;
          arguments.set(0, Coercion.cast(arguments.get(0), type));
          arguments.set(2, Coercion.cast(arguments.get(2), type, places.get(2).span(), problems()));
        } else {
          arguments.add(new Expression.Literal(null, type));
        }
      }
      default -> {}
    }
    boolean ignoreNulls =
        call.nulls().filter(n -> n == dev.weir.ast.Expression.NullTreatment.IGNORE).isPresent();
    return new OverCall(draft.function(), null, arguments, ignoreNulls, frame, type);
  }

  private void count(
      List<Expression> arguments,
      int index,
      List<dev.weir.ast.Expression> places,
      ExpressionBinder binder,
      String name,
      long least) {
    Optional<Object> value =
        binder.constant(
            places.get(index), DataType.BIGINT, "argument " + (index + 1) + " of " + name);
    long n = (Long) value.orElse(least);
    if (n < least) {
      problems()
          .error(
              BindError.OUT_OF_RANGE,
              places.get(index).span(),
              "argument " + (index + 1) + " of " + name + " is at least " + least);
    }
    arguments.set(index, new Expression.Literal(n, DataType.BIGINT));
  }

  private static String signature(OverCall.Function function) {
    return switch (function) {
      case LAG, LEAD -> function + "(value, rows, default)";
      case NTILE -> "NTILE(buckets)";
      case NTH_VALUE -> "NTH_VALUE(value, n)";
      case FIRST_VALUE, LAST_VALUE -> function + "(value)";
      default -> function + "()";
    };
  }

  // ---- frames

  private OverCall.Frame frame(Specification w, List<SortKey> order, ExpressionBinder binder) {
    if (w.frame().isEmpty()) {
      return order.isEmpty() ? OverCall.Frame.WHOLE : OverCall.Frame.DEFAULT;
    }
    dev.weir.ast.Frame frame = w.frame().get();
    if (frame.exclusion() != dev.weir.ast.Frame.Exclusion.NO_OTHERS) {
      problems().notBuilt(frame, "EXCLUDE " + frame.exclusion().sql());
    }
    OverCall.Unit unit = OverCall.Unit.valueOf(frame.unit().name());
    var start = OverCall.Bound.valueOf(frame.start().kind().name());
    var end = OverCall.Bound.valueOf(frame.end().kind().name());
    if (start.compareTo(end) > 0
        || start == OverCall.Bound.UNBOUNDED_FOLLOWING
        || end == OverCall.Bound.UNBOUNDED_PRECEDING) {
      problems()
          .error(
              BindError.FRAME,
              frame.span(),
              "the frame ends before it starts",
              "BETWEEN earlier AND later");
      return OverCall.Frame.DEFAULT;
    }
    boolean offsets = frame.start().distance().isPresent() || frame.end().distance().isPresent();
    if (unit == OverCall.Unit.GROUPS && order.isEmpty()) {
      problems().error(BindError.FRAME, frame.span(), "GROUPS needs an ORDER BY");
      return OverCall.Frame.DEFAULT;
    }
    if (unit == OverCall.Unit.RANGE && offsets && order.size() != 1) {
      problems()
          .error(
              BindError.FRAME,
              frame.span(),
              "RANGE with a distance needs exactly one ORDER BY key",
              "ROWS BETWEEN counts rows");
      return OverCall.Frame.DEFAULT;
    }
    long startOffset = offset(frame.start(), unit, order, binder);
    long endOffset = offset(frame.end(), unit, order, binder);
    if (start == end && offsets) {
      boolean backwards =
          start == OverCall.Bound.PRECEDING ? startOffset < endOffset : startOffset > endOffset;
      if (backwards) {
        problems().error(BindError.FRAME, frame.span(), "the frame ends before it starts");
      }
    }
    return new OverCall.Frame(unit, start, startOffset, end, endOffset);
  }

  private long offset(
      dev.weir.ast.Frame.Bound bound,
      OverCall.Unit unit,
      List<SortKey> order,
      ExpressionBinder binder) {
    if (bound.distance().isEmpty()) {
      return 0;
    }
    dev.weir.ast.Expression distance = bound.distance().get();
    DataType type = DataType.BIGINT;
    if (unit == OverCall.Unit.RANGE) {
      TypeKind key = order.get(0).expression().type().kind();
      if (key.isTimestamp()) {
        type = DataType.INTERVAL_DAY_TIME;
      } else if (!key.isInteger()) {
        problems()
            .error(
                BindError.FRAME,
                bound.span(),
                "RANGE with a distance needs a timestamp or a whole number to order by, not "
                    + order.get(0).expression().type());
        return 0;
      }
    }
    Optional<Object> value = binder.constant(distance, type, "the distance of a frame");
    long offset = (Long) value.orElse(0L);
    if (offset < 0) {
      problems().error(BindError.FRAME, distance.span(), "the distance of a frame is not negative");
      return 0;
    }
    return offset;
  }

  // ---- plan

  /** Where the calls' results are: id to column of the finished plan. */
  record Finished(LogicalPlan plan, int[] columns) {
    int column(int index) {
      return index >= FIRST_ID ? columns[index - FIRST_ID] : index;
    }
  }

  /** Puts the nodes on the input. @param placed gives an expression its final columns */
  Finished finish(LogicalPlan plan, UnaryOperator<Expression> placed) {
    int[] columns = new int[calls.size()];
    calls.replaceAll(k -> new Known(placed(k.window(), placed), Expressions.map(k.call(), placed)));
    var windows = new ArrayList<Window>();
    for (Known known : calls) {
      if (!windows.contains(known.window())) {
        windows.add(known.window());
      }
    }
    LogicalPlan top = plan;
    for (Window window : windows) {
      var mine = new ArrayList<OverCall>();
      var added = new ArrayList<Column>();
      Span place = null;
      for (int i = 0; i < calls.size(); i++) {
        if (calls.get(i).window().equals(window)) {
          columns[i] = top.schema().size() + mine.size();
          OverCall call = calls.get(i).call();
          place = place == null ? places.get(i) : place;
          mine.add(call);
          added.add(new Column(ExpressionText.of(call), call.type(), nullable(call), Role.PLAIN));
        }
      }
      LogicalPlan timed = Times.processed(top, window.orderBy());
      LogicalPlan.Over.Scope scope = scope(timed, window, mine, place);
      top =
          new LogicalPlan.Over(
              timed,
              window.partitionBy(),
              window.orderBy(),
              mine,
              scope,
              timed.schema().concat(new Schema(added)));
    }
    return new Finished(top, columns);
  }

  private static Window placed(Window window, UnaryOperator<Expression> placed) {
    return new Window(
        window.partitionBy().stream().map(placed).toList(),
        window.orderBy().stream().map(k -> Expressions.map(k, placed)).toList());
  }

  private LogicalPlan.Over.Scope scope(
      LogicalPlan plan, Window window, List<OverCall> mine, Span place) {
    boolean byWindow =
        window.partitionBy().stream()
            .anyMatch(
                p ->
                    Times.role(p, plan.schema()) == Role.WINDOW_END
                        || Times.role(p, plan.schema()) == Role.WINDOW_START);
    boolean byTime =
        !window.orderBy().isEmpty()
            && !window.orderBy().get(0).descending()
            && Times.followsTime(window.orderBy().get(0).expression(), plan);
    Optional<String> obstacle =
        mine.stream().map(OverBinder::needsAll).flatMap(Optional::stream).findFirst();
    if (byWindow) {
      return LogicalPlan.Over.Scope.WINDOW;
    }
    if (byTime && obstacle.isEmpty()) {
      return LogicalPlan.Over.Scope.STREAMING;
    }
    if (plan.bounded()) {
      return LogicalPlan.Over.Scope.BOUNDED;
    }
    if (byTime) {
      problems()
          .error(
              BindError.OVER_ORDER,
              place,
              obstacle.get() + " needs all rows, and the input never ends",
              "partition by window_start, window_end of a window function, or use a frame that ends with the CURRENT ROW");
    } else {
      String time =
          plan.schema().timeColumn() < 0
              ? ""
              : plan.schema().column(plan.schema().timeColumn()).name();
      problems()
          .error(
              BindError.OVER_ORDER,
              place,
              "OVER on an unbounded stream is ordered by its time, ascending",
              time.isEmpty()
                  ? "the input has no time column; give the stream a WATERMARK and select its column"
                  : "OVER ("
                      + (window.partitionBy().isEmpty()
                          ? ""
                          : "PARTITION BY " + ExpressionText.of(window.partitionBy()) + " ")
                      + "ORDER BY "
                      + time
                      + "), or partition by window_start, window_end for a Top-N of each window");
    }
    return LogicalPlan.Over.Scope.STREAMING;
  }

  /** What about a call needs the whole partition; empty if nothing does. */
  private static Optional<String> needsAll(OverCall call) {
    return switch (call.function()) {
      case PERCENT_RANK, CUME_DIST, NTILE -> Optional.of(call.function().name());
      case ROW_NUMBER, RANK, DENSE_RANK, LAG, LEAD -> Optional.empty();
      case FIRST_VALUE, LAST_VALUE, NTH_VALUE, AGGREGATE ->
          call.frame().end() == OverCall.Bound.UNBOUNDED_FOLLOWING
              ? Optional.of("a frame that ends with UNBOUNDED FOLLOWING")
              : Optional.empty();
    };
  }
}
