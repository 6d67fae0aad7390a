package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** One entry of the list in parentheses of {@code CREATE STREAM} and {@code CREATE TABLE}. */
public sealed interface TableElement extends Node {
  /** Which record this is. */
  enum Kind {
    COLUMN,
    COMPUTED_COLUMN,
    WATERMARK,
    PRIMARY_KEY
  }

  /** Which record this is. */
  Kind kind();

  /**
   * {@code name TYPE [NOT NULL] [PRIMARY KEY] [DEFAULT value]}.
   *
   * @param notNull whether {@code NOT NULL} was said; {@code NULL} and silence are the same
   * @param primaryKey whether the column alone is the primary key
   */
  record Column(
      Identifier name,
      DataTypeNode type,
      boolean notNull,
      boolean primaryKey,
      Optional<Expression> defaultValue,
      Span span)
      implements TableElement {
    @Override
    public Kind kind() {
      return Kind.COLUMN;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, type, defaultValue);
    }
  }

  /** {@code name AS expression}. */
  record ComputedColumn(Identifier name, Expression value, Span span) implements TableElement {
    @Override
    public Kind kind() {
      return Kind.COMPUTED_COLUMN;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, value);
    }
  }

  /** {@code WATERMARK FOR column AS expression}: the column is event time, the expression what is still awaited. */
  record Watermark(Identifier column, Expression value, Span span) implements TableElement {
    @Override
    public Kind kind() {
      return Kind.WATERMARK;
    }

    @Override
    public List<Node> children() {
      return Children.of(column, value);
    }
  }

  /** {@code PRIMARY KEY (column, ...)}. */
  record PrimaryKey(List<Identifier> columns, Span span) implements TableElement {
    /** Copies the columns. */
    public PrimaryKey {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.PRIMARY_KEY;
    }

    @Override
    public List<Node> children() {
      return Children.of(columns);
    }
  }
}
