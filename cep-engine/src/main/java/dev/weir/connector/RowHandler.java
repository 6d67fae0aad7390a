package dev.weir.connector;

import dev.weir.event.Event;

/** Where a {@link Decoder} hands over what it read. */
public interface RowHandler {
  /** A new event of the schema, every primitive zero and not NULL, every reference NULL. */
  Event newEvent();

  /** Takes a row over. */
  void row(Event event);

  /**
   * A row that cannot be read.
   *
   * @param bytes the buffer being decoded, of which {@code [from, to)} is the record, as far as it
   *     is known; valid only during the call
   * @param line the record's first line, from 1
   * @param reason one line in the user's words, lower case, no full stop
   */
  void badRow(byte[] bytes, int from, int to, long line, String reason);

  /** A record was left out because the options ask for it. */
  void skipped();
}
