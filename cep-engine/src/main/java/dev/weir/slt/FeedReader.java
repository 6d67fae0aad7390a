package dev.weir.slt;

import dev.weir.connector.Connectors;
import dev.weir.connector.Decoder;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Options;
import dev.weir.connector.RowHandler;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads the rows of a {@code feed}: values between tabs, in order of the columns, or one JSON object per line. */
final class FeedReader {
  private final Schema schema;
  private final Supplier<Event> newEvent;

  /** @param newEvent gives empty events of the schema */
  FeedReader(Schema schema, Supplier<Event> newEvent) {
    this.schema = schema;
    this.newEvent = newEvent;
  }

  /** The event of one line. @throws RowError if the line does not fit the columns */
  Event read(String line) {
    if (line.startsWith("{")) {
      return object(line);
    }
    var fields = List.of(line.split("\t", -1));
    if (fields.size() != schema.size()) {
      throw new RowError(
          "the row has " + fields.size() + " values, the columns are " + ValueText.columns(schema));
    }
    var event = newEvent.get();
    for (int i = 0; i < fields.size(); i++) {
      event.set(i, value(fields.get(i), schema.type(i), schema.column(i).name()));
    }
    return event;
  }

  private static Object value(String field, DataType type, String column) {
    if (field.equals(ValueText.NULL)) {
      return null;
    }
    try {
      return FeedValues.parse(ValueText.unescape(field), type);
    } catch (RowError e) {
      throw new RowError("column \"" + column + "\": " + e.getMessage());
    }
  }

  private Event object(String line) {
    var rows = new OneRow();
    var context = FormatContext.reading(schema, new Options(Map.of()));
    Decoder decoder = Connectors.load().format("json").decoder(context, rows);
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    decoder.decode(bytes, 0, bytes.length, true, 2);
    if (rows.event == null) {
      throw new RowError(rows.reason == null ? "this is no JSON object" : rows.reason);
    }
    return rows.event;
  }

  /** What a decoder makes of one line. */
  private final class OneRow implements RowHandler {
    private Event event;
    private String reason;

    @Override
    public Event newEvent() {
      return newEvent.get();
    }

    @Override
    public void row(Event row) {
      event = row;
    }

    @Override
    public void badRow(byte[] bytes, int from, int to, long line, String why) {
      reason = why;
    }

    @Override
    public void skipped() {
      reason = "the row is left out by the format's options";
    }
  }
}
