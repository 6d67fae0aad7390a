package dev.weir.format;

import dev.weir.connector.Decoder;
import dev.weir.connector.RowHandler;

/**
 * Takes bytes apart into lines, for formats of one record per line: ends are {@code \n} or {@code
 * \r\n}; the last line needs none; a byte-order mark at the start is dropped. A message may hold
 * several lines.
 */
public abstract class LineDecoder implements Decoder {
  private final RowHandler rows;
  private long line = 1;
  private int count;
  private boolean atStart = true;
  private boolean skipsRest;

  protected LineDecoder(RowHandler rows) {
    this.rows = rows;
  }

  /**
   * Reads one line, its end left out.
   *
   * @return whether it was a row, good, bad or skipped, and not an empty line
   */
  protected abstract boolean readLine(byte[] bytes, int from, int to, long line);

  @Override
  public final int decode(byte[] bytes, int from, int to, boolean last, int maxRows) {
    count = 0;
    int at = from;
    if (atStart) {
      at = ByteOrderMark.skip(bytes, from, to, last);
      if (at < 0) {
        return from;
      }
      atStart = atStart && at == from && at == to;
    }
    while (count < maxRows && at < to) {
      int end = ByteSearch.find(bytes, at, to, (byte) '\n');
      if (end == to && !last) {
        return to - at > RECORD_BYTES_MAX ? tooLong(bytes, at, to) : at;
      }
      int textEnd = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
      if (skipsRest) {
        skipsRest = false;
      } else if (readLine(bytes, at, textEnd, line)) {
        count++;
      }
      if (end == to) {
        return to;
      }
      at = end + 1;
      line++;
    }
    return at;
  }

  /** A line of which no end is in sight: it is given up, and so is what still comes of it. */
  private int tooLong(byte[] bytes, int from, int to) {
    if (!skipsRest) {
      rows.badRow(
          bytes,
          from,
          to,
          line,
          "a line of more than " + (RECORD_BYTES_MAX >> 20) + " megabytes is not read");
      count++;
      skipsRest = true;
    }
    return to;
  }

  @Override
  public final int rows() {
    return count;
  }

  @Override
  public final long line() {
    return line;
  }

  @Override
  public final void resume(long line) {
    this.line = line;
    this.atStart = false;
    this.skipsRest = false;
  }
}
