package dev.weir.bind;

import dev.weir.ast.Identifier;
import dev.weir.ast.QueryBody;
import dev.weir.ast.Statement;
import dev.weir.catalog.StreamPlan;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** INSERT: which value goes into which column, with the casts that assignment makes. */
final class InsertBinder {
  private final Binding context;
  private final Problems problems;

  InsertBinder(Binding context) {
    this.context = context;
    this.problems = context.problems;
  }

  /** The statement; null if mistakes were reported. */
  BoundStatement.Insert bind(Statement.Insert insert) {
    Optional<StreamPlan> target = target(insert);
    if (target.isEmpty()) {
      new QueryBinder(context).bind(insert.query());
      return null;
    }
    Schema physical = target.get().physical();
    int[] from = columns(insert, physical, target.get());
    int given = (int) Arrays.stream(from).filter(i -> i >= 0).count();
    Rel rel =
        insert.query().isPlain() && insert.query().body() instanceof QueryBody.Values values
            ? new ValuesBinder(context).bind(values, types(physical, from, given))
            : new QueryBinder(context).bind(insert.query());
    if (rel.broken()) {
      return null;
    }
    if (problems.hasErrors()) {
      return null;
    }
    if (rel.schema().size() != given) {
      problems.add(
          Diagnostic.error(
                  BindError.COLUMN_COUNT,
                  insert.query().span(),
                  "INSERT needs "
                      + given
                      + (given == 1 ? " value" : " values")
                      + ", the query gives "
                      + rel.schema().size())
              .note("columns: " + names(insert, physical)));
      return null;
    }
    return new BoundStatement.Insert(target.get(), assigned(insert, target.get(), rel, from));
  }

  /** The types of the columns that get a value, in the order of the values. */
  private static List<DataType> types(Schema physical, int[] from, int given) {
    var types = new DataType[given];
    for (int c = 0; c < from.length; c++) {
      if (from[c] >= 0 && from[c] < given) {
        types[from[c]] = physical.type(c);
      }
    }
    return Arrays.stream(types).filter(java.util.Objects::nonNull).toList();
  }

  private static String names(Statement.Insert insert, Schema physical) {
    return insert.columns().isEmpty()
        ? String.join(", ", physical.columns().stream().map(Column::name).toList())
        : String.join(", ", insert.columns().stream().map(Identifier::text).toList());
  }

  private Optional<StreamPlan> target(Statement.Insert insert) {
    Identifier name = insert.target().last();
    Optional<StreamPlan> stream =
        insert.target().isSimple() ? context.catalog.stream(name) : Optional.empty();
    if (stream.isEmpty()) {
      if (context.catalog.view(name).isPresent()) {
        problems.error(
            BindError.WRONG_KIND,
            insert.target().span(),
            "\"" + name.text() + "\" is a view, INSERT needs a stream");
      } else {
        List<String> known =
            context.catalog.streams().stream().map(s -> s.stream().name()).toList();
        problems.add(
            Diagnostic.error(
                    BindError.RELATION_NOT_FOUND,
                    insert.target().span(),
                    "stream \"" + insert.target() + "\" does not exist")
                .suggest(name.text(), known)
                .help("CREATE STREAM " + insert.target() + " (...)"));
      }
      return stream;
    }
    stream.get().stream()
        .connector()
        .map(context.connectors::connector)
        .filter(c -> !c.canWrite())
        .ifPresent(
            c ->
                problems.error(
                    BindError.NOT_POSSIBLE,
                    insert.target().span(),
                    "the connector '"
                        + c.name()
                        + "' of stream \""
                        + stream.get().stream().name()
                        + "\" cannot write"));
    return stream;
  }

  /** For each physical column the index of its value, -1 if it has none. */
  private int[] columns(Statement.Insert insert, Schema physical, StreamPlan target) {
    int[] from = new int[physical.size()];
    if (insert.columns().isEmpty()) {
      Arrays.setAll(from, i -> i);
      return from;
    }
    Arrays.fill(from, -1);
    List<String> names = physical.columns().stream().map(Column::name).toList();
    for (int i = 0; i < insert.columns().size(); i++) {
      Identifier name = insert.columns().get(i);
      int at = -1;
      for (int c = 0; c < names.size(); c++) {
        at = name.matches(names.get(c)) ? c : at;
      }
      if (at < 0) {
        boolean computed =
            target.stream().schema().columns().stream().anyMatch(c -> name.matches(c.name()));
        problems.add(
            computed
                ? Diagnostic.error(
                    BindError.NOT_POSSIBLE,
                    name.span(),
                    "column \"" + name.text() + "\" is computed, it takes no value")
                : Diagnostic.error(
                        BindError.COLUMN_NOT_FOUND,
                        name.span(),
                        "column \""
                            + name.text()
                            + "\" does not exist in stream \""
                            + target.stream().name()
                            + "\"")
                    .suggest(name.text(), names)
                    .note("columns: " + String.join(", ", names)));
      } else if (from[at] >= 0) {
        problems.error(
            BindError.NAME_TWICE, name.span(), "column \"" + name.text() + "\" is named twice");
      } else {
        from[at] = i;
      }
    }
    for (int c = 0; c < from.length; c++) {
      if (from[c] < 0 && !physical.column(c).nullable()) {
        problems.error(
            BindError.NOT_NULL_MISSING,
            insert.target().span(),
            "column \"" + names.get(c) + "\" is NOT NULL and gets no value",
            "INSERT INTO " + insert.target() + " (" + String.join(", ", names) + ") ...");
      }
    }
    return from;
  }

  private LogicalPlan assigned(Statement.Insert insert, StreamPlan target, Rel rel, int[] from) {
    Schema physical = target.physical();
    var expressions = new ArrayList<Expression>();
    for (int c = 0; c < from.length; c++) {
      Column column = physical.column(c);
      expressions.add(
          from[c] < 0
              ? new Expression.Literal(null, column.type())
              : assigned(insert, rel, from[c], column));
    }
    var columns = new ArrayList<Column>();
    for (int c = 0; c < from.length; c++) {
      columns.add(
          new Column(
              physical.column(c).name(),
              physical.type(c),
              expressions.get(c).nullable(),
              Times.role(expressions.get(c), rel.schema())));
    }
    return new LogicalPlan.Project(rel.plan(), expressions, new Schema(columns));
  }

  private Expression assigned(Statement.Insert insert, Rel rel, int index, Column column) {
    Expression value = Plans.column(rel.schema(), index);
    DataType to = column.type();
    Span place = place(insert, index);
    List<Expression> constants = constants(rel.plan(), index);
    boolean texts =
        !constants.isEmpty()
            && constants.stream()
                .allMatch(e -> Coercion.isText(e) || Coercion.isNull(e) || nullLiteral(e));
    if (texts) {
      // Read now, so that a text that does not fit is an error of the statement, not of a row.
      constants.forEach(e -> Coercion.cast(e, to, place, problems));
    } else if (!Coercion.isAssignable(value.type(), to)) {
      problems.error(
          BindError.CAST_NOT_POSSIBLE,
          place,
          "column \"" + column.name() + "\" is " + to + ", the value is " + value.type(),
          Coercion.isCastable(value.type(), to)
              ? "CAST(" + rel.schema().column(index).name() + " AS " + to + ")"
              : "a value of type " + to);
      return new Expression.Literal(null, to);
    }
    if (!column.nullable() && constants.stream().anyMatch(InsertBinder::nullLiteral)) {
      problems.error(
          BindError.NOT_NULL_MISSING,
          place,
          "column \"" + column.name() + "\" is NOT NULL, the value is NULL");
    }
    return ConstantFolding.fold(Coercion.cast(value, to));
  }

  private static boolean nullLiteral(Expression e) {
    return e instanceof Expression.Literal l && l.value() == null;
  }

  /** The values of a column if all are literals of the statement. */
  private static List<Expression> constants(LogicalPlan plan, int index) {
    if (plan instanceof LogicalPlan.Project project
        && project.expressions().get(index) instanceof Expression.Literal literal) {
      return List.of(literal);
    }
    if (plan instanceof LogicalPlan.Values values) {
      return values.rows().stream()
          .<Expression>map(r -> new Expression.Literal(r.get(index), values.schema().type(index)))
          .toList();
    }
    return List.of();
  }

  private static Span place(Statement.Insert insert, int index) {
    if (insert.query().body() instanceof QueryBody.Values values
        && index < values.rows().get(0).values().size()) {
      return values.rows().get(0).values().get(index).span();
    }
    if (insert.query().body() instanceof QueryBody.Select select && index < select.items().size()) {
      return select.items().get(index).span();
    }
    return insert.query().span();
  }
}
