package dev.weir.bind;

import dev.weir.ast.CommonTable;
import dev.weir.ast.Identifier;
import dev.weir.ast.Query;
import dev.weir.ast.QueryBody;
import dev.weir.ast.QueryBody.SetOperation;
import dev.weir.ast.SortItem;
import dev.weir.ast.Statement;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whole queries: WITH, set operations, VALUES, ORDER BY, LIMIT. */
final class QueryBinder {
  private final Binding context;
  private final Problems problems;
  private final Map<String, Rel> named;

  QueryBinder(Binding context) {
    this(context, Map.of());
  }

  private QueryBinder(Binding context, Map<String, Rel> named) {
    this.context = context;
    this.problems = context.problems;
    this.named = named;
  }

  /** A query wherever one may stand; its columns have no qualifier. */
  Rel bind(Query query) {
    refuse(query);
    QueryBinder inner = with(query);
    Rel rel =
        query.body() instanceof QueryBody.Select select
            ? inner.select(select, query.orderBy())
            : inner.ordered(inner.body(query.body()), query.orderBy());
    return rel.broken() ? rel : limited(query, rel);
  }

  /** The query of a view, with the view's names for its columns. */
  Rel view(Statement.CreateView view) {
    Rel rel = bind(view.query());
    if (rel.broken()) {
      return rel;
    }
    List<Identifier> names = view.columns();
    if (!names.isEmpty() && names.size() != rel.schema().size()) {
      problems.error(
          BindError.COLUMN_COUNT,
          names.get(0).span(),
          "the view names " + names.size() + " columns, its query has " + rel.schema().size());
      return Rel.failed();
    }
    new RelationBinder(context, this, named).checkTwice(names);
    return names.isEmpty() ? rel : renamed(rel, names.stream().map(Identifier::text).toList());
  }

  /** The relation with other names for its columns, in its schema too. */
  static Rel renamed(Rel rel, List<String> names) {
    var columns = new ArrayList<Column>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(rel.schema().column(i).withName(names.get(i)));
    }
    var schema = new Schema(columns);
    var plan = new LogicalPlan.Project(rel.plan(), Plans.columns(rel.schema()), schema);
    return Rel.of(plan, Scope.of("", schema));
  }

  private void refuse(Query query) {
    query
        .emit()
        .ifPresent(
            emit -> {
              context.emitRefused = true;
              if (emit.allowedLateness().isPresent()) {
                problems.notBuilt(emit, "EMIT with ALLOW LATENESS");
              } else if (emit.mode().isPresent()) {
                switch (emit.mode().get()) {
                  case ON_WINDOW_CLOSE -> {}
                  case CHANGES -> problems.notBuilt(emit, "EMIT CHANGES");
                  case EVERY -> problems.notBuilt(emit, "EMIT EVERY");
                }
              }
            });
    for (var option : query.options()) {
      problems.add(
          Diagnostic.error(
                  BindError.OPTION_NOT_KNOWN,
                  option.span(),
                  "a query has no option '" + option.key() + "'")
              .note("'snapshot' belongs to tables, which are not built yet"));
    }
  }

  private QueryBinder with(Query query) {
    if (query.with().isEmpty()) {
      return this;
    }
    if (query.recursive()) {
      problems.notBuilt(query.with().get(0), "WITH RECURSIVE");
    }
    var visible = new HashMap<>(named);
    var mine = new HashMap<String, CommonTable>();
    for (CommonTable table : query.with()) {
      String key = table.name().text().toLowerCase(Locale.ROOT);
      if (mine.put(key, table) != null) {
        problems.error(
            BindError.NAME_TWICE,
            table.name().span(),
            "WITH defines \"" + table.name().text() + "\" twice");
      }
      Rel rel = new QueryBinder(context, visible).bind(table.query());
      if (!rel.broken() && !table.columns().isEmpty()) {
        if (table.columns().size() != rel.schema().size()) {
          problems.error(
              BindError.COLUMN_COUNT,
              table.columns().get(0).span(),
              "\""
                  + table.name().text()
                  + "\" names "
                  + table.columns().size()
                  + " columns, its query has "
                  + rel.schema().size());
          rel = Rel.failed();
        } else {
          rel = renamed(rel, table.columns().stream().map(Identifier::text).toList());
        }
      }
      visible.put(key, rel);
    }
    return new QueryBinder(context, visible);
  }

  private Rel select(QueryBody.Select select, List<SortItem> orderBy) {
    return new SelectBinder(context, new RelationBinder(context, this, named), select)
        .bind(orderBy);
  }

  private Rel body(QueryBody body) {
    return switch (body.kind()) {
      case SELECT -> select((QueryBody.Select) body, List.of());
      case VALUES -> new ValuesBinder(context).bind((QueryBody.Values) body);
      case TABLE -> {
        Rel rel = new RelationBinder(context, this, named).named(((QueryBody.Table) body).name());
        yield rel.broken() ? rel : Rel.of(rel.plan(), rel.scope().named(""));
      }
      case SET_OPERATION -> setOperation((SetOperation) body);
      case NESTED -> bind(((QueryBody.Nested) body).query());
    };
  }

  // ---- ORDER BY and LIMIT of what is no SELECT

  private Rel ordered(Rel rel, List<SortItem> orderBy) {
    if (rel.broken() || orderBy.isEmpty()) {
      return rel;
    }
    var columns = new ArrayList<Integer>();
    for (SortItem item : orderBy) {
      if (item.key() instanceof dev.weir.ast.Expression.IntegerLiteral literal) {
        int ordinal = literal.value().bitLength() < 31 ? literal.value().intValue() : 0;
        if (ordinal < 1 || ordinal > rel.schema().size()) {
          problems.error(
              BindError.ORDINAL,
              item.key().span(),
              "ORDER BY "
                  + literal.value()
                  + " is outside the result, which has "
                  + rel.schema().size()
                  + " columns");
          return Rel.failed();
        }
        columns.add(ordinal - 1);
        continue;
      }
      int before = problems.count();
      Expression key =
          new ExpressionBinder(new RowEnvironment(context, rel, "ORDER BY")).bind(item.key());
      if (problems.count() > before) {
        return Rel.failed();
      }
      if (!(key instanceof Expression.Column column)) {
        problems.error(
            BindError.CLAUSE_PLACE,
            item.span(),
            "the result of a set operation or VALUES is ordered by its columns",
            "SELECT * FROM (...) ORDER BY " + item.key().span().text());
        return Rel.failed();
      }
      columns.add(column.index());
    }
    return rel.with(Sorting.sorted(context, rel.plan(), columns, orderBy));
  }

  private Rel limited(Query query, Rel rel) {
    if (query.limit().isEmpty() && query.offset().isEmpty()) {
      return rel;
    }
    if (query.withTies()) {
      problems.notBuilt(
          query.limit().get(),
          "FETCH FIRST ... WITH TIES",
          "QUALIFY RANK() OVER (ORDER BY ...) <= " + query.limit().get().span().text());
    }
    long count = query.limit().map(l -> rows(l, "LIMIT")).orElse(-1L);
    long offset = query.offset().map(o -> rows(o, "OFFSET")).orElse(0L);
    return rel.with(new LogicalPlan.Limit(rel.plan(), offset, count));
  }

  private long rows(dev.weir.ast.Expression e, String clause) {
    var nothing = Rel.of(Rel.failed().plan(), new Scope(List.of(), false));
    Optional<Object> value =
        new ExpressionBinder(new RowEnvironment(context, nothing, clause))
            .constant(e, DataType.BIGINT, "the number of rows of " + clause);
    long rows = (Long) value.orElse(0L);
    if (rows < 0) {
      problems.error(BindError.OUT_OF_RANGE, e.span(), clause + " is not negative");
    }
    return Math.max(0, rows);
  }

  // ---- UNION, INTERSECT, EXCEPT

  private Rel setOperation(SetOperation operation) {
    var inputs = new ArrayList<Rel>();
    for (QueryBody input : operation.inputs()) {
      inputs.add(body(input));
    }
    if (inputs.stream().anyMatch(Rel::broken)) {
      return Rel.failed();
    }
    String what = operation.operator().name();
    int width = inputs.get(0).schema().size();
    for (int i = 1; i < inputs.size(); i++) {
      if (inputs.get(i).schema().size() != width) {
        problems.error(
            BindError.COLUMN_COUNT,
            operation.inputs().get(i).span(),
            "the queries of "
                + what
                + " have "
                + width
                + " and "
                + inputs.get(i).schema().size()
                + " columns");
        return Rel.failed();
      }
    }
    Schema schema = common(operation, inputs, what);
    if (schema == null) {
      return Rel.failed();
    }
    List<LogicalPlan> plans = inputs.stream().map(r -> converted(r.plan(), schema)).toList();
    LogicalPlan plan =
        operation.operator() == SetOperation.Operator.UNION
            ? union(operation, plans, schema)
            : difference(operation, plans, schema, what);
    return Rel.of(plan, Scope.of("", plan.schema()));
  }

  private LogicalPlan union(SetOperation operation, List<LogicalPlan> plans, Schema schema) {
    var union = new LogicalPlan.Union(plans, schema);
    return operation.all()
        ? union
        : AggregateBinder.distinct(context, union, operation.span(), "UNION without ALL");
  }

  private LogicalPlan difference(
      SetOperation operation, List<LogicalPlan> plans, Schema schema, String what) {
    if (!plans.stream().allMatch(LogicalPlan::bounded)) {
      problems.error(
          BindError.NEVER_ENDS,
          operation.span(),
          what + " is known when its inputs end, an unbounded stream never does",
          "EMIT CHANGES would give each change of the result; it is not built yet");
    }
    var plain = new Schema(schema.columns().stream().map(c -> c.withRole(Role.PLAIN)).toList());
    boolean intersect = operation.operator() == SetOperation.Operator.INTERSECT;
    LogicalPlan plan = plans.get(0);
    for (LogicalPlan next : plans.subList(1, plans.size())) {
      plan = new LogicalPlan.SetDifference(plan, next, intersect, operation.all(), plain);
    }
    return plan;
  }

  /** One schema for all: the first one's names, common types, the time where all agree. */
  private Schema common(SetOperation operation, List<Rel> inputs, String what) {
    var columns = new ArrayList<Column>();
    boolean fine = true;
    for (int i = 0; i < inputs.get(0).schema().size(); i++) {
      Column first = inputs.get(0).schema().column(i);
      DataType type = type(inputs.get(0), i);
      boolean nullable = first.nullable();
      Role role = first.role();
      for (int k = 1; k < inputs.size(); k++) {
        Column other = inputs.get(k).schema().column(i);
        Optional<DataType> common = Coercion.common(type, type(inputs.get(k), i));
        if (common.isEmpty()) {
          Span place = operation.inputs().get(k).span();
          problems.error(
              BindError.OPERATOR_TYPES,
              place,
              "column "
                  + (i + 1)
                  + " of "
                  + what
                  + " is "
                  + type
                  + " (\""
                  + first.name()
                  + "\") and "
                  + other.type()
                  + " (\""
                  + other.name()
                  + "\")",
              "CAST(" + other.name() + " AS " + type + ")");
          fine = false;
        }
        type = common.orElse(type);
        nullable |= other.nullable();
        role = role == other.role() ? role : Role.PLAIN;
      }
      columns.add(new Column(first.name(), ExpressionBinder.solid(type), nullable, role));
    }
    return fine ? new Schema(columns) : null;
  }

  /** A column's type; that of a bare NULL is still open. */
  private static DataType type(Rel rel, int column) {
    boolean isNull =
        rel.plan() instanceof LogicalPlan.Project project
            && project.expressions().get(column) instanceof Expression.Literal literal
            && literal.value() == null;
    return isNull ? DataType.NULL : rel.schema().type(column);
  }

  /** The plan with casts to the schema's types; none are needed if the layout is the same. */
  static LogicalPlan converted(LogicalPlan plan, Schema schema) {
    var expressions = new ArrayList<Expression>();
    boolean same = plan.schema().equals(schema);
    for (int i = 0; i < schema.size(); i++) {
      expressions.add(
          ConstantFolding.fold(Coercion.cast(Plans.column(plan.schema(), i), schema.type(i))));
    }
    return same ? plan : new LogicalPlan.Project(plan, expressions, schema);
  }
}
