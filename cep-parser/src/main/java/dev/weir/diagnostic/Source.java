package dev.weir.diagnostic;

import java.util.Arrays;
import java.util.Objects;

/**
 * A named text: a script file, a line typed at the prompt, a rule sent over HTTP. Immutable as seen from outside; the table
 * of line starts is built on the first question about lines, so a text without errors never pays for it.
 *
 * <p>Lines and columns count from 1. A column counts UTF-16 units, as {@link String} does. Lines end with {@code \n},
 * {@code \r\n} or a lone {@code \r}.
 */
public final class Source {
  private final String name;
  private final String text;
  private int[] lineStarts;

  private Source(String name, String text) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = Objects.requireNonNull(text, "text");
  }

  /**
   * A text under the name that messages show for it.
   *
   * @param name how messages call the text: a file name as the user wrote it, or a word in angle brackets
   */
  public static Source of(String name, String text) {
    return new Source(name, text);
  }

  /** A text that has no file. */
  public static Source of(String text) {
    return new Source("<sql>", text);
  }

  /** The name that messages show. */
  public String name() {
    return name;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The number of characters (UTF-16 units). */
  public int length() {
    return text.length();
  }

  /** The line, from 1, in which the character at {@code offset} lies. Offsets outside the text count as its ends. O(log lines). */
  public int line(int offset) {
    int at = Arrays.binarySearch(starts(), clamp(offset));
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The column, from 1, of the character at {@code offset} in its line. */
  public int column(int offset) {
    return clamp(offset) - starts()[line(offset) - 1] + 1;
  }

  /** How many lines there are; a text that ends with a line break has an empty last line. */
  public int lineCount() {
    return starts().length;
  }

  /** The offset of the first character of a line. @param line from 1 */
  public int lineStart(int line) {
    return starts()[line - 1];
  }

  /** A line without its line break. @param line from 1 */
  public String lineText(int line) {
    int[] starts = starts();
    int start = starts[line - 1];
    int end = line < starts.length ? starts[line] : text.length();
    if (end > start && text.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return name;
  }

  private int clamp(int offset) {
    return Math.max(0, Math.min(offset, text.length()));
  }

  /** Two threads may both build the table: they build the same one, and the array is published by one reference write. */
  private int[] starts() {
    int[] known = lineStarts;
    if (known != null) {
      return known;
    }
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean breaks =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (breaks) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    known = Arrays.copyOf(starts, count);
    lineStarts = known;
    return known;
  }
}
