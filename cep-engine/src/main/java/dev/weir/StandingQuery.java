package dev.weir;

import dev.weir.type.Schema;

/** A query that runs until it is closed or its inputs have ended. */
public interface StandingQuery extends AutoCloseable {
  /** The columns of its rows. */
  Schema schema();

  /** Whether its last row has come. */
  boolean hasEnded();

  /** Takes the query out of the engine; no row comes afterwards. */
  @Override
  void close();
}
