package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** One entry of a {@code SELECT} list. */
public sealed interface SelectItem extends Node {
  /** {@code expression [AS alias]}. */
  record Value(Expression value, Optional<Identifier> alias, Span span) implements SelectItem {
    @Override
    public List<Node> children() {
      return Children.of(value, alias);
    }
  }

  /** {@code *} or {@code qualifier.*}. */
  record AllColumns(Optional<QualifiedName> qualifier, Span span) implements SelectItem {
    @Override
    public List<Node> children() {
      return Children.of(qualifier);
    }
  }
}
