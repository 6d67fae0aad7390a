package dev.weir;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it receives as text: a row as {@code (1, a)}, behind its label if it has one. */
class RecordingHandler implements ResultHandler {
  final List<String> rows = new ArrayList<>();
  final List<String> ended = new ArrayList<>();

  @Override
  public void begin(String label, Schema schema, boolean changelog) {}

  @Override
  public void row(String label, Event row, Change change) {
    rows.add((label == null ? "" : label + " ") + row);
  }

  @Override
  public void end(String label) {
    ended.add(String.valueOf(label));
  }
}
