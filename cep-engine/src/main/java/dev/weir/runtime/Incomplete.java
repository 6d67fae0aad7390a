package dev.weir.runtime;

import dev.weir.event.Event;
import dev.weir.type.Schema;

/** Says what a row lacks. */
final class Incomplete {
  private Incomplete() {}

  /** The reason why a row that an {@link dev.weir.operator.Intake} refused may not enter. */
  static String reason(Event row, Schema schema) {
    for (int i = 0; i < schema.size(); i++) {
      if (!schema.column(i).nullable() && row.isNull(i)) {
        return "column \"" + schema.column(i).name() + "\" is NOT NULL and has no value";
      }
    }
    return "the time column is NULL";
  }
}
