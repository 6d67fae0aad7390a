package dev.weir.format;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.Options;
import dev.weir.type.DataType;
import dev.weir.type.Intervals;
import dev.weir.type.RowValue;
import dev.weir.type.TypeKind;
import dev.weir.type.ValueFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes boxed values of one type as JSON: reference columns, and what is inside them. */
final class JsonWriter {
  private final DataType type;
  private final TimestampFormat timestamps;
  private final JsonWriter[] children;

  JsonWriter(DataType type, Options options, String column) {
    this.type = type;
    this.timestamps =
        type.kind().isTimestamp() ? TimestampFormat.of(options, column, type.kind()) : null;
    this.children = new JsonWriter[type.children().size()];
    for (int i = 0; i < children.length; i++) {
      children[i] = new JsonWriter(type.children().get(i), options, column);
    }
  }

  /** Appends a value, {@code null} for NULL. */
  void write(Object value, ByteOutput out) {
    if (value == null) {
      out.appendAscii("null");
      return;
    }
    switch (type.kind()) {
      case NULL, CHAR, VARCHAR, VARBINARY -> JsonText.append(value.toString(), out);
      case JSON -> out.appendUtf8((String) value);
      case DECIMAL -> out.appendAscii(((BigDecimal) value).toPlainString());
      case ARRAY -> writeArray((List<?>) value, out);
      case MAP -> writeMap((Map<?, ?>) value, out);
      case ROW -> writeRow((RowValue) value, out);
      case TIMESTAMP, TIMESTAMP_LTZ -> appendTimestamp(timestamps, (Long) value, out);
      case DATE, TIME, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH ->
          JsonText.append(ValueFormat.format(value, type), out);
      case DOUBLE, REAL -> {
        var text = ValueFormat.format(value, type);
        if (Double.isFinite((Double) value)) {
          out.appendAscii(text);
        } else {
          JsonText.append(text, out);
        }
      }
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> out.appendAscii(value.toString());
    }
  }

  private void writeArray(List<?> values, ByteOutput out) {
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      children[0].write(values.get(i), out);
    }
    out.append(']');
  }

  private void writeMap(Map<?, ?> map, ByteOutput out) {
    out.append('{');
    boolean isFirst = true;
    for (var entry : map.entrySet()) {
      if (!isFirst) {
        out.append(',');
      }
      isFirst = false;
      JsonText.append(ValueFormat.format(entry.getKey(), children[0].type), out);
      out.append(':');
      children[1].write(entry.getValue(), out);
    }
    out.append('}');
  }

  private void writeRow(RowValue row, ByteOutput out) {
    out.append('{');
    for (int i = 0; i < children.length; i++) {
      if (i > 0) {
        out.append(',');
      }
      JsonText.append(type.names().get(i), out);
      out.append(':');
      children[i].write(row.fields().get(i), out);
    }
    out.append('}');
  }

  static void appendTimestamp(TimestampFormat format, long micros, ByteOutput out) {
    if (format.isNumber()) {
      format.print(micros, out);
      return;
    }
    out.append('"');
    format.print(micros, out);
    out.append('"');
  }

  static String intervalText(long value, TypeKind kind) {
    var text = new StringBuilder();
    if (kind == TypeKind.INTERVAL_YEAR_MONTH) {
      Intervals.appendYearMonth(text, value);
    } else {
      Intervals.appendDayTime(text, value);
    }
    return text.toString();
  }
}
