package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;

/** {@code name [(columns)] AS (query)} of a {@code WITH}. */
public record CommonTable(Identifier name, List<Identifier> columns, Query query, Span span)
    implements Node {
  /** Copies the columns. */
  public CommonTable {
    columns = List.copyOf(columns);
  }

  @Override
  public List<Node> children() {
    return Children.of(name, columns, query);
  }
}
