package dev.weir;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A stream that was declared in SQL, fed with values. They may be of any Java type that stands for the column's: see
 * {@link Row#get(int)}; numbers of other types are converted if they fit exactly, texts are read as SQL's CAST reads
 * them. What {@link #send} causes is delivered before it returns.
 *
 * <p>Confined to the engine's thread. Obtained by {@link Engine#stream(String)}.
 */
public final class RowStream implements AutoCloseable {
  private final String name;
  private final StreamInput input;
  private final List<String> names;

  RowStream(String name, StreamInput input) {
    this.name = name;
    this.input = input;
    this.names = input.schema().columns().stream().map(Column::name).toList();
  }

  /** The columns to fill: those that are not computed. */
  public Schema schema() {
    return input.schema();
  }

  /**
   * Sends one row.
   *
   * @param values one per column of {@link #schema}, null for NULL
   * @throws ConversionException if there are more or fewer, or one does not fit its column; then nothing is sent
   * @throws RunException if the engine can't go on
   * @throws IllegalStateException if this stream is closed
   */
  public void send(Object... values) {
    if (values.length != names.size()) {
      throw new ConversionException(
          "stream \""
              + name
              + "\" takes "
              + names.size()
              + " values ("
              + String.join(", ", names)
              + "), not "
              + values.length);
    }
    send(Arrays.asList(values));
  }

  /**
   * Sends one row given by column; columns that are left out are NULL.
   *
   * @throws ConversionException if there is a name that is no column, or a value does not fit; then nothing is sent
   */
  public void send(Map<String, ?> values) {
    var row = new Object[names.size()];
    values.forEach(
        (column, value) -> {
          int index = Names.find(names, column);
          if (index < 0) {
            throw new ConversionException(
                "stream \""
                    + name
                    + "\" has no column \""
                    + column
                    + "\", only "
                    + String.join(", ", names));
          }
          row[index] = value;
        });
    send(Arrays.asList(row));
  }

  /** Sends a row of a query: by the names of its columns; those that the stream lacks are left out. */
  public void send(Row row) {
    var values = new Object[names.size()];
    var columns = row.schema().columns().stream().map(Column::name).toList();
    for (int i = 0; i < values.length; i++) {
      int from = Names.find(columns, names.get(i));
      values[i] = from < 0 ? null : row.get(from);
    }
    send(Arrays.asList(values));
  }

  private void send(List<Object> values) {
    input.send(event(values));
    input.flush();
  }

  private Event event(List<Object> values) {
    var event = input.newEvent();
    for (int i = 0; i < names.size(); i++) {
      var type = input.schema().type(i);
      try {
        event.set(i, SqlValues.of(values.get(i), type));
      } catch (RowError | ArithmeticException | ConversionException e) {
        throw new ConversionException(
            "column \""
                + names.get(i)
                + "\" of stream \""
                + name
                + "\" is "
                + type
                + ": "
                + e.getMessage(),
            e);
      }
    }
    return event;
  }

  /** As {@link EventStream#advanceTo}. */
  public void advanceTo(Instant time) {
    input.watermark(JavaValues.micros(time));
  }

  /** Says that the stream is silent and must not hold others back, until its next row. */
  public void idle() {
    input.idle(true);
  }

  /** Ends the stream, unless others still write into it: what waits for its end is delivered. */
  @Override
  public void close() {
    input.close();
  }
}
