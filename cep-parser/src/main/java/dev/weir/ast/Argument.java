package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** What stands between the parentheses of a call; any of them may be named: {@code name => ...}. */
public sealed interface Argument extends Node {
  /** Which record this is. */
  enum Kind {
    VALUE,
    STAR,
    DESCRIPTOR,
    TABLE,
    TIME_ZONE
  }

  /** Which record this is. */
  Kind kind();

  /** The name before {@code =>}. */
  Optional<Identifier> name();

  /** An expression. */
  record Value(Optional<Identifier> name, Expression value, Span span) implements Argument {
    @Override
    public Kind kind() {
      return Kind.VALUE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, value);
    }
  }

  /** {@code *} as in {@code COUNT(*)}, or {@code v.*} as in {@code COUNT(v.*)}. Never named. */
  record Star(Optional<QualifiedName> qualifier, Span span) implements Argument {
    @Override
    public Optional<Identifier> name() {
      return Optional.empty();
    }

    @Override
    public Kind kind() {
      return Kind.STAR;
    }

    @Override
    public List<Node> children() {
      return Children.of(qualifier);
    }
  }

  /** {@code DESCRIPTOR(column, ...)}: columns as such, not their values. */
  record Descriptor(Optional<Identifier> name, List<Identifier> columns, Span span)
      implements Argument {
    /** Copies the columns. */
    public Descriptor {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.DESCRIPTOR;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, columns);
    }
  }

  /** {@code TABLE t [PARTITION BY ...]}; the word {@code TABLE} may be left out before {@code PARTITION BY}. */
  record Table(
      Optional<Identifier> name, Relation relation, List<Expression> partitionBy, Span span)
      implements Argument {
    /** Copies the list. */
    public Table {
      partitionBy = List.copyOf(partitionBy);
    }

    @Override
    public Kind kind() {
      return Kind.TABLE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, relation, partitionBy);
    }
  }

  /** {@code TIME ZONE 'Asia/Seoul'}. */
  record TimeZone(Optional<Identifier> name, Expression zone, Span span) implements Argument {
    @Override
    public Kind kind() {
      return Kind.TIME_ZONE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, zone);
    }
  }
}
