package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;

/** {@code 'key' = 'value'} in a {@code WITH (...)} list. The places of key and value are kept for messages about them. */
public record Option(String key, Span keySpan, String value, Span valueSpan) implements Node {
  /** An option that a program built. */
  public static Option of(String key, String value) {
    return new Option(key, Span.NONE, value, Span.NONE);
  }

  @Override
  public Span span() {
    return keySpan.to(valueSpan);
  }

  @Override
  public List<Node> children() {
    return List.of();
  }
}
