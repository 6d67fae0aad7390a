package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;

/** {@code AS name} or {@code AS name(column, ...)} behind a relation. */
public record Alias(Identifier name, List<Identifier> columns, Span span) implements Node {
  /** Copies the columns; none means that they keep their names. */
  public Alias {
    columns = List.copyOf(columns);
  }

  @Override
  public List<Node> children() {
    return Children.of(name, columns);
  }
}
