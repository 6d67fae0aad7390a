package dev.weir.connect.datagen;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import dev.weir.diagnostic.Names;
import java.util.Locale;
import java.util.TreeSet;

/** Makes rows one after the other, at most as many in a second as it was asked for. */
final class DatagenSource implements Source {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final SourceContext context;
  private final FieldGenerator[] fields;
  private final long rowsMax;
  private final long rowsPerSecond;
  private long row;
  private long firstRow;
  private long startNanos;
  private boolean isStarted;

  DatagenSource(SourceContext context) {
    this.context = context;
    var options = context.options();
    this.rowsMax = options.getLong("number.of.rows", -1, 0, Long.MAX_VALUE);
    this.rowsPerSecond = options.getLong("rows.per.second", 0, 1, 1_000_000_000);
    long seed = options.getLong("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    checkColumns();
    var schema = context.schema();
    this.fields = new FieldGenerator[schema.size()];
    long step = rowsPerSecond == 0 ? 1_000 : Math.max(1, MICROS_PER_SECOND / rowsPerSecond);
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          FieldGenerator.of(
              new FieldOptions(schema.column(i), options), i, seed, step, context.clock());
    }
  }

  /** An option for a column that is not there would have no effect. */
  private void checkColumns() {
    var names = new TreeSet<String>();
    context.schema().columns().forEach(c -> names.add(c.name().toLowerCase(Locale.ROOT)));
    for (var option : context.options().asMap().keySet()) {
      if (option.startsWith("fields.")) {
        var column = option.substring("fields.".length(), Math.max(7, option.lastIndexOf('.')));
        if (!names.contains(column)) {
          throw new ConnectorException(
              "the option '"
                  + option
                  + "' is for a column \""
                  + column
                  + "\" that does not exist"
                  + Names.suggest(column, names)
                      .map(near -> ", did you mean \"" + near + "\"?")
                      .orElse(""));
        }
      }
    }
  }

  @Override
  public Status poll(int maxRows) {
    long end = Math.min(row + maxRows, rowsMax < 0 ? Long.MAX_VALUE : rowsMax);
    if (rowsPerSecond > 0) {
      end = Math.min(end, rowsDue());
    }
    boolean isIdle = row == end;
    for (; row < end; row++) {
      var event = context.newEvent();
      for (var field : fields) {
        field.fill(event, row);
      }
      context.row(event);
    }
    if (row == rowsMax) {
      return Status.ENDED;
    }
    return isIdle ? Status.IDLE : Status.READY;
  }

  private long rowsDue() {
    long now = context.clock().nanoTime();
    if (!isStarted) {
      isStarted = true;
      startNanos = now;
      firstRow = row;
    }
    return firstRow + 1 + (long) ((now - startNanos) / NANOS_PER_SECOND * rowsPerSecond);
  }

  /** The number of the next row, and what each column remembers. */
  @Override
  public String position() {
    var text = new StringBuilder().append(row);
    for (var field : fields) {
      text.append(':').append(field.memory());
    }
    return text.toString();
  }

  @Override
  public void seek(String position) {
    var parts = position.split(":");
    try {
      if (parts.length != fields.length + 1) {
        throw new NumberFormatException();
      }
      row = Long.parseLong(parts[0]);
      for (int i = 0; i < fields.length; i++) {
        fields[i].restore(Long.parseLong(parts[i + 1]));
      }
      isStarted = false;
    } catch (NumberFormatException e) {
      throw new ConnectorException("'" + position + "' is not a position in made-up rows", e);
    }
  }

  @Override
  public long progress() {
    return row;
  }

  @Override
  public long progressTotal() {
    return rowsMax;
  }

  @Override
  public void close() {}
}
