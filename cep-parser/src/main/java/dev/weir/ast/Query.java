package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * A whole query: {@code [WITH ...] body [ORDER BY] [LIMIT | OFFSET | FETCH] [EMIT] [WITH (options)]}. It stands wherever a query
 * is allowed: as a statement, in a view, as a subquery.
 *
 * @param recursive whether {@code WITH RECURSIVE} was said
 * @param with the named queries in front
 * @param limit the largest number of rows, from {@code LIMIT n} or {@code FETCH FIRST n ROWS}
 * @param withTies {@code FETCH FIRST n ROWS WITH TIES}; only with a limit
 * @param options {@code WITH ('snapshot' = 'initial')} at the end
 */
public record Query(
    boolean recursive,
    List<CommonTable> with,
    QueryBody body,
    List<SortItem> orderBy,
    Optional<Expression> offset,
    Optional<Expression> limit,
    boolean withTies,
    Optional<Emit> emit,
    List<Option> options,
    Span span)
    implements Node {
  /** Copies the lists. */
  public Query {
    with = List.copyOf(with);
    orderBy = List.copyOf(orderBy);
    options = List.copyOf(options);
    if (recursive && with.isEmpty()) {
      throw new IllegalArgumentException("RECURSIVE without WITH");
    }
    if (withTies && limit.isEmpty()) {
      throw new IllegalArgumentException("WITH TIES without a limit");
    }
    if (body instanceof QueryBody.Nested nested
        && with.isEmpty()
        && orderBy.isEmpty()
        && offset.isEmpty()
        && limit.isEmpty()
        && emit.isEmpty()
        && options.isEmpty()) {
      throw new IllegalArgumentException("a query that adds nothing to " + nested.query());
    }
  }

  /** A query that is its body and nothing more; parentheses around a whole query vanish. */
  public static Query of(QueryBody body) {
    if (body instanceof QueryBody.Nested nested) {
      return nested.query();
    }
    return new Query(
        false,
        List.of(),
        body,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        body.span());
  }

  /** Whether the query is its body and nothing more. */
  public boolean isPlain() {
    return with.isEmpty()
        && orderBy.isEmpty()
        && offset.isEmpty()
        && limit.isEmpty()
        && emit.isEmpty()
        && options.isEmpty();
  }

  @Override
  public List<Node> children() {
    return Children.of(with, body, orderBy, offset, limit, emit, options);
  }
}
