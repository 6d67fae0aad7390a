package dev.weir.bind;

import dev.weir.ast.Identifier;
import dev.weir.ast.Node;
import dev.weir.ast.QueryBody.Select;
import dev.weir.ast.SelectItem;
import dev.weir.ast.SortItem;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.plan.ExpressionText;
import dev.weir.plan.Expressions;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One SELECT, in the order in which the standard reads it: FROM, WHERE, GROUP BY, HAVING, window functions, QUALIFY, the SELECT
 * list, DISTINCT, ORDER BY. Expressions are bound before the nodes are made, so that all mistakes are found; what they say about columns
 * of groups and window functions is put right when the nodes' layouts are known.
 */
final class SelectBinder {
  private final Binding context;
  private final Problems problems;
  private final RelationBinder relations;
  private final Select select;

  SelectBinder(Binding context, RelationBinder relations, Select select) {
    this.context = context;
    this.problems = context.problems;
    this.relations = relations;
    this.select = select;
  }

  /** An item of the SELECT list: a value and the name of its column. */
  private record Item(Expression value, String name) {}

  Rel bind(List<SortItem> orderBy) {
    Rel from = relations.bindAll(select.from());
    Rel filtered = where(from);
    boolean grouped = isGrouped(orderBy);
    Environment rows = new RowEnvironment(context, filtered, "SELECT");
    AggregateBinder aggregates = null;
    GroupedEnvironment groups = null;
    Environment input = rows;
    if (grouped) {
      var grouping = new Grouping(select, new RowEnvironment(context, filtered, "GROUP BY"));
      aggregates = new AggregateBinder(context, filtered, grouping, placeOfGrouping());
      groups =
          new GroupedEnvironment(
              new RowEnvironment(context, filtered, "the argument of an aggregate"),
              aggregates.known(),
              grouping);
      input = groups;
    }
    var windows = new OverBinder(input, select.windows());
    var environment = new SelectEnvironment(input, windows, "SELECT", Map.of());
    var binder = new ExpressionBinder(environment);
    List<Item> items = items(binder, filtered, groups);
    Environment ofGroups = input;
    var having = select.having().map(h -> new ExpressionBinder(ofGroups).condition(h, "HAVING"));
    var aliases = new LinkedHashMap<String, Expression>();
    items.forEach(i -> aliases.putIfAbsent(i.name(), i.value()));
    var qualified = new ExpressionBinder(new SelectEnvironment(input, windows, "QUALIFY", aliases));
    var qualify = select.qualify().map(q -> qualified.condition(q, "QUALIFY"));
    if (qualify.isPresent() && windows.isEmpty() && !problems.hasErrors()) {
      problems.error(
          BindError.CLAUSE_PLACE,
          select.qualify().get().span(),
          "QUALIFY needs a window function",
          grouped ? "HAVING filters groups" : "WHERE filters rows");
    }
    List<Sort> sorts = sorts(orderBy, binder, items);
    if (filtered.broken()) {
      return Rel.failed();
    }
    return plan(filtered, aggregates, groups, windows, items, having, qualify, sorts);
  }

  private dev.weir.diagnostic.Span placeOfGrouping() {
    if (select.groupBy().isEmpty()) {
      return select.items().get(0).span();
    }
    return select
        .groupBy()
        .get(0)
        .span()
        .to(select.groupBy().get(select.groupBy().size() - 1).span());
  }

  private Rel where(Rel from) {
    if (select.where().isEmpty()) {
      return from;
    }
    Expression condition =
        new ExpressionBinder(new RowEnvironment(context, from, "WHERE"))
            .condition(select.where().get(), "WHERE");
    return from.with(new LogicalPlan.Filter(from.plan(), condition));
  }

  // ---- aggregates

  private boolean isGrouped(List<SortItem> orderBy) {
    return !select.groupBy().isEmpty()
        || select.having().isPresent()
        || select.items().stream().anyMatch(this::hasAggregate)
        || select.qualify().filter(this::hasAggregate).isPresent()
        || orderBy.stream().anyMatch(this::hasAggregate);
  }

  private boolean hasAggregate(Node node) {
    if (node instanceof dev.weir.ast.Query) {
      return false;
    }
    if (node instanceof dev.weir.ast.Expression.Call call
        && call.over().isEmpty()
        && call.name().isSimple()
        && context.functions.isAggregate(call.name().last().text())) {
      return true;
    }
    return node.children().stream().anyMatch(this::hasAggregate);
  }

  // ---- the SELECT list

  private List<Item> items(ExpressionBinder binder, Rel from, GroupedEnvironment groups) {
    var items = new ArrayList<Item>();
    for (SelectItem item : select.items()) {
      if (item instanceof SelectItem.AllColumns all) {
        star(all, from, groups, items);
      } else {
        var value = (SelectItem.Value) item;
        Expression bound = binder.bind(value.value());
        Expression solid =
            Coercion.isNull(bound) ? new Expression.Literal(null, DataType.VARCHAR) : bound;
        String name =
            value
                .alias()
                .map(Identifier::text)
                .orElseGet(() -> name(value.value(), from.scope(), items.size()));
        items.add(new Item(solid, name));
      }
    }
    return items;
  }

  private void star(
      SelectItem.AllColumns all, Rel from, GroupedEnvironment groups, List<Item> items) {
    Scope scope = from.scope();
    if (all.qualifier().isPresent()) {
      Identifier qualifier = all.qualifier().get().last();
      if (!scope.hasQualifier(qualifier)) {
        if (!scope.open()) {
          problems.add(
              Diagnostic.error(
                      BindError.QUALIFIER_NOT_FOUND,
                      qualifier.span(),
                      "\"" + qualifier.text() + "\" is no relation of this query")
                  .suggest(qualifier.text(), scope.qualifiers())
                  .note("relations: " + String.join(", ", scope.qualifiers())));
        }
        return;
      }
      scope = scope.under(qualifier);
    } else if (select.from().isEmpty()) {
      problems.error(BindError.CLAUSE_PLACE, all.span(), "SELECT * needs a FROM");
      return;
    }
    var missing = new ArrayList<String>();
    for (Scope.Item column : scope.items()) {
      Expression value = Plans.column(from.schema(), column.index());
      if (groups != null) {
        value = groups.keyOf(value);
        if (value == null) {
          missing.add(column.column().name());
          continue;
        }
      }
      items.add(new Item(value, column.column().name()));
    }
    if (!missing.isEmpty()) {
      problems.error(
          BindError.NOT_GROUPED,
          all.span(),
          "* has columns that are neither grouped nor aggregated: " + String.join(", ", missing),
          "SELECT the columns of GROUP BY and aggregates");
    }
  }

  /** The name of a column without an alias: that of the column it is, else the text as it was written. */
  private static String name(dev.weir.ast.Expression e, Scope scope, int index) {
    if (e instanceof dev.weir.ast.Expression.Column column) {
      Identifier last = column.name().last();
      List<Scope.Item> declared = scope.find(last);
      return declared.isEmpty() ? last.text() : declared.get(0).column().name();
    }
    String text = e.span().text().strip().replaceAll("\\s+", " ");
    return text.isEmpty() ? "column" + (index + 1) : text;
  }

  // ---- ORDER BY

  /** A sort key: an item by its place, or an expression of its own. */
  private record Sort(SortItem node, int item, Expression value) {}

  private List<Sort> sorts(List<SortItem> orderBy, ExpressionBinder binder, List<Item> items) {
    var sorts = new ArrayList<Sort>();
    for (SortItem node : orderBy) {
      int item = itemOf(node, items);
      if (item == -2) {
        continue;
      }
      if (item >= 0) {
        sorts.add(new Sort(node, item, null));
        continue;
      }
      int before = problems.count();
      Expression value = binder.bind(node.key());
      if (problems.count() > before) {
        continue;
      }
      int same = -1;
      for (int i = 0; i < items.size(); i++) {
        same = items.get(i).value().equals(value) ? i : same;
      }
      if (same < 0 && select.distinct()) {
        problems.error(
            BindError.CLAUSE_PLACE,
            node.span(),
            "SELECT DISTINCT is ordered by what it selects",
            "SELECT DISTINCT ..., " + node.key().span().text());
        continue;
      }
      sorts.add(new Sort(node, same, value));
    }
    return sorts;
  }

  /** The item that an ordinal or a bare name means; -1 if it is an expression, -2 if a mistake was reported. */
  private int itemOf(SortItem node, List<Item> items) {
    if (node.key() instanceof dev.weir.ast.Expression.IntegerLiteral literal) {
      int ordinal = literal.value().bitLength() < 31 ? literal.value().intValue() : 0;
      if (ordinal < 1 || ordinal > items.size()) {
        problems.error(
            BindError.ORDINAL,
            node.key().span(),
            "ORDER BY "
                + literal.value()
                + " is outside the SELECT list, which has "
                + items.size()
                + " columns");
        return -2;
      }
      return ordinal - 1;
    }
    if (node.key() instanceof dev.weir.ast.Expression.Column column && column.name().isSimple()) {
      int found = -1;
      for (int i = items.size() - 1; i >= 0; i--) {
        found = column.name().last().matches(items.get(i).name()) ? i : found;
      }
      return found;
    }
    return -1;
  }

  // ---- plan

  private Rel plan(
      Rel from,
      AggregateBinder aggregates,
      GroupedEnvironment groups,
      OverBinder windows,
      List<Item> items,
      Optional<Expression> having,
      Optional<Expression> qualify,
      List<Sort> sorts) {
    LogicalPlan plan = from.plan();
    java.util.function.UnaryOperator<Expression> placed = e -> e;
    if (aggregates != null) {
      AggregateBinder.Finished finished = aggregates.finish(groups.aggregates());
      plan = finished.plan();
      placed =
          e -> Expressions.mapColumns(e, i -> i >= OverBinder.FIRST_ID ? i : finished.column(i));
    }
    if (having.isPresent()) {
      plan = new LogicalPlan.Filter(plan, placed.apply(having.get()));
    }
    if (!windows.isEmpty()) {
      OverBinder.Finished finished = windows.finish(plan, placed);
      plan = finished.plan();
      var before = placed;
      placed = e -> Expressions.mapColumns(before.apply(e), finished::column);
    }
    if (qualify.isPresent()) {
      plan = new LogicalPlan.Filter(plan, placed.apply(qualify.get()));
    }
    return projected(plan, items, sorts, placed);
  }

  private Rel projected(
      LogicalPlan input,
      List<Item> items,
      List<Sort> sorts,
      java.util.function.UnaryOperator<Expression> placed) {
    var expressions = new ArrayList<Expression>();
    var columns = new ArrayList<Column>();
    for (Item item : items) {
      Expression value = placed.apply(item.value());
      expressions.add(value);
      columns.add(column(value, item.name(), input.schema()));
    }
    int visible = columns.size();
    var keys = new ArrayList<Integer>();
    for (Sort sort : sorts) {
      if (sort.item() >= 0) {
        keys.add(sort.item());
      } else {
        Expression value = placed.apply(sort.value());
        keys.add(expressions.size());
        expressions.add(value);
        columns.add(column(value, ExpressionText.of(value), input.schema()));
      }
    }
    LogicalPlan plan = new LogicalPlan.Project(input, expressions, new Schema(columns));
    if (select.distinct()) {
      plan = AggregateBinder.distinct(context, plan, select.items().get(0).span(), "DISTINCT");
    }
    if (!sorts.isEmpty()) {
      plan = Sorting.sorted(context, plan, keys, sorts.stream().map(Sort::node).toList());
      if (visible < columns.size()) {
        plan =
            new LogicalPlan.Project(
                plan,
                Plans.columns(plan.schema()).subList(0, visible),
                new Schema(plan.schema().columns().subList(0, visible)));
      }
    }
    return Rel.of(plan, Scope.of("", plan.schema()));
  }

  private static Column column(Expression value, String name, Schema input) {
    Role role = Times.role(value, input);
    if (value instanceof Expression.Call call && call.function().name().equals("PROCTIME")) {
      role = Role.PROCESSING_TIME;
    }
    return new Column(name, value.type(), value.nullable(), role);
  }

  static SortKey key(LogicalPlan plan, int column, SortItem item) {
    return Calls.sortKey(item, Plans.column(plan.schema(), column));
  }
}
