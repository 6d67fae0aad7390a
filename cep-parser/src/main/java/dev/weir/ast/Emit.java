package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * {@code EMIT [ON WINDOW CLOSE | CHANGES | EVERY interval] [ALLOW LATENESS interval]}.
 *
 * @param mode when rows are emitted; empty means the default of the query
 * @param every the time between two early results, present exactly for {@link Mode#EVERY}
 * @param allowedLateness how long a closed window is kept and corrected
 */
public record Emit(
    Optional<Mode> mode,
    Optional<Expression> every,
    Optional<Expression> allowedLateness,
    Span span)
    implements Node {
  /** When rows are emitted. */
  public enum Mode {
    ON_WINDOW_CLOSE,
    CHANGES,
    EVERY
  }

  /** Checks that the interval belongs to the mode and that something is said. */
  public Emit {
    if (every.isPresent() != (mode.isPresent() && mode.get() == Mode.EVERY)) {
      throw new IllegalArgumentException("EMIT " + mode + " every " + every);
    }
    if (mode.isEmpty() && allowedLateness.isEmpty()) {
      throw new IllegalArgumentException("EMIT says nothing");
    }
  }

  @Override
  public List<Node> children() {
    return Children.of(every, allowedLateness);
  }
}
