package dev.weir.terminal;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows as a table with aligned columns, numbers to the right.
 *
 * <p>The width of a column is that of its widest value, so rows are held back until the statement ends, but never more than
 * {@value #ROWS_MAX} rows, nor longer than {@value #HELD_MILLIS} ms. Then the table's head appears, and all further rows
 * follow at once under it; a value that is wider than its column widens the column from there on.
 *
 * <p>Rows of different statements may come between each other: each change prints a head anew. Thread-safe, because a timer
 * prints what waits.
 */
final class TableOutput implements Output {
  private static final int ROWS_MAX = 100;
  private static final long HELD_MILLIS = 200;

  private final StandardOutput out;
  private final TableStyle style;
  private final Map<String, Table> tables = new HashMap<>();
  private Table current;
  private boolean anythingPrinted;
  private Thread timer;
  private IOException failure;

  TableOutput(StandardOutput out, TableStyle style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public synchronized void begin(String label, Schema schema, boolean changelog) {
    check();
    tables.put(key(label), new Table(label, schema, changelog));
  }

  @Override
  public synchronized void row(String label, Event row, Change change) {
    check();
    var table = tables.get(key(label));
    if (current != null && current != table) {
      leave(current);
    }
    current = table;
    table.add(row, change);
    if (table.headPrinted || table.waiting.size() >= ROWS_MAX) {
      print(table);
    }
  }

  @Override
  public synchronized void flush() {
    check();
    if (current == null || current.headPrinted || current.waiting.isEmpty()) {
      write(out::flush);
      return;
    }
    if (timer == null) {
      timer = new Thread(this::printWhenDue, "weir-table");
      timer.setDaemon(true);
      timer.start();
    }
  }

  private void printWhenDue() {
    try {
      Thread.sleep(HELD_MILLIS);
    } catch (InterruptedException e) {
      return;
    }
    synchronized (this) {
      timer = null;
      if (current != null) {
        try {
          print(current);
          out.flush();
        } catch (IOException e) {
          failure = e;
        } catch (UncheckedIOException e) {
          failure = e.getCause();
        }
      }
    }
  }

  @Override
  public synchronized void end(String label) {
    check();
    var table = tables.remove(key(label));
    if (table == null) {
      return;
    }
    if (current != null && current != table) {
      leave(current);
    }
    current = null;
    boolean allPrinted = table.count > 0 && !table.headPrinted && table.waiting.isEmpty();
    if (!allPrinted) {
      if (!table.headPrinted) {
        table.printHead();
      }
      print(table);
      table.printFoot();
    }
    var name = allPrinted && table.label != null ? table.label + ": " : "";
    table.line(name + "(" + table.count + (table.count == 1 ? " row)" : " rows)"));
    write(out::flush);
  }

  /** Prints what waits in a table that another one follows; its next rows get a head of their own. */
  private void leave(Table table) {
    print(table);
    table.printFoot();
    table.headPrinted = false;
  }

  private void print(Table table) {
    if (!table.waiting.isEmpty()) {
      if (!table.headPrinted) {
        table.printHead();
      }
      table.waiting.forEach(table::printRow);
      table.waiting.clear();
    }
  }

  @Override
  public synchronized void pause() {
    check();
    if (current != null) {
      leave(current);
      current = null;
    }
    write(out::flush);
  }

  @Override
  public synchronized void close() {
    if (current != null) {
      print(current);
    }
    write(out::flush);
  }

  private void check() {
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String key(String label) {
    return Objects.requireNonNullElse(label, "");
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One statement's rows. */
  private final class Table {
    private final String label;
    private final Schema schema;
    private final boolean changelog;
    private final int[] widths;
    private final List<String[]> waiting = new ArrayList<>();
    private long count;
    private boolean headPrinted;

    Table(String label, Schema schema, boolean changelog) {
      this.label = label;
      this.schema = schema;
      this.changelog = changelog;
      var names = names();
      this.widths = new int[names.length];
      for (int i = 0; i < names.length; i++) {
        widths[i] = DisplayWidth.of(names[i]);
      }
    }

    private String[] names() {
      int own = changelog ? 1 : 0;
      var names = new String[schema.size() + own];
      names[0] = "op";
      for (int i = 0; i < schema.size(); i++) {
        names[i + own] = schema.column(i).name();
      }
      return names;
    }

    void add(Event row, Change change) {
      int own = changelog ? 1 : 0;
      var cells = new String[widths.length];
      if (changelog) {
        cells[0] = change.code();
      }
      for (int i = 0; i < schema.size(); i++) {
        cells[i + own] = style.escape(Cells.text(row.get(i), schema.type(i)));
      }
      for (int i = 0; i < cells.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(cells[i]));
      }
      waiting.add(cells);
      count++;
    }

    void printHead() {
      if (anythingPrinted) {
        line("");
      }
      anythingPrinted = true;
      if (label != null) {
        line(label + ":");
      }
      style.head(widths).ifPresent(this::line);
      line(style.row(names(), widths, this::isNumber));
      line(style.rule(widths, this::isNumber));
      headPrinted = true;
    }

    void printRow(String[] cells) {
      line(style.row(cells, widths, this::isNumber));
    }

    void printFoot() {
      if (headPrinted) {
        style.foot(widths).ifPresent(this::line);
      }
    }

    private boolean isNumber(int index) {
      int column = changelog ? index - 1 : index;
      return column >= 0 && schema.type(column).kind().isNumeric();
    }

    void line(String text) {
      var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
      write(() -> out.write(bytes, 0, bytes.length));
    }
  }
}
