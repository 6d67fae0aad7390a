package dev.weir.expression;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Call;
import dev.weir.expression.Expression.Case;
import dev.weir.expression.Expression.Cast;
import dev.weir.expression.Expression.Coalesce;
import dev.weir.expression.Expression.Column;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.Construct;
import dev.weir.expression.Expression.DistinctFrom;
import dev.weir.expression.Expression.Field;
import dev.weir.expression.Expression.Given;
import dev.weir.expression.Expression.In;
import dev.weir.expression.Expression.IsNull;
import dev.weir.expression.Expression.IsTruth;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.Expression.Negation;
import dev.weir.expression.Expression.Not;
import dev.weir.expression.Expression.Or;
import dev.weir.expression.Expression.OtherRow;
import dev.weir.expression.Expression.RowTime;
import dev.weir.time.Clock;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.TypeKind;
import dev.weir.type.Values;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Evaluates expressions one node at a time on boxed values: slow and plain. It folds constants, and
 * it is what compiled expressions are tested against, down to the order of evaluation:
 *
 * <ul>
 *   <li>Operands are evaluated from left to right; a strict operation whose operand is NULL is NULL
 *       without looking at the operands after it.
 *   <li>Where only truth matters (a filter, a branch of CASE, IS TRUE) a conjunction ends at the
 *       first term that decides that; see {@link #truth}.
 * </ul>
 *
 * <p>Thread-safe if the clock is.
 */
public final class Interpreter {
  private final Clock clock;

  /** @param clock what functions of the current time read */
  public Interpreter(Clock clock) {
    this.clock = clock;
  }

  /**
   * What expressions read.
   *
   * @param row null if there is none: then its columns are NULL
   */
  private record Inputs(Event row, long time, Object[] others, Event given) {}

  /**
   * The value of an expression without columns.
   *
   * @throws RowError if it cannot be evaluated
   */
  public Object fold(Expression expression) {
    return evaluate(expression, null, 0);
  }

  /** Whether a condition is true of the row; unknown counts as false. */
  public boolean test(Expression condition, Event row, long time) {
    return test(condition, row, time, null, null);
  }

  /** As {@link #evaluate(Expression, Event, long, Object[], Event)} for a condition; unknown counts as false. */
  public boolean test(Expression condition, Event row, long time, Object[] others, Event given) {
    return truth(condition, new Inputs(row, time, others, given), false);
  }

  /**
   * The value of an expression over a row, boxed; null for NULL.
   *
   * @param row may be null if the expression has no columns
   * @throws RowError if it cannot be evaluated
   */
  public Object evaluate(Expression expression, Event row, long time) {
    return evaluate(expression, row, time, null, null);
  }

  /**
   * The value of an expression over several rows, boxed; null for NULL.
   *
   * @param row the current row; null if there is none, then its columns are NULL
   * @param others the rows that {@link OtherRow} reads, by number, null where there is none; null
   *     if the expression reads none
   * @param given the values that {@link Given} reads, by index; null if the expression reads none
   * @throws RowError if it cannot be evaluated
   */
  public Object evaluate(
      Expression expression, Event row, long time, Object[] others, Event given) {
    return evaluate(expression, new Inputs(row, time, others, given));
  }

  /**
   * The truth of a condition where NULL counts as {@code unknown}. Only as many terms are looked at
   * as it takes to know that.
   */
  private boolean truth(Expression condition, Inputs inputs, boolean unknown) {
    if (condition instanceof And and) {
      return and.terms().stream().allMatch(term -> truth(term, inputs, unknown));
    }
    if (condition instanceof Or or) {
      return or.terms().stream().anyMatch(term -> truth(term, inputs, unknown));
    }
    if (condition instanceof Not not) {
      return !truth(not.operand(), inputs, !unknown);
    }
    var value = evaluate(condition, inputs);
    return value == null ? unknown : (Boolean) value;
  }

  private Object evaluate(Expression e, Inputs inputs) {
    if (e instanceof Literal literal) {
      return literal.value();
    } else if (e instanceof Column column) {
      return inputs.row() == null ? null : inputs.row().get(column.index());
    } else if (e instanceof OtherRow other) {
      var row = (Event) inputs.others()[other.row()];
      return row == null
          ? null
          : evaluate(other.value(), new Inputs(row, 0, inputs.others(), inputs.given()));
    } else if (e instanceof Given value) {
      return inputs.given().get(value.index());
    } else if (e instanceof RowTime) {
      return inputs.time();
    } else if (e instanceof Arithmetic a) {
      var left = evaluate(a.left(), inputs);
      var right = left == null ? null : evaluate(a.right(), inputs);
      return right == null ? null : arithmetic(a.operation(), left, right, a.type());
    } else if (e instanceof Negation n) {
      var value = evaluate(n.operand(), inputs);
      return value == null ? null : negate(value, n.type());
    } else if (e instanceof Comparison c) {
      var left = evaluate(c.left(), inputs);
      var right = left == null ? null : evaluate(c.right(), inputs);
      return right == null ? null : compare(c.operator(), left, right);
    } else if (e instanceof DistinctFrom d) {
      var left = evaluate(d.left(), inputs);
      var right = evaluate(d.right(), inputs);
      return Values.same(left, right) == d.negated();
    } else if (e instanceof And and) {
      return junction(and.terms(), inputs, false);
    } else if (e instanceof Or or) {
      return junction(or.terms(), inputs, true);
    } else if (e instanceof Not not) {
      var value = evaluate(not.operand(), inputs);
      return value == null ? null : !(Boolean) value;
    } else if (e instanceof IsNull test) {
      return (evaluate(test.operand(), inputs) == null) != test.negated();
    } else if (e instanceof IsTruth test) {
      boolean holds =
          test.truth()
              ? truth(test.operand(), inputs, false)
              : !truth(test.operand(), inputs, true);
      return holds != test.negated();
    } else if (e instanceof In in) {
      return in(in, evaluate(in.operand(), inputs));
    } else if (e instanceof Case c) {
      for (var branch : c.branches()) {
        if (truth(branch.condition(), inputs, false)) {
          return evaluate(branch.result(), inputs);
        }
      }
      return evaluate(c.otherwise(), inputs);
    } else if (e instanceof Coalesce c) {
      for (var operand : c.operands()) {
        var value = evaluate(operand, inputs);
        if (value != null) {
          return value;
        }
      }
      return null;
    } else if (e instanceof Cast c) {
      return cast(c, evaluate(c.operand(), inputs));
    } else if (e instanceof Call c) {
      return call(c, inputs);
    } else if (e instanceof Field f) {
      var value = (RowValue) evaluate(f.operand(), inputs);
      return value == null ? null : value.fields().get(f.index());
    } else if (e instanceof Construct c) {
      var values = new ArrayList<Object>();
      c.operands().forEach(operand -> values.add(evaluate(operand, inputs)));
      return construct(c.type(), values);
    }
    throw new AssertionError(e);
  }

  /** AND, which ends at false, or OR, which ends at true. */
  private Boolean junction(List<Expression> terms, Inputs inputs, boolean end) {
    boolean isUnknown = false;
    for (var term : terms) {
      var value = (Boolean) evaluate(term, inputs);
      if (value == null) {
        isUnknown = true;
      } else if (value == end) {
        return end;
      }
    }
    return isUnknown ? null : !end;
  }

  private static Boolean compare(Comparison.Operator operator, Object left, Object right) {
    return switch (operator) {
      case EQUAL -> Values.same(left, right);
      case NOT_EQUAL -> !Values.same(left, right);
      case LESS -> Values.compare(left, right) < 0;
      case LESS_OR_EQUAL -> Values.compare(left, right) <= 0;
      case GREATER -> Values.compare(left, right) > 0;
      case GREATER_OR_EQUAL -> Values.compare(left, right) >= 0;
    };
  }

  private static Boolean in(In in, Object value) {
    if (value == null) {
      return null;
    }
    if (in.values().stream().anyMatch(candidate -> Values.same(candidate, value))) {
      return !in.negated();
    }
    return in.hasNull() ? null : (Boolean) in.negated();
  }

  private static Object cast(Cast cast, Object value) {
    try {
      return Casts.cast(value, cast.operand().type(), cast.type());
    } catch (RowError e) {
      if (cast.isTry()) {
        return null;
      }
      throw e;
    }
  }

  private static Object construct(DataType type, List<Object> values) {
    if (type.kind() == TypeKind.ROW) {
      return new RowValue(values);
    } else if (type.kind() == TypeKind.ARRAY) {
      return Collections.unmodifiableList(values);
    }
    var map = new LinkedHashMap<Object, Object>();
    for (int i = 0; i < values.size(); i += 2) {
      if (values.get(i) == null) {
        throw new RowError("a key of the map is NULL");
      }
      map.put(values.get(i), values.get(i + 1));
    }
    return Collections.unmodifiableMap(map);
  }

  // ---- arithmetic: integers are computed without bounds, then checked

  private static Object arithmetic(
      Arithmetic.Operation operation, Object left, Object right, DataType type) {
    return switch (type.storage()) {
      case INT, LONG -> integer(operate(operation, integer(left), integer(right)), type);
      case DOUBLE -> {
        double result = operate(operation, (Double) left, (Double) right);
        yield type.kind() == TypeKind.REAL ? (double) (float) result : result;
      }
      default -> decimal(operate(operation, (BigDecimal) left, (BigDecimal) right, type), type);
    };
  }

  private static BigInteger integer(Object value) {
    return BigInteger.valueOf(((Number) value).longValue());
  }

  private static BigInteger operate(
      Arithmetic.Operation operation, BigInteger left, BigInteger right) {
    return switch (operation) {
      case ADD -> left.add(right);
      case SUBTRACT -> left.subtract(right);
      case MULTIPLY -> left.multiply(right);
      case DIVIDE -> left.divide(divisor(right, right.signum() == 0));
      case MODULO -> left.remainder(divisor(right, right.signum() == 0));
    };
  }

  private static double operate(Arithmetic.Operation operation, double left, double right) {
    return switch (operation) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / divisor(right, right == 0);
      case MODULO -> left % divisor(right, right == 0);
    };
  }

  private static BigDecimal operate(
      Arithmetic.Operation operation, BigDecimal left, BigDecimal right, DataType type) {
    return switch (operation) {
      case ADD -> left.add(right);
      case SUBTRACT -> left.subtract(right);
      case MULTIPLY -> left.multiply(right);
      case DIVIDE ->
          left.divide(divisor(right, right.signum() == 0), type.scale(), RoundingMode.HALF_UP);
      case MODULO -> left.remainder(divisor(right, right.signum() == 0));
    };
  }

  private static <T> T divisor(T value, boolean isZero) {
    if (isZero) {
      throw new RowError("division by zero");
    }
    return value;
  }

  private static Object negate(Object value, DataType type) {
    return switch (type.storage()) {
      case INT, LONG -> integer(integer(value).negate(), type);
      case DOUBLE -> -(Double) value;
      default -> ((BigDecimal) value).negate();
    };
  }

  /** The value in its type's storage, if the type holds it. */
  private static Object integer(BigInteger value, DataType type) {
    int bits =
        switch (type.kind()) {
          case TINYINT -> 8;
          case SMALLINT -> 16;
          default -> type.storage() == dev.weir.type.Storage.INT ? 32 : 64;
        };
    if (value.bitLength() >= bits) {
      throw new RowError("integer overflow");
    }
    return bits == 64 ? (Object) value.longValue() : (Object) value.intValue();
  }

  private static BigDecimal decimal(BigDecimal value, DataType type) {
    var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (rounded.signum() != 0 && rounded.precision() > type.precision()) {
      throw new RowError("the number does not fit " + type);
    }
    return rounded;
  }

  // ---- calls

  private Object call(Call call, Inputs inputs) {
    var function = call.function();
    var arguments = new ArrayList<Object>();
    for (var argument : call.arguments()) {
      var value = evaluate(argument, inputs);
      if (value == null && function.strict()) {
        return null;
      }
      arguments.add(value);
    }
    var type = function.methodType();
    if (type.parameterCount() > 0 && type.parameterType(0) == Clock.class) {
      arguments.add(0, clock);
    }
    try {
      MethodHandle method =
          MethodHandles.publicLookup().findStatic(function.owner(), function.method(), type);
      int fixed = type.parameterCount() - 1;
      return function.varargs()
          ? method
              .asFixedArity()
              .asCollector(type.lastParameterType(), arguments.size() - fixed)
              .invokeWithArguments(arguments)
          : method.asFixedArity().invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the function " + function.name() + " failed", e);
    }
  }
}
