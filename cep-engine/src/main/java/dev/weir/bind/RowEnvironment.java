package dev.weir.bind;

import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.Expression;
import dev.weir.plan.Plans;
import dev.weir.type.TypeKind;
import java.util.List;

/** Expressions over the rows of a relation: WHERE, arguments of aggregates, computed columns. */
final class RowEnvironment extends Environment {
  private final Rel relation;
  private final String place;
  private final boolean arrival;

  RowEnvironment(Binding context, Rel relation, String place) {
    this(context, relation, place, false);
  }

  RowEnvironment(Binding context, Rel relation, String place, boolean arrival) {
    super(context);
    this.relation = relation;
    this.place = place;
    this.arrival = arrival;
  }

  @Override
  String place() {
    return place;
  }

  @Override
  boolean isArrival() {
    return arrival;
  }

  @Override
  Expression column(dev.weir.ast.Expression.Column name) {
    return resolve(context, relation, name);
  }

  /**
   * {@code column}, {@code relation.column}, and fields of it. A relation of that name comes before a column of that
   * name, as in the standard.
   */
  static Expression resolve(Binding context, Rel relation, dev.weir.ast.Expression.Column column) {
    Scope scope = relation.scope();
    var parts = column.name().parts();
    int at = 0;
    if (parts.size() > 1 && scope.hasQualifier(parts.get(0))) {
      scope = scope.under(parts.get(0));
      at = 1;
    } else if (parts.size() > 1 && scope.find(parts.get(0)).isEmpty() && !scope.open()) {
      context.problems.add(
          Diagnostic.error(
                  BindError.QUALIFIER_NOT_FOUND,
                  parts.get(0).span(),
                  "\"" + parts.get(0).text() + "\" is no relation of this query")
              .suggest(parts.get(0).text(), scope.qualifiers())
              .note(
                  scope.qualifiers().isEmpty()
                      ? "the relations of this query have no names"
                      : "relations: " + String.join(", ", scope.qualifiers())));
      return Binding.BROKEN;
    }
    var name = parts.get(at);
    List<Scope.Item> found = scope.find(name);
    if (found.isEmpty()) {
      if (!scope.open()) {
        String where =
            scope.onlyQualifier().map(q -> " in " + context.kindOf(q) + "\"" + q + "\"").orElse("");
        var problem =
            Diagnostic.error(
                    BindError.COLUMN_NOT_FOUND,
                    name.span(),
                    "column \"" + name.text() + "\" does not exist" + where)
                .suggest(name.text(), scope.names());
        if (!scope.names().isEmpty()) {
          problem.note("columns: " + String.join(", ", scope.names()));
        }
        context.problems.add(problem);
      }
      return Binding.BROKEN;
    }
    if (found.size() > 1) {
      context.problems.add(
          Diagnostic.error(
                  BindError.COLUMN_AMBIGUOUS,
                  name.span(),
                  "column \"" + name.text() + "\" is ambiguous")
              .note(
                  "it could be: "
                      + String.join(
                          ", ",
                          found.stream()
                              .map(
                                  i ->
                                      i.qualifier().isEmpty()
                                          ? i.column().name()
                                          : i.qualifier() + "." + i.column().name())
                              .toList())));
      return Binding.BROKEN;
    }
    Expression value = Plans.column(relation.schema(), found.get(0).index());
    for (int i = at + 1; i < parts.size() && value != Binding.BROKEN; i++) {
      value = field(context, value, parts.get(i));
    }
    return value;
  }

  /** A field of a ROW. */
  static Expression field(Binding context, Expression row, dev.weir.ast.Identifier name) {
    if (Coercion.isNull(row)) {
      return Binding.BROKEN;
    }
    var type = row.type();
    if (type.kind() != TypeKind.ROW) {
      context.problems.error(
          BindError.FIELD_NOT_FOUND,
          name.span(),
          "a value of type " + type + " has no fields",
          type.kind() == TypeKind.JSON
              ? "JSON_VALUE(" + dev.weir.plan.ExpressionText.of(row) + ", '$." + name.text() + "')"
              : "only values of type ROW have fields");
      return Binding.BROKEN;
    }
    for (int i = 0; i < type.names().size(); i++) {
      if (name.matches(type.names().get(i))) {
        return new Expression.Field(row, i, type.children().get(i));
      }
    }
    context.problems.add(
        Diagnostic.error(
                BindError.FIELD_NOT_FOUND,
                name.span(),
                "field \"" + name.text() + "\" does not exist")
            .suggest(name.text(), type.names())
            .note("fields: " + String.join(", ", type.names())));
    return Binding.BROKEN;
  }
}
