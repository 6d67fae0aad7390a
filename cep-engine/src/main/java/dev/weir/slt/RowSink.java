package dev.weir.slt;

import dev.weir.ResultHandler;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Gathers the rows of one statement as text until they are taken. */
final class RowSink implements ResultHandler {
  private final List<String> rows = new ArrayList<>();
  private Schema schema;
  private boolean changelog;
  private boolean muted;

  @Override
  public void begin(String label, Schema schema, boolean changelog) {
    this.schema = schema;
    this.changelog = changelog;
  }

  @Override
  public void row(String label, Event row, Change change) {
    if (!muted) {
      rows.add(ValueText.row(row, schema, changelog ? change : null));
    }
  }

  /** While muted, rows are dropped: those that a restarted engine gives before its state is back. */
  void mute(boolean muted) {
    this.muted = muted;
  }

  /** The rows since the last call. */
  List<String> take() {
    var taken = List.copyOf(rows);
    rows.clear();
    return taken;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Null until the statement has begun. */
  Schema schema() {
    return schema;
  }

  boolean isChangelog() {
    return changelog;
  }
}
