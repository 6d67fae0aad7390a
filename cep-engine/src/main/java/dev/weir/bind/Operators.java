package dev.weir.bind;

import dev.weir.ast.BinaryOperator;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Arithmetic.Operation;
import dev.weir.plan.ExpressionText;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.List;

/** {@code + - * / %} over numbers, times and intervals. */
final class Operators {
  private final Problems problems;

  Operators(Problems problems) {
    this.problems = problems;
  }

  Expression arithmetic(
      Calls calls, dev.weir.ast.Expression.Binary e, Expression left, Expression right) {
    Operation operation =
        switch (e.operator()) {
          case ADD -> Operation.ADD;
          case SUBTRACT -> Operation.SUBTRACT;
          case MULTIPLY -> Operation.MULTIPLY;
          case DIVIDE -> Operation.DIVIDE;
          case REMAINDER -> Operation.MODULO;
          default -> throw new AssertionError(e.operator());
        };
    Expression l = literalLike(left, right, e.left(), operation);
    Expression r = literalLike(right, left, e.right(), operation);
    TypeKind x = l.type().kind();
    TypeKind y = r.type().kind();
    if (x == TypeKind.NULL || y == TypeKind.NULL) {
      DataType type = x == TypeKind.NULL ? r.type() : l.type();
      return type.kind().isNumeric() || type.kind() == TypeKind.NULL
          ? new Expression.Literal(null, type)
          : Binding.BROKEN;
    }
    if (x.isNumeric() && y.isNumeric()) {
      return numbers(operation, l, r);
    }
    Expression time = times(calls, operation, l, r, e);
    if (time != null) {
      return time;
    }
    problems.add(refused(e, l, r));
    return Binding.BROKEN;
  }

  /** Each operand is brought to the result's storage; a DECIMAL keeps its own scale, so that no digit is lost before the operation. */
  private static Expression numbers(Operation operation, Expression l, Expression r) {
    DataType type = Coercion.arithmetic(operation, l.type(), r.type());
    if (type.kind() == TypeKind.DECIMAL) {
      return new Expression.Arithmetic(operation, decimal(l), decimal(r), type);
    }
    return new Expression.Arithmetic(
        operation, Coercion.cast(l, type), Coercion.cast(r, type), type);
  }

  private static Expression decimal(Expression e) {
    return Coercion.cast(e, Coercion.asDecimal(e.type()));
  }

  /** A text literal takes the type that the other side asks for. */
  private Expression literalLike(
      Expression e, Expression other, dev.weir.ast.Expression place, Operation operation) {
    if (!Coercion.isText(e) || Coercion.isText(other)) {
      return e;
    }
    TypeKind kind = other.type().kind();
    if (kind.isNumeric()) {
      return Coercion.cast(e, other.type(), place.span(), problems);
    }
    if (kind.isInterval()
        || kind.isTimestamp() && operation == Operation.ADD
        || kind == TypeKind.DATE && operation == Operation.ADD) {
      return Coercion.cast(
          e, kind.isInterval() ? other.type() : DataType.INTERVAL_DAY_TIME, place.span(), problems);
    }
    return kind.isTimestamp() || kind == TypeKind.DATE
        ? Coercion.cast(e, other.type(), place.span(), problems)
        : e;
  }

  /** The result over times and intervals, or null if there is no such operation. */
  private Expression times(
      Calls calls,
      Operation operation,
      Expression l,
      Expression r,
      dev.weir.ast.Expression.Binary e) {
    TypeKind x = l.type().kind();
    TypeKind y = r.type().kind();
    boolean sum = operation == Operation.ADD || operation == Operation.SUBTRACT;
    if (sum && x.isTimestamp() && y == TypeKind.INTERVAL_DAY_TIME) {
      return new Expression.Arithmetic(operation, l, r, shifted(l.type(), r));
    }
    if (sum && x == TypeKind.DATE && y == TypeKind.INTERVAL_DAY_TIME) {
      Expression start = Coercion.cast(l, DataType.timestamp(0));
      return new Expression.Arithmetic(operation, start, r, shifted(DataType.timestamp(0), r));
    }
    if (sum && (x.isTimestamp() || x == TypeKind.DATE) && y == TypeKind.INTERVAL_YEAR_MONTH) {
      Expression start = x == TypeKind.DATE ? Coercion.cast(l, DataType.timestamp(0)) : l;
      return calls.function(
          operation == Operation.ADD ? Functions.ADD_MONTHS : Functions.SUBTRACT_MONTHS,
          List.of(start, r),
          List.of(e.left(), e.right()),
          e.span());
    }
    if (operation == Operation.ADD && x.isInterval() && (y.isTimestamp() || y == TypeKind.DATE)) {
      return times(calls, operation, r, l, e);
    }
    if (sum && x == y && x.isInterval()) {
      return new Expression.Arithmetic(operation, l, r, l.type());
    }
    if (operation == Operation.SUBTRACT && x.isTimestamp() && y.isTimestamp()
        || operation == Operation.SUBTRACT && x.isTimestamp() && y == TypeKind.DATE
        || operation == Operation.SUBTRACT && x == TypeKind.DATE && y.isTimestamp()) {
      DataType common = Coercion.common(l.type(), r.type()).orElseThrow();
      return new Expression.Arithmetic(
          operation,
          Coercion.cast(l, common),
          Coercion.cast(r, common),
          DataType.INTERVAL_DAY_TIME);
    }
    if (operation == Operation.SUBTRACT && x == TypeKind.DATE && y == TypeKind.DATE) {
      return new Expression.Arithmetic(operation, l, r, DataType.INTEGER);
    }
    if (operation == Operation.SUBTRACT && x == TypeKind.TIME && y == TypeKind.TIME) {
      return new Expression.Arithmetic(operation, l, r, DataType.INTERVAL_DAY_TIME);
    }
    if (sum
        && x == TypeKind.DATE
        && (y == TypeKind.INTEGER || y == TypeKind.SMALLINT || y == TypeKind.TINYINT)) {
      return new Expression.Arithmetic(operation, l, r, DataType.DATE);
    }
    if (operation == Operation.ADD && y == TypeKind.DATE && x == TypeKind.INTEGER) {
      return new Expression.Arithmetic(operation, r, l, DataType.DATE);
    }
    if (operation == Operation.MULTIPLY && x.isNumeric() && y.isInterval()) {
      return times(calls, operation, r, l, e);
    }
    if (operation == Operation.MULTIPLY && x.isInterval() && y.isNumeric()) {
      return calls.function(
          Functions.MULTIPLY_INTERVAL, List.of(l, r), List.of(e.left(), e.right()), e.span());
    }
    if (operation == Operation.DIVIDE && x.isInterval() && y.isNumeric()) {
      return calls.function(
          Functions.DIVIDE_INTERVAL, List.of(l, r), List.of(e.left(), e.right()), e.span());
    }
    return null;
  }

  /** A shift by parts of a second keeps them. */
  private static DataType shifted(DataType type, Expression interval) {
    long unit = 1_000_000;
    int digits = 0;
    if (interval instanceof Expression.Literal l && l.value() instanceof Long micros) {
      while (micros % unit != 0) {
        unit /= 10;
        digits++;
      }
    } else {
      digits = 6;
    }
    int precision = Math.max(type.precision(), digits);
    return type.kind() == TypeKind.TIMESTAMP
        ? DataType.timestamp(precision)
        : DataType.timestampLtz(precision);
  }

  private static Diagnostic.Builder refused(
      dev.weir.ast.Expression.Binary e, Expression l, Expression r) {
    var problem =
        Diagnostic.error(
            BindError.OPERATOR_TYPES,
            e.span(),
            e.operator().sql() + " does not take " + l.type() + " and " + r.type());
    boolean text = l.type().kind().isString() || r.type().kind().isString();
    Expression string = l.type().kind().isString() ? l : r;
    Expression other = string == l ? r : l;
    if (text && e.operator() == BinaryOperator.ADD) {
      problem.help(ExpressionText.of(l) + " || " + ExpressionText.of(r) + " joins texts");
    } else if (text && other.type().kind().isNumeric()) {
      problem.help("CAST(" + ExpressionText.of(string) + " AS DOUBLE)");
    } else if (l.type().kind().isTimestamp() && r.type().kind().isNumeric()) {
      problem.help(ExpressionText.of(l) + " " + e.operator().sql() + " INTERVAL '1' SECOND");
    }
    return problem;
  }
}
