package dev.weir.format.csv;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.connector.Options;

/**
 * The options of one CSV stream. The special characters are ASCII, so that they can be found in
 * UTF-8 bytes; {@link #NONE} stands for one that is not used.
 */
record Dialect(
    char delimiter,
    char quote,
    char comment,
    String nullText,
    boolean trim,
    boolean header,
    boolean headerIsGuess) {

  /** A character that occurs in no text. */
  static final char NONE = '\0';

  static Dialect of(FormatContext context) {
    var options = context.options();
    var dialect =
        new Dialect(
            character(options, "csv.delimiter", ","),
            character(options, "csv.quote", "\""),
            character(options, "csv.comment", ""),
            options.get("csv.null", ""),
            options.getBoolean("csv.trim", false),
            options.getBoolean("csv.header", context.framing() == Framing.STREAM),
            options.find("csv.header").isEmpty());
    if (dialect.delimiter == NONE) {
      throw new ConnectorException("the option 'csv.delimiter' is empty, it takes one character");
    }
    if (dialect.delimiter == dialect.quote
        || dialect.delimiter == dialect.comment
        || dialect.quote != NONE && dialect.quote == dialect.comment) {
      throw new ConnectorException(
          "the options 'csv.delimiter', 'csv.quote' and 'csv.comment' must be different characters");
    }
    return dialect;
  }

  private static char character(Options options, String name, String otherwise) {
    var text = options.get(name, otherwise);
    if (text.equals("\\t")) {
      return '\t';
    }
    if (text.isEmpty()) {
      return NONE;
    }
    char c = text.charAt(0);
    if (text.length() > 1 || c >= 0x80 || c == '\n' || c == '\r' || c == NONE) {
      throw new ConnectorException(
          "the option '" + name + "' is '" + text + "', it takes one ASCII character");
    }
    return c;
  }
}
