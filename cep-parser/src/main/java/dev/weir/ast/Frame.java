package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * {@code ROWS | RANGE | GROUPS BETWEEN start AND end [EXCLUDE ...]}. The short form with only a start means
 * {@code AND CURRENT ROW} and is stored so.
 */
public record Frame(Unit unit, Bound start, Bound end, Exclusion exclusion, Span span)
    implements Node {
  /** In what distances are counted. */
  public enum Unit {
    ROWS,
    RANGE,
    GROUPS
  }

  /** Which rows of the frame do not count. */
  public enum Exclusion {
    NO_OTHERS("NO OTHERS"),
    CURRENT_ROW("CURRENT ROW"),
    GROUP("GROUP"),
    TIES("TIES");

    private final String sql;

    Exclusion(String sql) {
      this.sql = sql;
    }

    /** The keywords after {@code EXCLUDE}. */
    public String sql() {
      return sql;
    }
  }

  /** One end of a frame; {@code distance} is present exactly for {@code PRECEDING} and {@code FOLLOWING}. */
  public record Bound(Kind kind, Optional<Expression> distance, Span span) implements Node {
    /** Where a frame begins or ends, in order. */
    public enum Kind {
      UNBOUNDED_PRECEDING,
      PRECEDING,
      CURRENT_ROW,
      FOLLOWING,
      UNBOUNDED_FOLLOWING
    }

    /** Checks the distance. */
    public Bound {
      if (distance.isPresent() != (kind == Kind.PRECEDING || kind == Kind.FOLLOWING)) {
        throw new IllegalArgumentException(kind + " with distance: " + distance.isPresent());
      }
    }

    @Override
    public List<Node> children() {
      return Children.of(distance);
    }
  }

  @Override
  public List<Node> children() {
    return Children.of(start, end);
  }
}
