package dev.weir.connect.file;

import dev.weir.connector.ConnectorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a record begins.
 *
 * @param offset in uncompressed bytes
 * @param line from 1
 */
record SavedPosition(long offset, long line, Path path) {

  /** Reads {@code offset:line:path}. @throws ConnectorException if the text is none */
  static SavedPosition parse(String text) {
    var parts = text.split(":", 3);
    try {
      if (parts.length == 3) {
        return new SavedPosition(
            Long.parseLong(parts[0]), Long.parseLong(parts[1]), Path.of(parts[2]));
      }
    } catch (NumberFormatException | InvalidPathException e) {
      throw notOne(text, e);
    }
    throw notOne(text, null);
  }

  private static ConnectorException notOne(String text, Exception cause) {
    return new ConnectorException("'" + text + "' is not a position in a file", cause);
  }
}
