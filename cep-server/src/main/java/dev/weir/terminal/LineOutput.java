package dev.weir.terminal;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One value per line under a heading per row, for rows that are wider than the screen. Nothing is held back. */
final class LineOutput implements Output {
  private final StandardOutput out;
  private final Map<String, Rows> statements = new HashMap<>();

  LineOutput(StandardOutput out) {
    this.out = out;
  }

  /** One statement's rows. */
  private static final class Rows {
    private final Schema schema;
    private final boolean changelog;
    private final int nameWidth;
    private long count;

    Rows(Schema schema, boolean changelog) {
      this.schema = schema;
      this.changelog = changelog;
      int widest = changelog ? 2 : 0;
      for (int i = 0; i < schema.size(); i++) {
        widest = Math.max(widest, DisplayWidth.of(schema.column(i).name()));
      }
      nameWidth = widest;
    }
  }

  @Override
  public synchronized void begin(String label, Schema schema, boolean changelog) {
    statements.put(key(label), new Rows(schema, changelog));
  }

  @Override
  public synchronized void row(String label, Event row, Change change) {
    var rows = statements.get(key(label));
    var text = new StringBuilder("-[ ").append(label == null ? "row" : label).append(' ');
    text.append(++rows.count).append(" ]-\n");
    if (rows.changelog) {
      append(text, rows, "op", change.code());
    }
    for (int i = 0; i < rows.schema.size(); i++) {
      var column = rows.schema.column(i);
      append(text, rows, column.name(), Cells.text(row.get(i), column.type()));
    }
    print(text.toString());
  }

  private static void append(StringBuilder text, Rows rows, String name, String value) {
    text.append(name)
        .append(" ".repeat(rows.nameWidth - DisplayWidth.of(name)))
        .append(" | ")
        .append(value)
        .append('\n');
  }

  @Override
  public synchronized void end(String label) {
    var rows = statements.remove(key(label));
    if (rows != null) {
      print("(" + rows.count + (rows.count == 1 ? " row)\n" : " rows)\n"));
      flush();
    }
  }

  private void print(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void pause() {
    flush();
  }

  @Override
  public void close() {
    flush();
  }

  private static String key(String label) {
    return Objects.requireNonNullElse(label, "");
  }
}
