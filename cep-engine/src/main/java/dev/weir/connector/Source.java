package dev.weir.connector;

/**
 * Reads one stream's rows from an outside system. Used by one thread at a time.
 *
 * <p>Replay: after {@link #seek} to a {@link #position} that an earlier source of the same options
 * gave between two polls, exactly the rows come that came after it then.
 */
public interface Source extends AutoCloseable {

  /** What a poll found. */
  enum Status {
    /** Rows may be waiting: poll again at once. */
    READY,
    /** Nothing now, more may come: poll again later. */
    IDLE,
    /** The input has ended for good. */
    ENDED
  }

  /**
   * Hands over what is there now, at most {@code maxRows} rows, without waiting for more. Rows that
   * cannot be read go to {@link SourceContext#badRow}; they count as rows.
   *
   * @throws ConnectorException if the outside system fails
   */
  Status poll(int maxRows);

  /** Where the next poll goes on; a short text that only this kind of source can read. */
  String position();

  /** @throws ConnectorException if the position is gone or is not one of this source's */
  void seek(String position);

  /** Bytes (or rows, if the source has no bytes) read so far. */
  default long progress() {
    return 0;
  }

  /** What {@link #progress} will be at the end, or -1 if that is not known. */
  default long progressTotal() {
    return -1;
  }

  @Override
  void close();
}
