package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * {@code input MATCH_RECOGNIZE (...)}, ISO/IEC 9075-2 R010 with Weir's extensions.
 *
 * @param rows which rows a match gives; empty means {@link Rows#ONE_ROW}
 * @param skip where the search goes on; empty means past the last row
 * @param within the longest time from a match's first row to its last
 */
public record MatchRecognize(
    Relation input,
    List<Expression> partitionBy,
    List<SortItem> orderBy,
    List<Measure> measures,
    Optional<Rows> rows,
    Optional<Skip> skip,
    RowPattern pattern,
    Optional<Expression> within,
    List<Subset> subsets,
    List<Define> defines,
    Span span)
    implements Relation {
  /** Which rows a match gives. */
  public enum Rows {
    ONE_ROW("ONE ROW PER MATCH"),
    ONE_ROW_WITH_TIMED_OUT("ONE ROW PER MATCH WITH TIMED OUT MATCHES"),
    ALL_ROWS("ALL ROWS PER MATCH"),
    ALL_ROWS_SHOW_EMPTY("ALL ROWS PER MATCH SHOW EMPTY MATCHES"),
    ALL_ROWS_OMIT_EMPTY("ALL ROWS PER MATCH OMIT EMPTY MATCHES"),
    ALL_ROWS_WITH_UNMATCHED("ALL ROWS PER MATCH WITH UNMATCHED ROWS");

    private final String sql;

    Rows(String sql) {
      this.sql = sql;
    }

    /** The clause. */
    public String sql() {
      return sql;
    }
  }

  /** {@code AFTER MATCH SKIP ...}; {@code variable} is present exactly for {@code TO FIRST} and {@code TO LAST}. */
  public record Skip(Kind kind, Optional<Identifier> variable, Span span) implements Node {
    /** Where the search goes on. {@code TO v} is {@code TO LAST v}. */
    public enum Kind {
      PAST_LAST_ROW,
      TO_NEXT_ROW,
      TO_FIRST,
      TO_LAST,
      NONE
    }

    /** Checks the variable. */
    public Skip {
      if (variable.isPresent() != (kind == Kind.TO_FIRST || kind == Kind.TO_LAST)) {
        throw new IllegalArgumentException(kind + " with variable: " + variable.isPresent());
      }
    }

    @Override
    public List<Node> children() {
      return Children.of(variable);
    }
  }

  /** {@code expression AS name}. */
  public record Measure(Expression value, Identifier name, Span span) implements Node {
    @Override
    public List<Node> children() {
      return Children.of(value, name);
    }
  }

  /** {@code name = (variable, ...)}. */
  public record Subset(Identifier name, List<Identifier> members, Span span) implements Node {
    /** Copies the members. */
    public Subset {
      members = List.copyOf(members);
    }

    @Override
    public List<Node> children() {
      return Children.of(name, members);
    }
  }

  /** {@code variable [FROM stream] [AS condition]}: at least one of the two. */
  public record Define(
      Identifier variable, Optional<QualifiedName> from, Optional<Expression> condition, Span span)
      implements Node {
    /** Refuses a definition that says nothing. */
    public Define {
      if (from.isEmpty() && condition.isEmpty()) {
        throw new IllegalArgumentException("DEFINE " + variable + " says nothing");
      }
    }

    @Override
    public List<Node> children() {
      return Children.of(variable, from, condition);
    }
  }

  /** Copies the lists. */
  public MatchRecognize {
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
    measures = List.copyOf(measures);
    subsets = List.copyOf(subsets);
    defines = List.copyOf(defines);
  }

  @Override
  public Kind kind() {
    return Kind.MATCH_RECOGNIZE;
  }

  @Override
  public List<Node> children() {
    return Children.of(
        input, partitionBy, orderBy, measures, skip, pattern, within, subsets, defines);
  }
}
