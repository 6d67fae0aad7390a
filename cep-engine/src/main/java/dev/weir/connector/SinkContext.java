package dev.weir.connector;

import dev.weir.type.Schema;

/** What a sink needs from the engine. */
public interface SinkContext {
  /** The stream's name, for messages. */
  String stream();

  Schema schema();

  Options options();

  /** A path of an option, made absolute by the engine's base directory if it is relative. */
  default java.nio.file.Path resolve(String path) {
    return java.nio.file.Path.of(path);
  }

  /** Whether rows other than inserted ones may be written. */
  default boolean changelog() {
    return false;
  }

  /** The program's standard output, shared with others; flushed, never closed by a sink. */
  java.io.OutputStream standardOutput();
}
