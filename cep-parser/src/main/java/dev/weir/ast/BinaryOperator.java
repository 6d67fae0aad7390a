package dev.weir.ast;

/** Operators of {@link Expression.Binary}. */
public enum BinaryOperator {
  POWER("^"),
  MULTIPLY("*"),
  DIVIDE("/"),
  REMAINDER("%"),
  ADD("+"),
  SUBTRACT("-"),
  EQUAL("="),
  NOT_EQUAL("<>"),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private final String sql;

  BinaryOperator(String sql) {
    this.sql = sql;
  }

  /** The sign. */
  public String sql() {
    return sql;
  }

  /** True for {@code = <> < <= > >=}. */
  public boolean isComparison() {
    return ordinal() >= EQUAL.ordinal();
  }

  /** The comparison with its sides swapped, {@code <} for {@code >}; arithmetic stays. */
  public BinaryOperator mirrored() {
    return switch (this) {
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      default -> this;
    };
  }
}
