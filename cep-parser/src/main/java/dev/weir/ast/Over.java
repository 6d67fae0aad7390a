package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** What follows {@code OVER}. */
public sealed interface Over extends Node {
  /** {@code OVER w}. */
  record Name(Identifier name, Span span) implements Over {
    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /** {@code OVER ([base] [PARTITION BY ...] [ORDER BY ...] [frame])}. */
  record Specification(
      Optional<Identifier> base,
      List<Expression> partitionBy,
      List<SortItem> orderBy,
      Optional<Frame> frame,
      Span span)
      implements Over {
    /** Copies the lists. */
    public Specification {
      partitionBy = List.copyOf(partitionBy);
      orderBy = List.copyOf(orderBy);
    }

    @Override
    public List<Node> children() {
      return Children.of(base, partitionBy, orderBy, frame);
    }
  }
}
