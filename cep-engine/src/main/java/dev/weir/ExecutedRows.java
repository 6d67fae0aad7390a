package dev.weir;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Keeps the rows of statements that answer at once. */
final class ExecutedRows implements ResultHandler {
  private final List<Row> rows = new ArrayList<>();
  private Schema schema;

  @Override
  public void begin(String label, Schema columns, boolean changelog) {
    if (label == null) {
      schema = columns;
    }
  }

  /** Only rules have a label; theirs may come for ever. */
  @Override
  public void row(String label, Event row, Change change) {
    if (label == null) {
      rows.add(new Row(schema, row));
    }
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }
}
