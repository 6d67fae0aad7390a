package dev.weir.runtime;

import dev.weir.event.Event;
import dev.weir.type.Schema;
import dev.weir.type.ValueFormat;

/** A row as a dead letter shows it: values as SQL prints them. */
final class RowText {
  private RowText() {}

  /** The values in order; as they are stored if the row is not of the schema. */
  static String of(Object event, Schema schema) {
    if (!(event instanceof Event row) || !row.layout().equals(schema.layout())) {
      return event.toString();
    }
    var text = new StringBuilder("(");
    for (int i = 0; i < schema.size(); i++) {
      var value = row.get(i);
      text.append(i == 0 ? "" : ", ");
      if (value == null) {
        text.append("NULL");
      } else {
        ValueFormat.append(text, value, schema.type(i));
      }
    }
    return text.append(')').toString();
  }
}
