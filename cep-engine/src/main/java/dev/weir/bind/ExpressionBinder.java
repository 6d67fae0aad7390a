package dev.weir.bind;

import dev.weir.ast.BinaryOperator;
import dev.weir.ast.Expression.Truth;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.Expressions;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import dev.weir.type.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names, types and casts of expressions. Operators of numbers and times are in {@link Operators}, calls in {@link Calls}. */
final class ExpressionBinder {
  private final Environment environment;
  private final Binding context;
  private final Problems problems;
  private final Operators operators;
  private final Calls calls;

  ExpressionBinder(Environment environment) {
    this.environment = environment;
    this.context = environment.context;
    this.problems = context.problems;
    this.operators = new Operators(problems);
    this.calls = new Calls(this, environment);
  }

  private Expression parameter(dev.weir.ast.Expression.Parameter parameter) {
    var value = context.parameters.valueOf(parameter);
    if (value.isPresent()) {
      return value.get();
    }
    var name = parameter.name().map(n -> ":" + n).orElse("? number " + parameter.position());
    problems.error(
        BindError.NOT_POSSIBLE,
        parameter.span(),
        "parameter " + name + " has no value",
        "parameters are for queries that a program prepares: it gives them their values");
    return Binding.BROKEN;
  }

  /** The typed expression; {@link Binding#BROKEN} in the place of what was reported. */
  Expression bind(dev.weir.ast.Expression e) {
    Expression known = environment.known(e);
    if (known != null) {
      return known;
    }
    return switch (e.kind()) {
      case COLUMN -> environment.column((dev.weir.ast.Expression.Column) e);
      case STRING, INTEGER, DECIMAL, DOUBLE, BOOLEAN, NULL, BYTES, DATE_TIME, INTERVAL ->
          Literals.bind(e, problems);
      case PARAMETER -> parameter((dev.weir.ast.Expression.Parameter) e);
      case NEGATION -> negation((dev.weir.ast.Expression.Negation) e);
      case BINARY -> binary((dev.weir.ast.Expression.Binary) e);
      case CONCATENATION -> calls.concatenation((dev.weir.ast.Expression.Concatenation) e);
      case AND ->
          new Expression.And(conditions(((dev.weir.ast.Expression.And) e).operands(), "AND"));
      case OR -> new Expression.Or(conditions(((dev.weir.ast.Expression.Or) e).operands(), "OR"));
      case NOT -> new Expression.Not(condition(((dev.weir.ast.Expression.Not) e).operand(), "NOT"));
      case BETWEEN -> between((dev.weir.ast.Expression.Between) e);
      case IN_LIST -> inList((dev.weir.ast.Expression.InList) e);
      case LIKE -> calls.like((dev.weir.ast.Expression.Like) e);
      case IS_NULL -> {
        var n = (dev.weir.ast.Expression.IsNull) e;
        yield new Expression.IsNull(bind(n.value()), n.negated());
      }
      case IS_TRUTH -> truth((dev.weir.ast.Expression.IsTruth) e);
      case IS_DISTINCT -> {
        var d = (dev.weir.ast.Expression.IsDistinct) e;
        List<Expression> sides =
            unified(
                List.of(bind(d.left()), bind(d.right())),
                List.of(d.left(), d.right()),
                d.span(),
                "IS DISTINCT FROM");
        yield new Expression.DistinctFrom(sides.get(0), sides.get(1), d.negated());
      }
      case IN_QUERY -> subquery(e, "IN with a subquery");
      case EXISTS -> subquery(e, "EXISTS");
      case QUANTIFIED -> subquery(e, "a comparison with ANY or ALL");
      case SUBQUERY -> subquery(e, "a subquery as a value");
      case CASE -> caseOf((dev.weir.ast.Expression.Case) e);
      case CAST -> cast((dev.weir.ast.Expression.Cast) e);
      case AT_TIME_ZONE -> calls.atTimeZone((dev.weir.ast.Expression.AtTimeZone) e);
      case EXTRACT -> calls.extract((dev.weir.ast.Expression.Extract) e);
      case ROUND_TIME -> calls.roundTime((dev.weir.ast.Expression.RoundTime) e);
      case ARRAY -> arrayOf((dev.weir.ast.Expression.ArrayOf) e);
      case MAP -> mapOf((dev.weir.ast.Expression.MapOf) e);
      case ROW -> rowOf((dev.weir.ast.Expression.RowOf) e);
      case SUBSCRIPT -> calls.subscript((dev.weir.ast.Expression.Subscript) e);
      case FIELD -> {
        var f = (dev.weir.ast.Expression.Field) e;
        yield RowEnvironment.field(context, bind(f.base()), f.field());
      }
      case JSON -> calls.json((dev.weir.ast.Expression.JsonFunction) e);
      case CALL -> calls.call((dev.weir.ast.Expression.Call) e);
    };
  }

  Calls calls() {
    return calls;
  }

  List<Expression> bindAll(List<dev.weir.ast.Expression> all) {
    return all.stream().map(this::bind).toList();
  }

  /** An expression that must be BOOLEAN. @param clause for the message: {@code WHERE} */
  Expression condition(dev.weir.ast.Expression e, String clause) {
    Expression bound = bind(e);
    if (bound.type().kind() == TypeKind.BOOLEAN) {
      return bound;
    }
    if (Coercion.isNull(bound) || Coercion.isText(bound)) {
      return Coercion.cast(bound, DataType.BOOLEAN, e.span(), problems);
    }
    problems.add(
        Diagnostic.error(
                BindError.NOT_A_CONDITION,
                e.span(),
                clause + " needs a condition, this is " + bound.type())
            .help(
                e.span().text()
                    + " <> 0".repeat(bound.type().kind().isNumeric() ? 1 : 0)
                    + (bound.type().kind().isNumeric() ? "" : " IS NOT NULL")));
    return new Expression.Literal(null, DataType.BOOLEAN);
  }

  private List<Expression> conditions(List<dev.weir.ast.Expression> all, String clause) {
    return all.stream().map(e -> condition(e, clause)).toList();
  }

  /** A constant of a type, known now. Empty if it was reported that it is none. */
  Optional<Object> constant(dev.weir.ast.Expression e, DataType type, String what) {
    Expression bound = bind(e);
    if (bound == Binding.BROKEN && problems.hasErrors()) {
      return Optional.empty();
    }
    Expression cast = bound;
    if (!bound.type().equals(type)) {
      if (!Coercion.isText(bound)
          && !Coercion.isNull(bound)
          && !Coercion.isImplicit(bound.type(), type)) {
        problems.error(
            BindError.NOT_CONSTANT, e.span(), what + " is " + type + ", not " + bound.type());
        return Optional.empty();
      }
      cast = Coercion.cast(bound, type, e.span(), problems);
    }
    Optional<Expression.Literal> value = ConstantFolding.valueOf(cast);
    if (value.isEmpty() || value.get().value() == null) {
      problems.error(BindError.NOT_CONSTANT, e.span(), what + " is not a constant");
      return Optional.empty();
    }
    return Optional.of(value.get().value());
  }

  /** Several values brought to one type; if there is none, that is reported. */
  List<Expression> unified(
      List<Expression> values, List<dev.weir.ast.Expression> places, Span span, String what) {
    Optional<DataType> type = Coercion.common(values);
    if (type.isEmpty()) {
      problems.add(mismatch(values, places, span, what));
      return values.stream().map(v -> Binding.BROKEN).toList();
    }
    var cast = new ArrayList<Expression>();
    for (int i = 0; i < values.size(); i++) {
      cast.add(Coercion.cast(values.get(i), type.get(), places.get(i).span(), problems));
    }
    return cast;
  }

  private static Diagnostic.Builder mismatch(
      List<Expression> values, List<dev.weir.ast.Expression> places, Span span, String what) {
    List<String> types =
        values.stream()
            .filter(v -> !Coercion.isNull(v))
            .map(v -> v.type().toString())
            .distinct()
            .toList();
    var problem =
        Diagnostic.error(
            BindError.OPERATOR_TYPES,
            span,
            what + " cannot combine " + String.join(" and ", types));
    DataType other =
        values.stream()
            .map(Expression::type)
            .filter(t -> !t.kind().isString() && t.kind() != TypeKind.NULL)
            .findFirst()
            .orElse(DataType.VARCHAR);
    IntStream.range(0, values.size())
        .filter(i -> values.get(i).type().kind().isString() && !Coercion.isText(values.get(i)))
        .mapToObj(i -> places.get(i).span().text().strip().replaceAll("\\s+", " "))
        .findFirst()
        .ifPresent(text -> problem.help("CAST(" + text + " AS " + other + ")"));
    return problem;
  }

  private Expression negation(dev.weir.ast.Expression.Negation e) {
    if (e.operand() instanceof dev.weir.ast.Expression.IntegerLiteral literal) {
      return Literals.integer(literal.value().negate(), e.span(), problems);
    }
    Expression operand = bind(e.operand());
    if (Coercion.isText(operand)) {
      operand = Coercion.cast(operand, DataType.DOUBLE, e.operand().span(), problems);
    }
    TypeKind kind = operand.type().kind();
    if (kind == TypeKind.NULL) {
      return operand;
    }
    if (!kind.isNumeric() && !kind.isInterval()) {
      problems.error(BindError.OPERATOR_TYPES, e.span(), "- does not take " + operand.type());
      return Binding.BROKEN;
    }
    return operand instanceof Expression.Literal
        ? ConstantFolding.fold(new Expression.Negation(operand))
        : new Expression.Negation(operand);
  }

  private Expression binary(dev.weir.ast.Expression.Binary e) {
    Expression left = bind(e.left());
    Expression right = bind(e.right());
    if (e.operator() == BinaryOperator.POWER) {
      return calls.function("POWER", List.of(left, right), List.of(e.left(), e.right()), e.span());
    }
    if (e.operator().isComparison()) {
      return comparison(e.operator(), left, right, e.left(), e.right(), e.span());
    }
    return operators.arithmetic(calls, e, left, right);
  }

  Expression comparison(
      BinaryOperator operator,
      Expression left,
      Expression right,
      dev.weir.ast.Expression leftPlace,
      dev.weir.ast.Expression rightPlace,
      Span span) {
    var sides = unified(List.of(left, right), List.of(leftPlace, rightPlace), span, operator.sql());
    TypeKind kind = sides.get(0).type().kind();
    boolean equality = operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
    if (!equality && (kind == TypeKind.ARRAY || kind == TypeKind.MAP || kind == TypeKind.ROW)) {
      problems.error(
          BindError.OPERATOR_TYPES,
          span,
          operator.sql() + " does not take " + sides.get(0).type(),
          "values of this type are compared with = and <> only");
      return new Expression.Literal(null, DataType.BOOLEAN);
    }
    return new Expression.Comparison(compare(operator), sides.get(0), sides.get(1));
  }

  private static Expression.Comparison.Operator compare(BinaryOperator operator) {
    return switch (operator) {
      case EQUAL -> Expression.Comparison.Operator.EQUAL;
      case NOT_EQUAL -> Expression.Comparison.Operator.NOT_EQUAL;
      case LESS -> Expression.Comparison.Operator.LESS;
      case LESS_OR_EQUAL -> Expression.Comparison.Operator.LESS_OR_EQUAL;
      case GREATER -> Expression.Comparison.Operator.GREATER;
      case GREATER_OR_EQUAL -> Expression.Comparison.Operator.GREATER_OR_EQUAL;
      case POWER, MULTIPLY, DIVIDE, REMAINDER, ADD, SUBTRACT -> throw new AssertionError(operator);
    };
  }

  private Expression between(dev.weir.ast.Expression.Between e) {
    var bound = List.of(bind(e.value()), bind(e.low()), bind(e.high()));
    var all = unified(bound, List.of(e.value(), e.low(), e.high()), e.span(), "BETWEEN");
    Expression within = range(all.get(0), all.get(1), all.get(2));
    if (e.symmetric()) {
      within = new Expression.Or(List.of(within, range(all.get(0), all.get(2), all.get(1))));
    }
    return e.negated() ? new Expression.Not(within) : within;
  }

  private static Expression range(Expression value, Expression low, Expression high) {
    return new Expression.And(
        List.of(
            new Expression.Comparison(Expression.Comparison.Operator.GREATER_OR_EQUAL, value, low),
            new Expression.Comparison(Expression.Comparison.Operator.LESS_OR_EQUAL, value, high)));
  }

  private Expression inList(dev.weir.ast.Expression.InList e) {
    var values = new ArrayList<Expression>();
    var places = new ArrayList<dev.weir.ast.Expression>();
    values.add(bind(e.value()));
    places.add(e.value());
    for (var option : e.options()) {
      values.add(bind(option));
      places.add(option);
    }
    List<Expression> all = unified(values, places, e.span(), "IN");
    Expression value = all.get(0);
    List<Expression> options =
        all.subList(1, all.size()).stream().map(ConstantFolding::fold).toList();
    if (options.stream().allMatch(Expression.Literal.class::isInstance)) {
      var distinct = new LinkedHashMap<Object, Object>();
      boolean hasNull = false;
      for (Expression option : options) {
        Object constant = ((Expression.Literal) option).value();
        hasNull |= constant == null;
        if (constant != null) {
          distinct.putIfAbsent(Values.asKey(constant), constant);
        }
      }
      return new Expression.In(value, List.copyOf(distinct.values()), hasNull, e.negated());
    }
    var terms = new ArrayList<Expression>();
    for (Expression option : options) {
      terms.add(new Expression.Comparison(Expression.Comparison.Operator.EQUAL, value, option));
    }
    Expression any = terms.size() == 1 ? terms.get(0) : new Expression.Or(terms);
    return e.negated() ? new Expression.Not(any) : any;
  }

  private Expression truth(dev.weir.ast.Expression.IsTruth e) {
    Expression operand = condition(e.value(), "IS " + e.truth());
    return e.truth() == Truth.UNKNOWN
        ? new Expression.IsNull(operand, e.negated())
        : new Expression.IsTruth(operand, e.truth() == Truth.TRUE, e.negated());
  }

  private Expression subquery(dev.weir.ast.Expression e, String construct) {
    problems.notBuilt(e, construct);
    return Binding.BROKEN;
  }

  private Expression caseOf(dev.weir.ast.Expression.Case e) {
    var conditions = new ArrayList<Expression>();
    var results = new ArrayList<Expression>();
    var places = new ArrayList<dev.weir.ast.Expression>();
    Expression operand = e.operand().map(this::bind).orElse(null);
    for (var branch : e.branches()) {
      conditions.add(
          operand == null
              ? condition(branch.condition(), "WHEN")
              : comparison(
                  BinaryOperator.EQUAL,
                  operand,
                  bind(branch.condition()),
                  e.operand().get(),
                  branch.condition(),
                  branch.condition().span()));
      results.add(bind(branch.result()));
      places.add(branch.result());
    }
    results.add(e.otherwise().map(this::bind).orElse(Binding.BROKEN));
    places.add(e.otherwise().orElse(e));
    return caseOf(conditions, unified(results, places, e.span(), "CASE"));
  }

  static Expression caseOf(List<Expression> conditions, List<Expression> results) {
    var branches = new ArrayList<Expression.Case.When>();
    for (int i = 0; i < conditions.size(); i++) {
      branches.add(new Expression.Case.When(conditions.get(i), results.get(i)));
    }
    Expression otherwise = results.get(results.size() - 1);
    return new Expression.Case(branches, otherwise, otherwise.type());
  }

  private Expression cast(dev.weir.ast.Expression.Cast e) {
    Expression value = bind(e.value());
    DataType to = context.types.resolve(e.type());
    if (to.kind() == TypeKind.NULL || value == Binding.BROKEN) {
      return new Expression.Literal(null, to);
    }
    if (!Coercion.isCastable(value.type(), to)) {
      problems.error(
          BindError.CAST_NOT_POSSIBLE, e.span(), value.type() + " does not convert to " + to);
      return new Expression.Literal(null, to);
    }
    if (value.type().equals(to)) {
      return value;
    }
    // An explicit cast that fails is an error of the row, even over a constant.
    return new Expression.Cast(value, to, e.safe());
  }

  private Expression arrayOf(dev.weir.ast.Expression.ArrayOf e) {
    var elements = unified(bindAll(e.elements()), e.elements(), e.span(), "ARRAY");
    DataType element = elements.isEmpty() ? DataType.VARCHAR : solid(elements.get(0).type());
    return new Expression.Construct(
        elements.stream().map(x -> Coercion.cast(x, element)).toList(), DataType.array(element));
  }

  private Expression mapOf(dev.weir.ast.Expression.MapOf e) {
    var keys = new ArrayList<dev.weir.ast.Expression>();
    var values = new ArrayList<dev.weir.ast.Expression>();
    for (int i = 0; i < e.entries().size(); i += 2) {
      keys.add(e.entries().get(i));
      values.add(e.entries().get(i + 1));
    }
    var boundKeys = unified(bindAll(keys), keys, e.span(), "MAP");
    var boundValues = unified(bindAll(values), values, e.span(), "MAP");
    DataType key = keys.isEmpty() ? DataType.VARCHAR : solid(boundKeys.get(0).type());
    DataType value = keys.isEmpty() ? DataType.VARCHAR : solid(boundValues.get(0).type());
    var operands = new ArrayList<Expression>();
    for (int i = 0; i < keys.size(); i++) {
      operands.add(Coercion.cast(boundKeys.get(i), key));
      operands.add(Coercion.cast(boundValues.get(i), value));
    }
    return new Expression.Construct(operands, DataType.map(key, value));
  }

  private Expression rowOf(dev.weir.ast.Expression.RowOf e) {
    var names = new ArrayList<String>();
    var types = new ArrayList<DataType>();
    var fields = new ArrayList<Expression>();
    for (int i = 0; i < e.fields().size(); i++) {
      Expression field = bind(e.fields().get(i));
      DataType type = solid(field.type());
      fields.add(Coercion.cast(field, type));
      types.add(type);
      names.add("f" + (i + 1));
    }
    return new Expression.Construct(fields, DataType.row(names, types));
  }

  /** A type that a column can have: a bare NULL becomes VARCHAR, as in PostgreSQL. */
  static DataType solid(DataType type) {
    return type.kind() == TypeKind.NULL ? DataType.VARCHAR : type;
  }

  /** Whether an expression gives the same value for every row; its value is then known before any row comes. */
  static boolean isConstant(Expression e) {
    return Expressions.isConstant(e) && Expressions.isDeterministic(e);
  }
}
