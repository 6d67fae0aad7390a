package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What produces the rows of a {@link Query}: a {@code SELECT}, {@code VALUES}, a table, or a set operation on these. */
public sealed interface QueryBody extends Node {
  /** Which record this is. */
  enum Kind {
    SELECT,
    VALUES,
    TABLE,
    SET_OPERATION,
    NESTED
  }

  /** Which record this is. */
  Kind kind();

  /** A query as part of a set operation: itself if it has clauses of its own, else just its body. */
  static QueryBody of(Query query) {
    return query.isPlain() ? query.body() : new Nested(query, query.span());
  }

  /**
   * {@code SELECT ... FROM ... WHERE ... GROUP BY ... HAVING ... WINDOW ... QUALIFY ...}.
   *
   * @param from the relations between commas; none for {@code SELECT 1}
   * @param groupBy empty when there is no {@code GROUP BY}
   */
  record Select(
      boolean distinct,
      List<SelectItem> items,
      List<Relation> from,
      Optional<Expression> where,
      List<GroupingElement> groupBy,
      boolean groupDistinct,
      Optional<Expression> having,
      List<NamedWindow> windows,
      Optional<Expression> qualify,
      Span span)
      implements QueryBody {
    /** Copies the lists. */
    public Select {
      items = List.copyOf(items);
      from = List.copyOf(from);
      groupBy = List.copyOf(groupBy);
      windows = List.copyOf(windows);
      if (items.isEmpty()) {
        throw new IllegalArgumentException("SELECT of nothing");
      }
      if (groupDistinct && groupBy.isEmpty()) {
        throw new IllegalArgumentException("GROUP BY DISTINCT of nothing");
      }
    }

    @Override
    public Kind kind() {
      return Kind.SELECT;
    }

    @Override
    public List<Node> children() {
      return Children.of(items, from, where, groupBy, having, windows, qualify);
    }
  }

  /** {@code VALUES (1, 'a'), (2, 'b')}: rows of the same number of expressions; {@code VALUES 1, 2} has rows of one. */
  record Values(List<Row> rows, Span span) implements QueryBody {
    /** One row, at least one expression. */
    public record Row(List<Expression> values, Span span) {
      /** Copies the values. */
      public Row {
        values = List.copyOf(values);
      }
    }

    /** Copies the rows. */
    public Values {
      rows = List.copyOf(rows);
    }

    @Override
    public Kind kind() {
      return Kind.VALUES;
    }

    @Override
    public List<Node> children() {
      var nodes = new ArrayList<Node>();
      rows.forEach(row -> nodes.addAll(row.values()));
      return nodes;
    }
  }

  /** {@code TABLE name}: all columns and rows of it. */
  record Table(QualifiedName name, Span span) implements QueryBody {
    @Override
    public Kind kind() {
      return Kind.TABLE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /**
   * A chain of one set operation, applied from the left: {@code ((a op b) op c) ...}. A list, so that a union of
   * thousands of queries is not thousands of levels deep.
   *
   * @param all whether {@code ALL} was said
   * @param inputs two or more
   */
  record SetOperation(Operator operator, boolean all, List<QueryBody> inputs, Span span)
      implements QueryBody {
    /** Which operation; {@code INTERSECT} binds tighter than the others. */
    public enum Operator {
      UNION,
      INTERSECT,
      EXCEPT
    }

    /** Copies the inputs; a chain never begins with a chain of the same operation. */
    public SetOperation {
      inputs = List.copyOf(inputs);
      if (inputs.size() < 2) {
        throw new IllegalArgumentException(operator + " of fewer than two queries");
      }
      if (inputs.get(0) instanceof SetOperation first
          && first.operator == operator
          && first.all == all) {
        throw new IllegalArgumentException("nested chain of " + operator);
      }
    }

    @Override
    public Kind kind() {
      return Kind.SET_OPERATION;
    }

    @Override
    public List<Node> children() {
      return Children.of(inputs);
    }
  }

  /** A query in parentheses that has an {@code ORDER BY}, a limit or another clause of its own. */
  record Nested(Query query, Span span) implements QueryBody {
    /** Refuses a plain query: its body can stand here itself. */
    public Nested {
      if (query.isPlain()) {
        throw new IllegalArgumentException("needless parentheses");
      }
    }

    @Override
    public Kind kind() {
      return Kind.NESTED;
    }

    @Override
    public List<Node> children() {
      return Children.of(query);
    }
  }
}
