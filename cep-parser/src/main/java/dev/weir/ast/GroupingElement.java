package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;

/** One entry of a {@code GROUP BY} list. */
public sealed interface GroupingElement extends Node {
  /** Which record this is. */
  enum Kind {
    COLUMNS,
    ROLLUP,
    CUBE,
    SETS
  }

  /** Which record this is. */
  Kind kind();

  /** {@code a}, {@code (a, b)} or {@code ()}: columns that are grouped by together. */
  record Columns(List<Expression> columns, Span span) implements GroupingElement {
    /** Copies the columns. */
    public Columns {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.COLUMNS;
    }

    @Override
    public List<Node> children() {
      return Children.of(columns);
    }
  }

  /** {@code ROLLUP (a, (b, c))}. */
  record Rollup(List<Columns> parts, Span span) implements GroupingElement {
    /** Copies the parts. */
    public Rollup {
      parts = List.copyOf(parts);
    }

    @Override
    public Kind kind() {
      return Kind.ROLLUP;
    }

    @Override
    public List<Node> children() {
      return Children.of(parts);
    }
  }

  /** {@code CUBE (a, (b, c))}. */
  record Cube(List<Columns> parts, Span span) implements GroupingElement {
    /** Copies the parts. */
    public Cube {
      parts = List.copyOf(parts);
    }

    @Override
    public Kind kind() {
      return Kind.CUBE;
    }

    @Override
    public List<Node> children() {
      return Children.of(parts);
    }
  }

  /** {@code GROUPING SETS (a, (b, c), ROLLUP (d), ())}. */
  record Sets(List<GroupingElement> sets, Span span) implements GroupingElement {
    /** Copies the sets. */
    public Sets {
      sets = List.copyOf(sets);
    }

    @Override
    public Kind kind() {
      return Kind.SETS;
    }

    @Override
    public List<Node> children() {
      return Children.of(sets);
    }
  }
}
