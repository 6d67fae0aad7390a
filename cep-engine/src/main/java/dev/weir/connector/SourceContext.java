package dev.weir.connector;

import dev.weir.event.Event;
import dev.weir.time.Clock;
import dev.weir.type.Schema;

/** What a source needs from the engine. */
public interface SourceContext {
  /** The stream's name, for messages. */
  String stream();

  /** The columns to be read, computed columns left out. */
  Schema schema();

  Options options();

  /** A path of an option, made absolute by the engine's base directory if it is relative. */
  default java.nio.file.Path resolve(String path) {
    return java.nio.file.Path.of(path);
  }

  Clock clock();

  /** A new event of {@link #schema}, every primitive zero and not NULL, every reference NULL. */
  Event newEvent();

  /** Takes a row over. It must not be changed afterwards. */
  void row(Event event);

  /**
   * A row that cannot be read.
   *
   * @param location file, line and offset, or whatever leads a person to the row: {@code
   *     trades.csv:17}
   * @param rawText the row as it came, as far as it could be read; long texts may be cut
   * @param reason one line in the user's words
   */
  void badRow(String location, String rawText, String reason);

  /** Counts rows that the options asked to leave out. They are no bad rows. */
  default void skipped(long rows) {}

  /** The program's standard input; never closed by a source. */
  default java.io.InputStream standardInput() {
    return System.in;
  }

  /**
   * For input that can only be read by waiting (a pipe): starts a daemon thread that runs {@code
   * reader}. The source hands rows over only from {@link Source#poll}, never from that thread.
   */
  void startReader(String name, Runnable reader);
}
