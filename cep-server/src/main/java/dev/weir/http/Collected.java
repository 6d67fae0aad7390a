package dev.weir.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.ResultHandler;
import dev.weir.connector.ByteOutput;
import dev.weir.connector.Encoder;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.connector.Options;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.format.json.JsonFormat;
import dev.weir.type.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of statements that answer at once, each already encoded; no more than an answer may hold. */
final class Collected implements ResultHandler {
  private final int rowsMax;
  private final List<Result> results = new ArrayList<>();
  private final ByteOutput out = new ByteOutput(256);
  private Encoder encoder;
  private Result current;

  private static final class Result {
    private final Schema schema;
    private final List<String> rows = new ArrayList<>();
    private boolean truncated;

    Result(Schema schema) {
      this.schema = schema;
    }
  }

  Collected(int rowsMax) {
    this.rowsMax = rowsMax;
  }

  @Override
  public void begin(String label, Schema schema, boolean changelog) {
    encoder =
        new JsonFormat()
            .encoder(new FormatContext(schema, new Options(Map.of()), Framing.MESSAGE, changelog));
    current = new Result(schema);
    results.add(current);
  }

  @Override
  public void row(String label, Event row, Change change) {
    if (current.rows.size() == rowsMax) {
      current.truncated = true;
      return;
    }
    out.clear();
    encoder.encode(row, change, out);
    current.rows.add(out.toString());
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("results");
    for (var result : results) {
      json.writeStartObject();
      json.writeArrayFieldStart("columns");
      for (var column : result.schema.columns()) {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.type().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
      for (var row : result.rows) {
        json.writeRawValue(row);
      }
      json.writeEndArray();
      json.writeBooleanField("truncated", result.truncated);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
