package dev.weir.parser;

import dev.weir.ast.CommonTable;
import dev.weir.ast.Emit;
import dev.weir.ast.Expression;
import dev.weir.ast.Frame;
import dev.weir.ast.GroupingElement;
import dev.weir.ast.NamedWindow;
import dev.weir.ast.Over;
import dev.weir.ast.Query;
import dev.weir.ast.QueryBody;
import dev.weir.ast.SelectItem;
import dev.weir.ast.SortItem;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirParser;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Builds queries with their clauses. */
final class QueryBuilder {
  private final Reading reading;

  QueryBuilder(Reading reading) {
    this.reading = reading;
  }

  Query build(WeirParser.QueryContext ctx) {
    Span span = reading.span(ctx);
    WeirParser.WithClauseContext with = ctx.withClause();
    List<CommonTable> tables =
        with == null ? List.of() : Reading.each(with.commonTable(), this::commonTable);
    QueryBody body = body(ctx.queryBody());
    List<SortItem> orderBy = Reading.each(ctx.sortItem(), this::sortItem);
    Limits limits = limits(ctx.limitClause());
    boolean plain =
        with == null
            && ctx.sortItem().isEmpty()
            && ctx.limitClause().isEmpty()
            && ctx.emitClause() == null
            && ctx.withOptions() == null;
    if (plain && body instanceof QueryBody.Nested nested) {
      return nested.query();
    }
    return new Query(
        with != null && with.RECURSIVE() != null,
        tables,
        body,
        orderBy,
        limits.offset,
        limits.limit,
        limits.withTies,
        Reading.maybe(ctx.emitClause(), this::emit),
        reading.options(ctx.withOptions()),
        span);
  }

  private CommonTable commonTable(WeirParser.CommonTableContext ctx) {
    return new CommonTable(
        reading.identifier(ctx.identifier()),
        reading.columns(ctx.columnList()),
        build(ctx.query()),
        reading.span(ctx));
  }

  /** What the clauses after ORDER BY say about the number of rows. */
  private static final class Limits {
    Optional<Expression> limit = Optional.empty();
    Optional<Expression> offset = Optional.empty();
    boolean withTies;
    boolean limitSaid;
  }

  private Limits limits(List<WeirParser.LimitClauseContext> clauses) {
    var limits = new Limits();
    for (WeirParser.LimitClauseContext clause : clauses) {
      if (clause instanceof WeirParser.OffsetRowsContext offset) {
        if (limits.offset.isPresent()) {
          reading.error(SyntaxCode.CLAUSE, reading.span(clause), "OFFSET is said twice");
        }
        limits.offset = reading.value(offset.value());
        continue;
      }
      if (limits.limitSaid) {
        reading.error(
            SyntaxCode.CLAUSE, reading.span(clause), "the number of rows is limited twice");
      }
      limits.limitSaid = true;
      if (clause instanceof WeirParser.LimitRowsContext limit) {
        limits.limit = reading.value(limit.value());
      } else {
        var fetch = (WeirParser.FetchRowsContext) clause;
        limits.limit = Optional.of(fetchCount(fetch));
        limits.withTies = fetch.TIES() != null;
      }
    }
    return limits;
  }

  private Expression fetchCount(WeirParser.FetchRowsContext ctx) {
    WeirParser.FetchCountContext count = ctx.fetchCount();
    if (count == null) {
      return new Expression.IntegerLiteral(BigInteger.ONE, reading.span(ctx));
    }
    return count.parameter() != null
        ? reading.expressions.parameter(count.parameter())
        : new Expression.IntegerLiteral(new BigInteger(count.getText()), reading.span(count));
  }

  private Emit emit(WeirParser.EmitClauseContext ctx) {
    WeirParser.EmitModeContext mode = ctx.emitMode();
    if (mode == null) {
      return new Emit(
          Optional.empty(), Optional.empty(), reading.value(ctx.value()), reading.span(ctx));
    }
    Emit.Mode said =
        mode.CHANGES() != null
            ? Emit.Mode.CHANGES
            : mode.EVERY() != null ? Emit.Mode.EVERY : Emit.Mode.ON_WINDOW_CLOSE;
    return new Emit(
        Optional.of(said),
        reading.value(mode.value()),
        reading.value(ctx.value()),
        reading.span(ctx));
  }

  /** Chains of set operations are walked down their left side by a loop, as those of operators are. */
  private QueryBody body(WeirParser.QueryBodyContext ctx) {
    var spine = new ArrayList<WeirParser.SetOperationContext>();
    WeirParser.QueryBodyContext at = ctx;
    while (at instanceof WeirParser.SetOperationContext operation) {
      spine.add(operation);
      at = operation.queryBody(0);
    }
    Collections.reverse(spine);
    int runs = 0;
    for (int i = 0; i < spine.size(); i++) {
      runs += i > 0 && same(spine.get(i - 1), spine.get(i)) ? 0 : 1;
    }
    Span span = reading.span(ctx);
    if (!reading.down(runs + 1, span)) {
      reading.up(runs + 1);
      return new QueryBody.Values(List.of(), span);
    }
    QueryBody left = primary(((WeirParser.SimpleBodyContext) at).queryPrimary());
    int i = 0;
    while (i < spine.size()) {
      WeirParser.SetOperationContext first = spine.get(i);
      QueryBody.SetOperation.Operator operator = operator(first);
      boolean all = first.ALL() != null;
      var inputs = new ArrayList<QueryBody>();
      if (left instanceof QueryBody.SetOperation chain
          && chain.operator() == operator
          && chain.all() == all) {
        inputs.addAll(chain.inputs());
      } else {
        inputs.add(left);
      }
      int last = i;
      for (; last < spine.size() && same(first, spine.get(last)); last++) {
        inputs.add(body(spine.get(last).queryBody(1)));
      }
      left = new QueryBody.SetOperation(operator, all, inputs, reading.span(spine.get(last - 1)));
      i = last;
    }
    reading.up(runs + 1);
    return left;
  }

  private static boolean same(WeirParser.SetOperationContext a, WeirParser.SetOperationContext b) {
    return operator(a) == operator(b) && (a.ALL() != null) == (b.ALL() != null);
  }

  private static QueryBody.SetOperation.Operator operator(WeirParser.SetOperationContext ctx) {
    if (ctx.INTERSECT() != null) {
      return QueryBody.SetOperation.Operator.INTERSECT;
    }
    return ctx.UNION() != null
        ? QueryBody.SetOperation.Operator.UNION
        : QueryBody.SetOperation.Operator.EXCEPT;
  }

  private QueryBody primary(WeirParser.QueryPrimaryContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.SelectPrimaryContext select) {
      return select(select.select());
    }
    if (ctx instanceof WeirParser.ValuesPrimaryContext values) {
      return new QueryBody.Values(Reading.each(values.expression(), this::row), span);
    }
    if (ctx instanceof WeirParser.TablePrimaryContext table) {
      return new QueryBody.Table(reading.name(table.qualifiedName()), span);
    }
    if (ctx instanceof WeirParser.NestedPrimaryContext nested) {
      return QueryBody.of(build(nested.query()));
    }
    throw new AssertionError(ctx.getClass());
  }

  /** {@code (1, 2)} is a row of two; {@code (1)} and {@code 1} are rows of one; {@code ROW(1, 2)} is a row of one row. */
  private QueryBody.Values.Row row(WeirParser.ExpressionContext ctx) {
    List<WeirParser.ExpressionContext> inside = Shapes.parenthesized(ctx);
    Span span = reading.span(ctx);
    return inside.size() > 1
        ? new QueryBody.Values.Row(reading.expressions.all(inside), span)
        : new QueryBody.Values.Row(List.of(reading.expressions.build(ctx)), span);
  }

  private QueryBody.Select select(WeirParser.SelectContext ctx) {
    WeirParser.GroupByClauseContext group = ctx.groupByClause();
    return new QueryBody.Select(
        ctx.DISTINCT() != null,
        Reading.each(ctx.selectItem(), this::selectItem),
        ctx.fromClause() == null
            ? List.of()
            : Reading.each(ctx.fromClause().relation(), reading.relations::build),
        ctx.whereClause() == null
            ? Optional.empty()
            : reading.expression(ctx.whereClause().expression()),
        group == null ? List.of() : Reading.each(group.groupingElement(), this::grouping),
        group != null && group.DISTINCT() != null,
        ctx.havingClause() == null
            ? Optional.empty()
            : reading.expression(ctx.havingClause().expression()),
        ctx.windowClause() == null
            ? List.of()
            : Reading.each(ctx.windowClause().namedWindow(), this::namedWindow),
        ctx.qualifyClause() == null
            ? Optional.empty()
            : reading.expression(ctx.qualifyClause().expression()),
        reading.span(ctx));
  }

  private SelectItem selectItem(WeirParser.SelectItemContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.SelectValueContext value) {
      return new SelectItem.Value(
          reading.expressions.build(value.expression()), reading.maybe(value.identifier()), span);
    }
    if (ctx instanceof WeirParser.SelectAllOfContext all) {
      return new SelectItem.AllColumns(Optional.of(reading.name(all.qualifiedName())), span);
    }
    return new SelectItem.AllColumns(Optional.empty(), span);
  }

  private GroupingElement grouping(WeirParser.GroupingElementContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.GroupingColumnsContext columns) {
      return groupingSet(columns.groupingSet());
    }
    if (ctx instanceof WeirParser.RollupContext rollup) {
      return new GroupingElement.Rollup(
          Reading.each(rollup.groupingSet(), this::groupingSet), span);
    }
    if (ctx instanceof WeirParser.CubeContext cube) {
      return new GroupingElement.Cube(Reading.each(cube.groupingSet(), this::groupingSet), span);
    }
    if (ctx instanceof WeirParser.GroupingSetsContext sets) {
      return new GroupingElement.Sets(Reading.each(sets.groupingElement(), this::grouping), span);
    }
    throw new AssertionError(ctx.getClass());
  }

  private GroupingElement.Columns groupingSet(WeirParser.GroupingSetContext ctx) {
    Span span = reading.span(ctx);
    if (ctx.expression() == null) {
      return new GroupingElement.Columns(List.of(), span);
    }
    List<WeirParser.ExpressionContext> inside = Shapes.parenthesized(ctx.expression());
    return inside.size() > 1
        ? new GroupingElement.Columns(reading.expressions.all(inside), span)
        : new GroupingElement.Columns(List.of(reading.expressions.build(ctx.expression())), span);
  }

  SortItem sortItem(WeirParser.SortItemContext ctx) {
    Optional<SortItem.Nulls> nulls =
        ctx.NULLS() == null
            ? Optional.empty()
            : Optional.of(ctx.FIRST() != null ? SortItem.Nulls.FIRST : SortItem.Nulls.LAST);
    return new SortItem(
        reading.expressions.build(ctx.expression()), ctx.DESC() != null, nulls, reading.span(ctx));
  }

  private NamedWindow namedWindow(WeirParser.NamedWindowContext ctx) {
    return new NamedWindow(
        reading.identifier(ctx.identifier()),
        window(
            ctx.windowSpecification(),
            reading.span(ctx.LPAREN().getSymbol(), ctx.RPAREN().getSymbol())),
        reading.span(ctx));
  }

  Over.Specification window(WeirParser.WindowSpecificationContext ctx, Span span) {
    return new Over.Specification(
        reading.maybe(ctx.identifier()),
        reading.expressions.all(ctx.expression()),
        Reading.each(ctx.sortItem(), this::sortItem),
        Reading.maybe(ctx.frame(), this::frame),
        span);
  }

  private Frame frame(WeirParser.FrameContext ctx) {
    Span span = reading.span(ctx);
    Frame.Unit unit =
        ctx.ROWS() != null
            ? Frame.Unit.ROWS
            : ctx.RANGE() != null ? Frame.Unit.RANGE : Frame.Unit.GROUPS;
    Frame.Bound start = bound(ctx.frameBound(0));
    Frame.Bound end =
        ctx.BETWEEN() == null
            ? new Frame.Bound(Frame.Bound.Kind.CURRENT_ROW, Optional.empty(), start.span())
            : bound(ctx.frameBound(1));
    if (start.kind().compareTo(end.kind()) > 0
        || start.kind() == Frame.Bound.Kind.UNBOUNDED_FOLLOWING
        || end.kind() == Frame.Bound.Kind.UNBOUNDED_PRECEDING) {
      reading.report(
          Diagnostic.error(SyntaxCode.CLAUSE, span, "the frame ends before it begins")
              .help("write the earlier end first: BETWEEN 5 PRECEDING AND CURRENT ROW")
              .build());
    }
    return new Frame(unit, start, end, exclusion(ctx.frameExclusion()), span);
  }

  private static Frame.Exclusion exclusion(WeirParser.FrameExclusionContext ctx) {
    if (ctx == null || ctx.OTHERS() != null) {
      return Frame.Exclusion.NO_OTHERS;
    }
    if (ctx.CURRENT() != null) {
      return Frame.Exclusion.CURRENT_ROW;
    }
    return ctx.GROUP() != null ? Frame.Exclusion.GROUP : Frame.Exclusion.TIES;
  }

  private Frame.Bound bound(WeirParser.FrameBoundContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.PrecedingContext preceding) {
      return new Frame.Bound(Frame.Bound.Kind.PRECEDING, reading.value(preceding.value()), span);
    }
    if (ctx instanceof WeirParser.FollowingContext following) {
      return new Frame.Bound(Frame.Bound.Kind.FOLLOWING, reading.value(following.value()), span);
    }
    Frame.Bound.Kind kind =
        ctx instanceof WeirParser.CurrentRowContext
            ? Frame.Bound.Kind.CURRENT_ROW
            : ctx instanceof WeirParser.UnboundedPrecedingContext
                ? Frame.Bound.Kind.UNBOUNDED_PRECEDING
                : Frame.Bound.Kind.UNBOUNDED_FOLLOWING;
    return new Frame.Bound(kind, Optional.empty(), span);
  }
}
