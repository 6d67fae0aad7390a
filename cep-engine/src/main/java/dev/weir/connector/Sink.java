package dev.weir.connector;

import dev.weir.event.Change;
import dev.weir.event.Event;

/** Writes rows to an outside system. Used by one thread at a time. */
public interface Sink extends AutoCloseable {
  /** @throws ConnectorException if the outside system fails */
  void write(Event row, Change change);

  /** Makes what was written visible to others where that is possible before the end. */
  void flush();

  /** The output is whole: make it final (move a file into place). No write follows. */
  void finish();

  /** Releases everything. Without {@link #finish} before, what is not whole is taken back. */
  @Override
  void close();
}
