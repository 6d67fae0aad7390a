package dev.weir.connector;

import dev.weir.event.Change;
import dev.weir.event.Event;

/** Turns rows into bytes for one file, pipe or sequence of messages. Not thread-safe. */
public interface Encoder {
  /** Appends what precedes the first row, a header for instance; nothing for messages. */
  default void begin(ByteOutput out) {}

  /**
   * Appends one record, with its terminator if the framing is {@link Framing#STREAM}.
   *
   * @throws ConnectorException if the change is not {@link Change#INSERT} though no changelog was
   *     announced
   */
  void encode(Event row, Change change, ByteOutput out);

  /** Appends what follows the last row. */
  default void end(ByteOutput out) {}
}
