package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** {@code left JOIN right ON ...}. A cross join has no condition, every other has one. */
public record Join(
    Type type, Relation left, Relation right, Optional<Condition> condition, Span span)
    implements Relation {
  /** Which rows without a partner stay. */
  public enum Type {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    CROSS
  }

  /** What makes two rows partners. */
  public sealed interface Condition extends Node {}

  /** {@code ON condition}. */
  public record On(Expression condition, Span span) implements Condition {
    @Override
    public List<Node> children() {
      return Children.of(condition);
    }
  }

  /** {@code USING (column, ...)}. */
  public record Using(List<Identifier> columns, Span span) implements Condition {
    /** Copies the columns. */
    public Using {
      columns = List.copyOf(columns);
    }

    @Override
    public List<Node> children() {
      return Children.of(columns);
    }
  }

  /** {@code NATURAL}: equal in all columns of the same name. */
  public record Natural(Span span) implements Condition {
    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** Checks the condition. */
  public Join {
    if (condition.isPresent() == (type == Type.CROSS)) {
      throw new IllegalArgumentException(type + " join with condition: " + condition.isPresent());
    }
  }

  @Override
  public Kind kind() {
    return Kind.JOIN;
  }

  @Override
  public List<Node> children() {
    return Children.of(left, right, condition);
  }
}
