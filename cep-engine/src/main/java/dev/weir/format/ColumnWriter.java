package dev.weir.format;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.Options;
import dev.weir.event.Event;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import dev.weir.type.ValueFormat;
import java.math.BigDecimal;

/** Writes one column's value of an event as text or as JSON, straight into bytes. */
public final class ColumnWriter {
  private final int index;
  private final DataType type;
  private final TypeKind kind;
  private final boolean isObject;
  private final TimestampFormat timestamps;
  private final JsonWriter nested;

  private ColumnWriter(Column column, int index, Options options) {
    this.index = index;
    this.type = column.type();
    this.kind = type.kind();
    this.isObject = !type.storage().isPrimitive();
    this.timestamps = kind.isTimestamp() ? TimestampFormat.of(options, column.name(), kind) : null;
    this.nested = isObject ? new JsonWriter(type, options, column.name()) : null;
  }

  /** @throws dev.weir.connector.ConnectorException if an option is wrong */
  public static ColumnWriter[] of(Schema schema, Options options) {
    var writers = new ColumnWriter[schema.size()];
    for (int i = 0; i < writers.length; i++) {
      writers[i] = new ColumnWriter(schema.column(i), i, options);
    }
    return writers;
  }

  public boolean isNull(Event event) {
    return event.isNull(index);
  }

  /** Appends the text of a value that is not NULL. */
  public void writeText(Event event, ByteOutput out) {
    switch (kind) {
      case BOOLEAN -> out.appendAscii(event.getBoolean(index) ? "true" : "false");
      case TINYINT, SMALLINT, INTEGER -> out.appendLong(event.getInt(index));
      case BIGINT -> out.appendLong(event.getLong(index));
      case DOUBLE -> ValueText.appendDouble(event.getDouble(index), out);
      case REAL -> out.appendAscii(ValueFormat.formatReal(event.getDouble(index)));
      case DATE -> ValueText.appendDate(event.getInt(index), out);
      case TIME -> ValueText.appendTime(event.getLong(index), type.precision() == 0 ? 0 : 3, out);
      case TIMESTAMP, TIMESTAMP_LTZ -> timestamps.print(event.getLong(index), out);
      case INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH ->
          out.appendAscii(JsonWriter.intervalText(event.getLong(index), kind));
      case NULL, CHAR, VARCHAR, JSON, VARBINARY ->
          out.appendUtf8(event.getObject(index).toString());
      case DECIMAL -> out.appendAscii(((BigDecimal) event.getObject(index)).toPlainString());
      case ARRAY, MAP, ROW -> nested.write(event.getObject(index), out);
    }
  }

  /** Appends the value as JSON, {@code null} for NULL. */
  public void writeJson(Event event, ByteOutput out) {
    if (isObject) {
      nested.write(event.getObject(index), out);
      return;
    }
    if (event.isNull(index)) {
      out.appendAscii("null");
      return;
    }
    switch (kind) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> writeText(event, out);
      case DOUBLE, REAL -> {
        boolean quoted = !Double.isFinite(event.getDouble(index));
        quote(quoted, out);
        writeText(event, out);
        quote(quoted, out);
      }
      case TIMESTAMP, TIMESTAMP_LTZ ->
          JsonWriter.appendTimestamp(timestamps, event.getLong(index), out);
      default -> {
        out.append('"');
        writeText(event, out);
        out.append('"');
      }
    }
  }

  private static void quote(boolean quoted, ByteOutput out) {
    if (quoted) {
      out.append('"');
    }
  }
}
