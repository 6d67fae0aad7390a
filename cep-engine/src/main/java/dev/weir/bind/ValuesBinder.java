package dev.weir.bind;

import dev.weir.ast.QueryBody;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.LogicalPlan;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** VALUES: constant rows; where a value is known only at run time (the time of day), or fails, one projection per row. */
final class ValuesBinder {
  private final Binding context;

  ValuesBinder(Binding context) {
    this.context = context;
  }

  Rel bind(QueryBody.Values values) {
    return bind(values, List.of());
  }

  /** @param wanted the types of the columns that the values are for; a literal that converts to one is converted */
  Rel bind(QueryBody.Values values, List<DataType> wanted) {
    var nothing =
        Rel.of(
            new LogicalPlan.Values(new Schema(List.of()), List.of(List.of())),
            new Scope(List.of(), false));
    var binder = new ExpressionBinder(new RowEnvironment(context, nothing, "VALUES"));
    var rows = new ArrayList<List<Expression>>();
    int width = values.rows().get(0).values().size();
    boolean fine = true;
    for (QueryBody.Values.Row row : values.rows()) {
      if (row.values().size() != width) {
        context.problems.error(
            BindError.COLUMN_COUNT,
            row.span(),
            "this row has " + row.values().size() + " values, the first has " + width);
        fine = false;
      }
      int before = context.problems.count();
      var bound = new ArrayList<>(binder.bindAll(row.values()));
      for (int i = 0; i < Math.min(bound.size(), wanted.size()); i++) {
        bound.set(i, wanted(bound.get(i), wanted.get(i), row.values().get(i).span()));
      }
      rows.add(bound);
      fine &= context.problems.count() == before;
    }
    if (!fine) {
      return Rel.failed();
    }
    var columns = new ArrayList<Column>();
    for (int i = 0; i < width; i++) {
      int at = i;
      List<Expression> column = rows.stream().map(r -> r.get(at)).toList();
      Optional<DataType> type = Coercion.common(column);
      if (type.isEmpty()) {
        Span place = values.rows().get(0).values().get(i).span();
        context.problems.error(
            BindError.OPERATOR_TYPES,
            place,
            "column "
                + (i + 1)
                + " of VALUES is "
                + String.join(
                    " and ", column.stream().map(e -> e.type().toString()).distinct().toList()));
        return Rel.failed();
      }
      DataType solid = ExpressionBinder.solid(type.get());
      boolean nullable = false;
      for (int r = 0; r < rows.size(); r++) {
        Expression cast =
            ConstantFolding.fold(
                Coercion.cast(
                    rows.get(r).get(i),
                    solid,
                    values.rows().get(r).values().get(i).span(),
                    context.problems));
        rows.get(r).set(i, cast);
        nullable |= cast.nullable();
      }
      columns.add(new Column("column" + (i + 1), solid, nullable, Role.PLAIN));
    }
    var schema = new Schema(columns);
    LogicalPlan plan = plan(rows, schema, nothing.plan());
    return Rel.of(plan, Scope.of("", schema));
  }

  private Expression wanted(Expression value, DataType type, Span place) {
    boolean reads =
        Coercion.isText(value)
            || Coercion.isNull(value)
            || value instanceof Expression.Literal && Coercion.isAssignable(value.type(), type);
    return reads ? Coercion.cast(value, type, place, context.problems) : value;
  }

  private static LogicalPlan plan(List<List<Expression>> rows, Schema schema, LogicalPlan oneRow) {
    boolean constant =
        rows.stream().allMatch(r -> r.stream().allMatch(Expression.Literal.class::isInstance));
    if (constant) {
      var boxed = new ArrayList<List<Object>>();
      for (List<Expression> row : rows) {
        var values = new ArrayList<Object>();
        row.forEach(e -> values.add(((Expression.Literal) e).value()));
        boxed.add(values);
      }
      return new LogicalPlan.Values(schema, boxed);
    }
    var plans = new ArrayList<LogicalPlan>();
    rows.forEach(row -> plans.add(new LogicalPlan.Project(oneRow, row, schema)));
    return plans.size() == 1 ? plans.get(0) : new LogicalPlan.Union(plans, schema);
  }
}
