package dev.weir.format.csv;

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
    boolean valueStarts = true;
    boolean isComment = comment != 0 && from < to && bytes[from] == comment;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b == '\n') {
        lineEnds++;
        return at + 1;
      }
      if (b == '\r') {
        lineEnds++;
        if (at + 1 == to) {
          // A line feed may still belong to it.
          return last ? to : -1;
        }
        return bytes[at + 1] == '\n' ? at + 2 : at + 1;
      }
      if (b == quote && valueStarts && !isComment) {
        at = closing(bytes, at + 1, (int) Math.min(to, (long) from + QUOTED_BYTES_MAX));
        if (at < 0) {
          openQuote = last || to - from >= QUOTED_BYTES_MAX;
          return -1;
        }
        // A further quote opens again: it was a doubled one.
        continue;
      }
      valueStarts = b == delimiter;
    }
    return last && from < to ? to : -1;
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
