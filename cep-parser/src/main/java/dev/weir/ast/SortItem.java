package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * One entry of an {@code ORDER BY} list.
 *
 * @param nulls where NULLs go, if said; by default they count as larger than everything, as in PostgreSQL
 */
public record SortItem(Expression key, boolean descending, Optional<Nulls> nulls, Span span)
    implements Node {
  /** Where NULLs go. */
  public enum Nulls {
    FIRST,
    LAST
  }

  @Override
  public List<Node> children() {
    return Children.of(key);
  }
}
