package dev.weir.connector;

import dev.weir.type.Schema;

/** What a sink needs from the engine. */
public interface SinkContext {
  /** The stream's name, for messages. */
  String stream();

  Schema schema();

  Options options();

  /** The program's standard output, shared with others; flushed, never closed by a sink. */
  java.io.OutputStream standardOutput();
}
