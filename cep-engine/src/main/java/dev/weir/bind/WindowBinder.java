package dev.weir.bind;

import dev.weir.ast.Relation;
import dev.weir.ast.Relation.WindowKind;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.plan.WindowSpec;
import dev.weir.plan.WindowSpec.Length;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Window table functions: their time column, lengths, offset and zone. */
final class WindowBinder {
  private static final long DAY = 86_400_000_000L;
  private static final List<String> ADDED = List.of("window_start", "window_end", "window_time");

  private final Binding context;
  private final Problems problems;

  WindowBinder(Binding context) {
    this.context = context;
    this.problems = context.problems;
  }

  /** {@code window_start, window_end, window_time} of a time type. */
  static Schema columns(DataType time, Role role) {
    int precision = Math.max(3, time.precision());
    DataType type =
        time.kind() == TypeKind.TIMESTAMP_LTZ
            ? DataType.timestampLtz(precision)
            : DataType.timestamp(precision);
    return Schema.of(
        new Column("window_start", type, false, Role.WINDOW_START),
        new Column("window_end", type, false, Role.WINDOW_END),
        new Column("window_time", type, false, role));
  }

  Rel bind(Relation.Window node, Rel bound) {
    if (bound.broken()) {
      return bound;
    }
    Rel input = timed(node, bound);
    if (input == null) {
      return Rel.failed();
    }
    Schema schema = input.schema();
    Column time = schema.column(schema.timeColumn());
    context.resolved.time(node, time.name());
    Optional<WindowSpec> window = window(node, input);
    var rows = new RowEnvironment(context, input, "PARTITION BY");
    var binder = new ExpressionBinder(rows);
    List<Expression> partition = binder.bindAll(node.partitionBy());
    if (window.isEmpty() || partition.contains(Binding.BROKEN)) {
      return Rel.failed();
    }
    var columns = new ArrayList<Column>();
    for (Column column : schema.columns()) {
      columns.add(column.withRole(Role.PLAIN));
    }
    Schema added = columns(time.type(), time.role());
    Schema all = new Schema(columns).concat(added);
    // Windows over windows: the bounds below give way to the new ones of the same name.
    var items = new ArrayList<Scope.Item>();
    for (Scope.Item item : input.scope().items()) {
      if (!ADDED.contains(item.column().name().toLowerCase(java.util.Locale.ROOT))) {
        items.add(new Scope.Item(item.qualifier(), all.column(item.index()), item.index()));
      }
    }
    String qualifier = input.scope().onlyQualifier().orElse("");
    for (int i = schema.size(); i < all.size(); i++) {
      items.add(new Scope.Item(qualifier, all.column(i), i));
    }
    boolean keyed = !(window.get() instanceof WindowSpec.Grid);
    return Rel.of(
        new LogicalPlan.Window(input.plan(), window.get(), keyed ? partition : List.of(), all),
        new Scope(items, false));
  }

  // ---- time

  /** The input with the time that the window is about; null if it was reported that there is none. */
  private Rel timed(Relation.Window node, Rel input) {
    if (node.timeColumn().isEmpty()) {
      return ownTime(node, input);
    }
    var name = node.timeColumn().get();
    var column =
        new dev.weir.ast.Expression.Column(
            new dev.weir.ast.QualifiedName(List.of(name), name.span()), name.span());
    Expression bound = RowEnvironment.resolve(context, input, column);
    if (!(bound instanceof Expression.Column time)) {
      return null;
    }
    return switch (input.schema().column(time.index()).role()) {
      case EVENT_TIME -> input;
      case PROCESSING_TIME -> reTimed(input, Times.processed(input.plan(), time.index()));
      case PLAIN, WINDOW_START, WINDOW_END -> fromColumn(node, input, time, name.span());
    };
  }

  private Rel ownTime(Relation.Window node, Rel input) {
    int at = input.schema().timeColumn();
    if (at < 0) {
      var candidates =
          input.scope().items().stream()
              .filter(i -> i.column().type().kind().isTimestamp())
              .map(i -> i.column().name())
              .toList();
      if (isReadable(input) && candidates.size() == 1) {
        return fromColumn(
            node,
            input,
            Plans.column(
                input.schema(),
                input.scope().items().stream()
                    .filter(i -> i.column().type().kind().isTimestamp())
                    .findFirst()
                    .orElseThrow()
                    .index()),
            node.span());
      }
      noTime(node, node.input().span(), input, candidates.isEmpty() ? "ts" : candidates.get(0));
      return null;
    }
    return input.schema().column(at).role() == Role.PROCESSING_TIME
        ? reTimed(input, Times.processed(input.plan(), at))
        : input;
  }

  /** Whether the input is whole at some moment, so that it can be sorted by any of its columns. */
  private static boolean isReadable(Rel input) {
    return input.plan().bounded() && !Times.isStreamLike(input.plan());
  }

  private Rel fromColumn(Relation.Window node, Rel input, Expression.Column time, Span place) {
    Column column = input.schema().column(time.index());
    if (!column.type().kind().isTimestamp()) {
      problems.error(
          BindError.TIME_COLUMN,
          place,
          "column \"" + column.name() + "\" is " + column.type() + ", a time column is a TIMESTAMP",
          column.type().kind().isString()
              ? "declare it as TIMESTAMP(3)"
              : column.type().kind().isNumeric()
                  ? "ts AS TO_TIMESTAMP("
                      + column.name()
                      + ") as a computed column, with a WATERMARK"
                  : "DESCRIPTOR names a column of type TIMESTAMP");
      return null;
    }
    if (!isReadable(input)) {
      int own = input.schema().timeColumn();
      if (own >= 0) {
        problems.error(
            BindError.TIME_COLUMN,
            place,
            "column \""
                + column.name()
                + "\" is not the time of its rows, \""
                + input.schema().column(own).name()
                + "\" is",
            "DESCRIPTOR(" + input.schema().column(own).name() + ")");
      } else {
        noTime(node, place, input, column.name());
      }
      return null;
    }
    var columns = new ArrayList<Column>();
    for (int i = 0; i < input.schema().size(); i++) {
      Column c = input.schema().column(i);
      boolean chosen = i == time.index();
      columns.add(
          new Column(
              c.name(), c.type(), !chosen && c.nullable(), chosen ? Role.EVENT_TIME : Role.PLAIN));
    }
    return reTimed(
        input, new LogicalPlan.TimeFromColumn(input.plan(), time.index(), new Schema(columns)));
  }

  private void noTime(Relation.Window node, Span place, Rel input, String column) {
    Optional<String> hidden = Times.hiddenTime(input.plan());
    if (hidden.isPresent()) {
      problems.error(
          BindError.NO_EVENT_TIME,
          place,
          node.window() + " needs a time column, the subquery leaves it out",
          "SELECT " + hidden.get() + ", ... in the subquery");
      return;
    }
    String who = input.scope().onlyQualifier().map(q -> "\"" + q + "\"").orElse("the input");
    problems.add(
        Diagnostic.error(
                BindError.NO_EVENT_TIME,
                place,
                node.window() + " needs a time column, " + who + " has none")
            .help(
                "WATERMARK FOR "
                    + column
                    + " AS "
                    + column
                    + " - INTERVAL '5' SECOND in its CREATE STREAM, for event time")
            .help("proc AS PROCTIME() in its CREATE STREAM, for processing time"));
  }

  private static Rel reTimed(Rel input, LogicalPlan plan) {
    var items = new ArrayList<Scope.Item>();
    for (Scope.Item item : input.scope().items()) {
      items.add(new Scope.Item(item.qualifier(), plan.schema().column(item.index()), item.index()));
    }
    return Rel.of(plan, new Scope(items, input.scope().open()));
  }

  // ---- lengths

  private Optional<WindowSpec> window(Relation.Window node, Rel input) {
    WindowKind kind = node.window();
    int before = problems.count();
    var binder =
        new ExpressionBinder(
            new RowEnvironment(
                context, Rel.of(input.plan(), new Scope(List.of(), false)), kind.name()));
    if (kind.ofRows()) {
      long size = rows(node.size(), kind, kind.sizeName(), binder);
      long step = node.step().map(s -> rows(s, kind, kind.stepName(), binder)).orElse(size);
      node.offset().ifPresent(o -> refuse(o, kind, "an offset"));
      node.timeZone().ifPresent(z -> refuse(z, kind, "a time zone"));
      if (problems.count() > before) {
        return Optional.empty();
      }
      return Optional.of(
          kind == WindowKind.TUMBLE_ROWS
              ? new WindowSpec.TumbleRows(size)
              : new WindowSpec.HopRows(step, size));
    }
    Length size = length(node.size(), kind, kind.sizeName(), binder);
    Length step = node.step().map(s -> length(s, kind, kind.stepName(), binder)).orElse(size);
    if (kind == WindowKind.SESSION || kind == WindowKind.SLIDE) {
      if (size.months() != 0) {
        problems.error(
            BindError.WINDOW_ARGUMENT,
            node.size().span(),
            "the " + kind.sizeName() + " of " + kind + " cannot count months",
            "INTERVAL '30' DAY");
      }
      node.offset().ifPresent(o -> refuse(o, kind, "an offset"));
      node.timeZone().ifPresent(z -> refuse(z, kind, "a time zone"));
      if (problems.count() > before) {
        return Optional.empty();
      }
      return Optional.of(
          kind == WindowKind.SESSION
              ? new WindowSpec.Session(size.micros())
              : new WindowSpec.Slide(size.micros()));
    }
    long offset = node.offset().map(o -> offset(o, kind, binder)).orElse(0L);
    ZoneId zone = node.timeZone().map(z -> zone(z, binder)).orElse(null);
    if (problems.count() > before) {
      return Optional.empty();
    }
    checkGrid(node, kind, size, step, zone);
    if (problems.count() > before) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case TUMBLE -> new WindowSpec.Tumble(size, offset, zone);
          case HOP -> new WindowSpec.Hop(step, size, offset, zone);
          case CUMULATE -> new WindowSpec.Cumulate(step, size, offset, zone);
          case SESSION, SLIDE, TUMBLE_ROWS, HOP_ROWS -> throw new AssertionError(kind);
        });
  }

  private void checkGrid(
      Relation.Window node, WindowKind kind, Length size, Length step, ZoneId zone) {
    if (size.months() != 0 != (step.months() != 0)) {
      problems.error(
          BindError.WINDOW_ARGUMENT,
          node.step().orElseThrow().span(),
          "the "
              + kind.stepName()
              + " and the size of "
              + kind
              + " are both months, or both days and smaller");
      return;
    }
    boolean smaller = step.months() > size.months() || step.micros() > size.micros();
    if (kind == WindowKind.CUMULATE) {
      boolean divides =
          size.months() != 0
              ? size.months() % step.months() == 0
              : size.micros() % step.micros() == 0;
      if (!divides) {
        problems.error(
            BindError.WINDOW_ARGUMENT,
            node.size().span(),
            "the size of CUMULATE is a multiple of its step",
            "CUMULATE(TABLE t, INTERVAL '10' MINUTE, INTERVAL '1' HOUR)");
      }
    } else if (kind == WindowKind.HOP && smaller) {
      problems.error(
          BindError.WINDOW_ARGUMENT,
          node.step().orElseThrow().span(),
          "the slide of HOP is larger than its size, rows between windows would be lost",
          "the slide comes before the size: HOP(TABLE t, slide, size)");
    }
    if (zone != null && size.months() == 0 && step.micros() % DAY != 0) {
      problems.error(
          BindError.WINDOW_ARGUMENT,
          node.timeZone().orElseThrow().span(),
          "a time zone is for windows of whole days, months or years",
          "leave TIME ZONE out: shorter windows are the same in every zone");
    }
  }

  private void refuse(dev.weir.ast.Expression e, WindowKind kind, String what) {
    problems.error(BindError.WINDOW_ARGUMENT, e.span(), kind + " does not take " + what);
  }

  private long rows(
      dev.weir.ast.Expression e, WindowKind kind, String name, ExpressionBinder binder) {
    long count =
        (Long) binder.constant(e, DataType.BIGINT, "the " + name + " of " + kind).orElse(1L);
    if (count < 1) {
      problems.error(
          BindError.WINDOW_ARGUMENT,
          e.span(),
          "the " + name + " of " + kind + " is at least 1 row");
    }
    return count;
  }

  /** A constant interval above zero; a length of one microsecond in the place of what was reported. */
  private Length length(
      dev.weir.ast.Expression e, WindowKind kind, String name, ExpressionBinder binder) {
    int before = problems.count();
    Expression bound = binder.bind(e);
    if (Coercion.isText(bound)) {
      bound = Coercion.cast(bound, DataType.INTERVAL_DAY_TIME, e.span(), problems);
    }
    Optional<Expression.Literal> value = ConstantFolding.valueOf(bound);
    if (problems.count() == before) {
      if (!bound.type().kind().isInterval()) {
        problems.error(
            BindError.WINDOW_ARGUMENT,
            e.span(),
            "the " + name + " of " + kind + " is an interval, not " + bound.type(),
            bound.type().kind().isNumeric()
                ? "INTERVAL '" + e.span().text() + "' SECOND"
                : "INTERVAL '1' MINUTE");
      } else if (value.isEmpty() || value.get().value() == null) {
        problems.error(
            BindError.NOT_CONSTANT, e.span(), "the " + name + " of " + kind + " is not a constant");
      } else if ((Long) value.get().value() <= 0) {
        problems.error(
            BindError.WINDOW_ARGUMENT,
            e.span(),
            "the " + name + " of " + kind + " is longer than nothing");
      } else {
        long amount = (Long) value.get().value();
        return bound.type().kind() == TypeKind.INTERVAL_YEAR_MONTH
            ? new Length(Math.toIntExact(amount), 0)
            : new Length(0, amount);
      }
    }
    return new Length(0, 1);
  }

  private long offset(dev.weir.ast.Expression e, WindowKind kind, ExpressionBinder binder) {
    return (Long)
        binder.constant(e, DataType.INTERVAL_DAY_TIME, "the offset of " + kind).orElse(0L);
  }

  private ZoneId zone(dev.weir.ast.Expression e, ExpressionBinder binder) {
    Optional<Object> name = binder.constant(e, DataType.VARCHAR, "the time zone");
    if (name.isEmpty()) {
      return null;
    }
    try {
      ZoneId zone = ZoneId.of((String) name.get());
      return zone.normalized().equals(java.time.ZoneOffset.UTC) ? null : zone;
    } catch (DateTimeException unknown) {
      problems.add(
          Diagnostic.error(
                  BindError.ZONE_NOT_FOUND,
                  e.span(),
                  "time zone \"" + name.get() + "\" does not exist")
              .suggest((String) name.get(), new java.util.TreeSet<>(ZoneId.getAvailableZoneIds()))
              .help("TIME ZONE 'Europe/Berlin'"));
      return null;
    }
  }
}
