package dev.weir.expression;

import dev.weir.function.ScalarFunction;
import dev.weir.type.DataType;
import java.util.List;

/**
 * An expression over one input row, with every name, type and function resolved. Immutable; equal
 * when built the same. Operands already have the types that the operation needs: the binder has put
 * casts where SQL converts implicitly.
 */
public sealed interface Expression {

  DataType type();

  /** Whether the value can be NULL. Generated code leaves out tests where it cannot. */
  boolean nullable();

  /**
   * A constant.
   *
   * @param value boxed as in {@link dev.weir.type.Storage}, null for NULL; or, as the argument of a
   *     call whose method wants it, an object prepared from the SQL constant (a compiled regular
   *     expression)
   */
  record Literal(Object value, DataType type) implements Expression {
    @Override
    public boolean nullable() {
      return value == null;
    }
  }

  /** A column of the input row. {@code name} is for messages and EXPLAIN only. */
  record Column(int index, DataType type, boolean nullable, String name) implements Expression {}

  /** The time of the row on its edge, as a timestamp of the given type. */
  record RowTime(DataType type) implements Expression {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * Arithmetic on operands of the result's own storage. Integers are checked against the range of
   * the result type, DECIMALs rounded half up to its scale and checked against its precision; division and
   * remainder by zero are row errors for exact types and for DOUBLE alike. Also serves timestamps
   * and day-time intervals, as {@code long} microseconds.
   */
  record Arithmetic(Operation operation, Expression left, Expression right, DataType type)
      implements Expression {
    public enum Operation {
      ADD("+"),
      SUBTRACT("-"),
      MULTIPLY("*"),
      DIVIDE("/"),
      MODULO("%");

      private final String symbol;

      Operation(String symbol) {
        this.symbol = symbol;
      }

      public String symbol() {
        return symbol;
      }
    }

    @Override
    public boolean nullable() {
      return left.nullable() || right.nullable();
    }
  }

  /** Unary minus, checked for overflow. */
  record Negation(Expression operand) implements Expression {
    @Override
    public DataType type() {
      return operand.type();
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /**
   * A comparison of operands of one storage. Strings compare by code point order of UTF-16, as
   * {@link String#compareTo}; DECIMALs by value; ROW, ARRAY and MAP by equality only. NaN equals NaN and is greater
   * than every number, as in PostgreSQL.
   */
  record Comparison(Operator operator, Expression left, Expression right) implements Expression {
    public enum Operator {
      EQUAL("="),
      NOT_EQUAL("<>"),
      LESS("<"),
      LESS_OR_EQUAL("<="),
      GREATER(">"),
      GREATER_OR_EQUAL(">=");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      public String symbol() {
        return symbol;
      }
    }

    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return left.nullable() || right.nullable();
    }
  }

  /** {@code IS [NOT] DISTINCT FROM}; {@code negated} is the form with NOT. Never NULL. */
  record DistinctFrom(Expression left, Expression right, boolean negated) implements Expression {
    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** Conjunction in three-valued logic, evaluated left to right until one is false. */
  record And(List<Expression> terms) implements Expression {
    public And {
      terms = List.copyOf(terms);
    }

    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return terms.stream().anyMatch(Expression::nullable);
    }
  }

  /** Disjunction in three-valued logic, evaluated left to right until one is true. */
  record Or(List<Expression> terms) implements Expression {
    public Or {
      terms = List.copyOf(terms);
    }

    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return terms.stream().anyMatch(Expression::nullable);
    }
  }

  record Not(Expression operand) implements Expression {
    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** {@code IS [NOT] NULL}. */
  record IsNull(Expression operand, boolean negated) implements Expression {
    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** {@code IS [NOT] TRUE | FALSE}; IS UNKNOWN is {@link IsNull}. */
  record IsTruth(Expression operand, boolean truth, boolean negated) implements Expression {
    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * {@code operand [NOT] IN (constants)}.
   *
   * @param values distinct, without null, of the operand's type
   * @param hasNull whether the list has a NULL, so that what is not in it is unknown
   */
  record In(Expression operand, List<Object> values, boolean hasNull, boolean negated)
      implements Expression {
    public In {
      values = List.copyOf(values);
    }

    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return hasNull || operand.nullable();
    }
  }

  /** The searched CASE: the result of the first condition that is true, else {@code otherwise}. */
  record Case(List<When> branches, Expression otherwise, DataType type) implements Expression {
    public record When(Expression condition, Expression result) {}

    public Case {
      branches = List.copyOf(branches);
    }

    @Override
    public boolean nullable() {
      return otherwise.nullable() || branches.stream().anyMatch(b -> b.result().nullable());
    }
  }

  /** The first operand that is not NULL. */
  record Coalesce(List<Expression> operands, DataType type) implements Expression {
    public Coalesce {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean nullable() {
      return operands.stream().allMatch(Expression::nullable);
    }
  }

  /** A conversion. {@code isTry}: NULL instead of a row error. */
  record Cast(Expression operand, DataType type, boolean isTry) implements Expression {
    @Override
    public boolean nullable() {
      return isTry || operand.nullable();
    }
  }

  /** A call of a resolved function, with arguments already cast to its parameter types. */
  record Call(ScalarFunction function, List<Expression> arguments, DataType type)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public boolean nullable() {
      return function.mayReturnNull()
          || function.strict() && arguments.stream().anyMatch(Expression::nullable);
    }
  }

  /** A field of a ROW value. */
  record Field(Expression operand, int index, DataType type) implements Expression {
    @Override
    public boolean nullable() {
      return true;
    }
  }

  /**
   * Builds an ARRAY (operands are its elements), a MAP (keys and values in turn) or a ROW (its
   * fields), as {@code type} says. Elements may be NULL; a NULL map key is a row error.
   */
  record Construct(List<Expression> operands, DataType type) implements Expression {
    public Construct {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * The value of an expression over another row than the current one, NULL if there is none: the
   * navigation of row patterns. Does not nest.
   *
   * @param row the number of that row among those handed in beside the current one
   * @param value reads columns of that row; never {@link RowTime}
   */
  record OtherRow(int row, Expression value) implements Expression {
    @Override
    public DataType type() {
      return value.type();
    }

    @Override
    public boolean nullable() {
      return true;
    }
  }

  /**
   * A value handed in beside the row, not a column of it: in row patterns a running aggregate, a
   * classifier, the number of the match. {@code name} is for messages and EXPLAIN only.
   */
  record Given(int index, DataType type, boolean nullable, String name) implements Expression {}
}
