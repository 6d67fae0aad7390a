package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/**
 * A name as written, without its quotes.
 *
 * @param text the name; never empty
 * @param quoted whether it stood in {@code "} or {@code `}: then it matches exactly, otherwise without case
 */
public record Identifier(String text, boolean quoted, Span span) implements Node {
  /** Refuses an empty name. */
  public Identifier {
    Objects.requireNonNull(span, "span");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an identifier has at least one character");
    }
  }

  /** An unquoted name that a program built. */
  public static Identifier of(String text) {
    return new Identifier(text, false, Span.NONE);
  }

  /** Whether this name, as written, means a thing declared as {@code declared}. */
  public boolean matches(String declared) {
    return quoted ? text.equals(declared) : text.equalsIgnoreCase(declared);
  }

  @Override
  public List<Node> children() {
    return List.of();
  }

  @Override
  public String toString() {
    return quoted ? '"' + text + '"' : text;
  }
}
