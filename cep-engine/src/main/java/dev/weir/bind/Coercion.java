package dev.weir.bind;

import dev.weir.diagnostic.Span;
import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which types go together, and the casts that SQL leaves unsaid. Numbers widen (integers, then DECIMAL, then DOUBLE), dates
 * become timestamps, and a text literal becomes whatever stands on the other side, as in PostgreSQL; a text column never does.
 */
final class Coercion {
  private Coercion() {}

  /** Whether the expression is a text literal, which takes the type of its surroundings. */
  static boolean isText(Expression e) {
    return e instanceof Expression.Literal l && l.value() != null && l.type().kind().isString();
  }

  static boolean isNull(Expression e) {
    return e.type().kind() == TypeKind.NULL;
  }

  /** The type that values of both types convert to without loss of meaning. */
  static Optional<DataType> common(DataType a, DataType b) {
    if (a.equals(b)) {
      return Optional.of(a);
    }
    TypeKind x = a.kind();
    TypeKind y = b.kind();
    if (x == TypeKind.NULL) {
      return Optional.of(b);
    }
    if (y == TypeKind.NULL) {
      return Optional.of(a);
    }
    if (x.isNumeric() && y.isNumeric()) {
      return Optional.of(commonNumber(a, b));
    }
    if (x.isString() && y.isString()) {
      return Optional.of(
          a.precision() == DataType.UNBOUNDED || b.precision() == DataType.UNBOUNDED
              ? DataType.VARCHAR
              : DataType.varchar(Math.max(a.precision(), b.precision())));
    }
    if (x == TypeKind.JSON && y.isString() || y == TypeKind.JSON && x.isString()) {
      return Optional.of(DataType.VARCHAR);
    }
    if (isDated(x) && isDated(y)) {
      if (x == TypeKind.TIMESTAMP_LTZ || y == TypeKind.TIMESTAMP_LTZ) {
        return Optional.of(DataType.timestampLtz(fraction(a, b)));
      }
      return Optional.of(DataType.timestamp(fraction(a, b)));
    }
    if (x != y) {
      return Optional.empty();
    }
    return switch (x) {
      case TIME -> Optional.of(DataType.time(fraction(a, b)));
      case ARRAY -> common(a.element(), b.element()).map(DataType::array);
      case MAP ->
          common(a.children().get(0), b.children().get(0))
              .flatMap(
                  k ->
                      common(a.children().get(1), b.children().get(1))
                          .map(v -> DataType.map(k, v)));
      case ROW -> commonRow(a, b);
      default -> Optional.empty();
    };
  }

  private static Optional<DataType> commonRow(DataType a, DataType b) {
    if (a.children().size() != b.children().size()) {
      return Optional.empty();
    }
    var types = new ArrayList<DataType>();
    for (int i = 0; i < a.children().size(); i++) {
      Optional<DataType> type = common(a.children().get(i), b.children().get(i));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      types.add(type.get());
    }
    return Optional.of(DataType.row(a.names(), types));
  }

  private static boolean isDated(TypeKind kind) {
    return kind == TypeKind.DATE || kind.isTimestamp();
  }

  private static int fraction(DataType a, DataType b) {
    return Math.max(Math.max(a.precision(), b.precision()), 0);
  }

  private static DataType commonNumber(DataType a, DataType b) {
    TypeKind x = a.kind();
    TypeKind y = b.kind();
    if (x.isFloating() || y.isFloating()) {
      return x == TypeKind.REAL && y == TypeKind.REAL ? DataType.REAL : DataType.DOUBLE;
    }
    if (x.isInteger() && y.isInteger()) {
      return x.ordinal() >= y.ordinal() ? a : b;
    }
    DataType l = asDecimal(a);
    DataType r = asDecimal(b);
    int scale = Math.max(l.scale(), r.scale());
    int whole = Math.max(l.precision() - l.scale(), r.precision() - r.scale());
    return fitted(whole + scale, scale);
  }

  /** The DECIMAL that holds every value of an integer type. */
  static DataType asDecimal(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> DataType.decimal(3, 0);
      case SMALLINT -> DataType.decimal(5, 0);
      case INTEGER -> DataType.decimal(10, 0);
      case BIGINT -> DataType.decimal(19, 0);
      default -> type;
    };
  }

  /**
   * A DECIMAL of at most 38 digits: where more would be needed, fraction digits go first, down to six, because
   * whole digits are worth more.
   */
  static DataType fitted(int precision, int scale) {
    if (precision <= DataType.MAX_DECIMAL_PRECISION) {
      return DataType.decimal(precision, scale);
    }
    int whole = precision - scale;
    int kept = Math.max(DataType.MAX_DECIMAL_PRECISION - whole, Math.min(scale, 6));
    return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, kept);
  }

  /** The type of {@code + - * / %} over two numeric types. */
  static DataType arithmetic(Expression.Arithmetic.Operation operation, DataType a, DataType b) {
    if (a.kind() != TypeKind.DECIMAL && b.kind() != TypeKind.DECIMAL
        || a.kind().isFloating()
        || b.kind().isFloating()) {
      return commonNumber(a, b);
    }
    DataType l = asDecimal(a);
    DataType r = asDecimal(b);
    int lw = l.precision() - l.scale();
    int rw = r.precision() - r.scale();
    return switch (operation) {
      case ADD, SUBTRACT -> {
        int scale = Math.max(l.scale(), r.scale());
        yield fitted(Math.max(lw, rw) + 1 + scale, scale);
      }
      case MULTIPLY -> fitted(l.precision() + r.precision(), l.scale() + r.scale());
      case DIVIDE -> {
        int scale = Math.max(6, l.scale() + r.precision() + 1);
        yield fitted(lw + r.scale() + scale, scale);
      }
      case MODULO -> {
        int scale = Math.max(l.scale(), r.scale());
        yield fitted(Math.min(lw, rw) + scale, scale);
      }
    };
  }

  /** Whether a value of one type may stand where the other is needed, with nothing said. */
  static boolean isImplicit(DataType from, DataType to) {
    return common(from, to).filter(t -> t.kind() == to.kind()).isPresent();
  }

  /** Whether INSERT converts it: what is implicit, and numbers among each other, where a value that does not fit is a row error. */
  static boolean isAssignable(DataType from, DataType to) {
    TypeKind x = from.kind();
    TypeKind y = to.kind();
    return isImplicit(from, to) || isCastable(from, to) && isAssignable(x, y);
  }

  private static boolean isAssignable(TypeKind x, TypeKind y) {
    return x.isNumeric() && y.isNumeric()
        || x.isString() && (y.isString() || y == TypeKind.JSON)
        || y.isString() && x != TypeKind.ARRAY && x != TypeKind.MAP && x != TypeKind.ROW
        || isDated(x) && isDated(y)
        || x.isTimestamp() && y == TypeKind.TIME;
  }

  /** Whether CAST can convert. */
  static boolean isCastable(DataType from, DataType to) {
    return from.kind() == TypeKind.NULL || Casts.canCast(from, to);
  }

  /**
   * The expression with this type; a constant is converted now. Nothing is put where values are held alike and cannot
   * fall outside the type.
   *
   * @throws RowError if it is a constant that does not convert
   */
  static Expression cast(Expression e, DataType to) {
    DataType from = e.type();
    if (from.equals(to) || holds(to, from)) {
      return e;
    }
    if (e instanceof Expression.Literal l && l.value() == null) {
      return new Expression.Literal(null, to);
    }
    var cast = new Expression.Cast(e, to, false);
    return e instanceof Expression.Literal ? ConstantFolding.evaluate(cast) : cast;
  }

  /** Whether every value of {@code from} is already one of {@code to}, in the same representation. */
  private static boolean holds(DataType to, DataType from) {
    if (to.kind().isString() && from.kind().isString()) {
      return to.precision() == DataType.UNBOUNDED
          || from.precision() != DataType.UNBOUNDED
              && from.precision() <= to.precision()
              && from.kind() == to.kind();
    }
    return to.kind() == from.kind()
        && (to.kind().isTimestamp() || to.kind() == TypeKind.TIME)
        && from.precision() <= to.precision();
  }

  /** {@link #cast}, with a constant that does not convert reported. */
  static Expression cast(Expression e, DataType to, Span place, Problems problems) {
    if (!isNull(e) && to.kind() != TypeKind.NULL && !isCastable(e.type(), to)) {
      problems.error(BindError.CAST_NOT_POSSIBLE, place, e.type() + " does not convert to " + to);
      return new Expression.Literal(null, to);
    }
    try {
      return cast(e, to);
    } catch (RowError error) {
      String value = dev.weir.plan.ExpressionText.of(e);
      problems.add(
          dev.weir.diagnostic.Diagnostic.error(
                  BindError.LITERAL_NOT_CONVERTIBLE, place, value + " is no " + to)
              .label(error.getMessage())
              .note(example(to)));
      return new Expression.Literal(null, to);
    }
  }

  private static String example(DataType type) {
    return switch (type.kind()) {
      case TIMESTAMP -> "for example '2026-01-02 03:04:05.678'";
      case TIMESTAMP_LTZ -> "for example '2026-01-02T03:04:05.678Z'";
      case DATE -> "for example '2026-01-02'";
      case TIME -> "for example '03:04:05'";
      case INTERVAL_DAY_TIME -> "for example INTERVAL '5' MINUTE";
      case INTERVAL_YEAR_MONTH -> "for example INTERVAL '3' MONTH";
      case BOOLEAN -> "for example TRUE or FALSE";
      default -> "the type is " + type;
    };
  }

  /** The one type of several results (CASE, COALESCE, VALUES, UNION), text literals giving way to the others. */
  static Optional<DataType> common(List<Expression> all) {
    DataType type = DataType.NULL;
    boolean text = false;
    for (Expression e : all) {
      if (isText(e)) {
        text = true;
        continue;
      }
      Optional<DataType> next = common(type, e.type());
      if (next.isEmpty()) {
        return next;
      }
      type = next.get();
    }
    return Optional.of(text && type.kind() == TypeKind.NULL ? DataType.VARCHAR : type);
  }
}
