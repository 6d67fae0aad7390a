package dev.weir.diagnostic;

import java.util.Objects;

/**
 * A stretch of a source text: characters {@code start} (inclusive) to {@code end} (exclusive).
 *
 * <p><b>All spans are equal, and hash alike.</b> A span says where a thing was written, not what it is. Syntax trees are
 * records that carry their spans as components; with this rule two trees are {@code equals} exactly when they mean the same
 * text, wherever it stood. Code that must tell places apart compares {@link #source}, {@link #start} and {@link #end}.
 */
public final class Span {
  private static final Source NOWHERE = Source.of("<built>", "");

  /** The place of what was never written: nodes that a program builds. */
  public static final Span NONE = new Span(NOWHERE, 0, 0);

  private final Source source;
  private final int start;
  private final int end;

  private Span(Source source, int start, int end) {
    this.source = Objects.requireNonNull(source, "source");
    this.start = start;
    this.end = end;
  }

  /** The characters {@code start} (inclusive) to {@code end} (exclusive) of a text. */
  public static Span of(Source source, int start, int end) {
    if (start < 0 || end < start || end > source.length()) {
      throw new IllegalArgumentException(
          "span " + start + ".." + end + " of a text of " + source.length() + " characters");
    }
    return new Span(source, start, end);
  }

  /** The text this is a stretch of. */
  public Source source() {
    return source;
  }

  /** The offset of the first character. */
  public int start() {
    return start;
  }

  /** The offset after the last character. */
  public int end() {
    return end;
  }

  /** The number of characters. */
  public int length() {
    return end - start;
  }

  /** The line of the first character, from 1. */
  public int line() {
    return source.line(start);
  }

  /** The column of the first character, from 1, in UTF-16 units. */
  public int column() {
    return source.column(start);
  }

  /** The characters themselves. */
  public String text() {
    return source.text().substring(start, end);
  }

  /** The shortest stretch that covers this one and another of the same text; if either was never written, the other. */
  public Span to(Span other) {
    if (source == NOWHERE || (other.source != source && other.source != NOWHERE)) {
      return other;
    }
    if (other.source == NOWHERE) {
      return this;
    }
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  /** True for every span, see the class comment. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Span;
  }

  /** The same for every span, see the class comment. */
  @Override
  public int hashCode() {
    return 0;
  }

  /** {@code file:line:column}. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
