package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A name of one or more parts, {@code catalog.schema.stream}. */
public record QualifiedName(List<Identifier> parts, Span span) implements Node {
  /** Copies the parts; there is at least one. */
  public QualifiedName {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a name has at least one part");
    }
  }

  /** An unquoted name that a program built, one part for each argument. */
  public static QualifiedName of(String... parts) {
    return new QualifiedName(Arrays.stream(parts).map(Identifier::of).toList(), Span.NONE);
  }

  /** The last part. */
  public Identifier last() {
    return parts.get(parts.size() - 1);
  }

  /** True if there is only one part. */
  public boolean isSimple() {
    return parts.size() == 1;
  }

  @Override
  public List<Node> children() {
    return Children.of(parts);
  }

  /** The parts joined by dots. */
  @Override
  public String toString() {
    return parts.stream().map(Identifier::toString).collect(Collectors.joining("."));
  }
}
