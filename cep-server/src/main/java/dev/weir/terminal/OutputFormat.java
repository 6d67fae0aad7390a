package dev.weir.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How rows are printed. */
public enum OutputFormat {
  /** Aligned columns. */
  TABLE,
  /** A table with lines around its cells. */
  BOX,
  /** A table for a Markdown text. */
  MARKDOWN,
  /** One line per value. */
  LINE,
  /** One object per row and line. */
  JSON,
  /** With a header of column names. */
  CSV;

  /** The format that a user calls by that name. */
  public static Optional<OutputFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.word().equals(name)).findFirst();
  }

  /** All names, for messages. */
  public static List<String> names() {
    return Arrays.stream(values()).map(OutputFormat::word).toList();
  }

  /** What users call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
