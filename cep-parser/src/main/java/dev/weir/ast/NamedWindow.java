package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;

/** {@code name AS (specification)} of a {@code WINDOW} clause. */
public record NamedWindow(Identifier name, Over.Specification window, Span span) implements Node {
  @Override
  public List<Node> children() {
    return Children.of(name, window);
  }
}
