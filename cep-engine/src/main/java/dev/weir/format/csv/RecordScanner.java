package dev.weir.format.csv;

import dev.weir.format.ByteSearch;

/**
 * Finds where records end in bytes, without looking at what is in them: at a line end outside
 * quotes. It agrees with the CSV reader on what a quote is: one at the start of a value opens, and
 * so does one right behind a closing one (a doubled quote). Not thread-safe.
 */
final class RecordScanner {
  /**
   * Within so many bytes of a record's beginning its quotes are closed, or they count as broken. It
   * must not depend on how many bytes there are just now, or else the rows would.
   */
  static final int QUOTED_BYTES_MAX = 1 << 20;

  private final byte delimiter;
  private final byte quote;
  private final byte comment;
  private long lineEnds;
  private boolean openQuote;

  RecordScanner(Dialect dialect) {
    this.delimiter = (byte) dialect.delimiter();
    this.quote = (byte) dialect.quote();
    this.comment = (byte) dialect.comment();
  }

  /**
   * Where the record after the one that begins at {@code from} begins: behind the line end.
   *
   * @param last whether nothing follows {@code to}, which then ends a record
   * @return -1 if the record's end is not there yet
   */
  int next(byte[] bytes, int from, int to, boolean last) {
    lineEnds = 0;
    openQuote = false;
    boolean isComment = comment != 0 && from < to && bytes[from] == comment;
    int at = from;
    while (true) {
      at = ByteSearch.find(bytes, at, to, (byte) '\n', (byte) '\r', quote);
      if (at == to) {
        return last && from < to ? to : -1;
      }
      if (bytes[at] == '\n') {
        lineEnds++;
        return at + 1;
      }
      if (bytes[at] == '\r') {
        lineEnds++;
        if (at + 1 == to) {
          // A line feed may still belong to it.
          return last ? to : -1;
        }
        return bytes[at + 1] == '\n' ? at + 2 : at + 1;
      }
      if (!isComment && (at == from || bytes[at - 1] == delimiter)) {
        at = behindQuotes(bytes, at, to, (int) Math.min(to, (long) from + QUOTED_BYTES_MAX));
        if (at < 0) {
          openQuote = last || to - from >= QUOTED_BYTES_MAX;
          return -1;
        }
      } else {
        at++;
      }
    }
  }

  /** Where the value goes on behind its closing quote, doubled ones passed over; or -1. */
  private int behindQuotes(byte[] bytes, int open, int to, int limit) {
    int at = open;
    while (at < to && bytes[at] == quote) {
      at = closing(bytes, at + 1, limit);
      if (at < 0) {
        return -1;
      }
      at++;
    }
    return at;
  }

  /** The index of the next quote, counting line ends up to it, or -1. */
  private int closing(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b == quote) {
        return at;
      }
      if (b == '\n' || b == '\r' && (at + 1 == to || bytes[at + 1] != '\n')) {
        lineEnds++;
      }
    }
    return -1;
  }

  /** Whether what begins there is a record, neither an empty line nor a comment. */
  boolean isRecord(byte[] bytes, int at) {
    return bytes[at] != '\n' && bytes[at] != '\r' && (comment == 0 || bytes[at] != comment);
  }

  /** How many line ends the record had that {@link #next} found last, its own included. */
  long lineEnds() {
    return lineEnds;
  }

  /** Whether {@link #next} found a quote that is not closed, and that more bytes would not close. */
  boolean openQuote() {
    return openQuote;
  }
}
