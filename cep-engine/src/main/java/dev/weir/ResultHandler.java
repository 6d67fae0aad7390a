package dev.weir;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.function.Consumer;

/**
 * Receives the rows of the statements of a run. Called by the thread that runs. Rows of several
 * statements may come between each other: {@code label} tells them apart.
 */
public interface ResultHandler {
  /** A handler that wants the rows only. */
  static ResultHandler ofRows(Consumer<Event> rows) {
    return new ResultHandler() {
      @Override
      public void begin(String label, Schema schema, boolean changelog) {}

      @Override
      public void row(String label, Event row, Change change) {
        rows.accept(row);
      }
    };
  }

  /**
   * A statement begins to give rows.
   *
   * @param label the rule's name, or null for a statement without one
   * @param changelog whether rows can take back others, so that the kind of change must be shown
   */
  void begin(String label, Schema schema, boolean changelog);

  /** One row of the statement that {@code label} names. The event may be kept. */
  void row(String label, Event row, Change change);

  /** Nothing more is waiting just now: show what has come. */
  default void flush() {}

  /** The statement's last row has come. */
  default void end(String label) {}
}
