package dev.weir.connector;

/**
 * Turns bytes into rows, which it hands to a {@link RowHandler}. It reads one file, pipe or sequence
 * of messages from its start to its end; the bytes may come in pieces of any size. A row that cannot
 * be read is reported and never stops the reading; only a header that does not fit the schema is a
 * {@link ConnectorException}. Not thread-safe.
 *
 * <p>The caller owns the buffer: it offers bytes, the decoder says how far it came, and the caller
 * offers the rest again with more behind it. So every record begins at a known byte, which is what
 * positions are made of.
 */
public interface Decoder {

  /** A record longer than this is a bad row. A caller's buffer need not be larger than twice this. */
  int RECORD_BYTES_MAX = 16 << 20;

  /**
   * Decodes whole records from {@code bytes[from, to)}, at most {@code maxRows}; zero reads what
   * precedes the first row and nothing else. With {@link Framing#MESSAGE} the bytes are one message.
   *
   * @param last whether no more bytes follow: what remains is then a record even if it has no end
   * @return the index where the next record begins: the end of what was used. It is {@code from}
   *     when more bytes are needed; it is {@code to} if {@code last} and fewer than {@code maxRows}
   *     rows came
   */
  int decode(byte[] bytes, int from, int to, boolean last, int maxRows);

  /** How many rows the last {@link #decode} handed over, bad ones included. */
  int rows();

  /** The number of the line, from 1, on which the next record begins. */
  long line();

  /**
   * Whether something that precedes the rows, such as a header, is still to be read. A reader that
   * wants to start in the middle first offers the beginning, with {@code maxRows} zero, until this
   * is false, and then calls {@link #resume}.
   */
  default boolean awaitsPreamble() {
    return false;
  }

  /** The next bytes are not those that follow, but a record's beginning further on. */
  void resume(long line);
}
