package dev.weir.format.csv;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Encoder;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.format.ColumnWriter;
import dev.weir.type.Schema;
import dev.weir.type.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes separated values; lines end with {@code \n}. A value is put in quotes if it must be, so
 * that what is written reads back to equal rows.
 */
final class CsvEncoder implements Encoder {
  private final Schema schema;
  private final ColumnWriter[] columns;
  private final boolean[] isText;
  private final Dialect dialect;
  private final byte[] nullText;
  private final boolean changelog;
  private final boolean inLines;

  CsvEncoder(FormatContext context) {
    this.schema = context.schema();
    this.columns = ColumnWriter.of(schema, context.options());
    this.isText = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      isText[i] = schema.type(i).storage() == Storage.OBJECT;
    }
    this.dialect = Dialect.of(context);
    this.nullText = dialect.nullText().getBytes(StandardCharsets.UTF_8);
    this.changelog = context.changelog();
    this.inLines = context.framing() == Framing.STREAM;
  }

  @Override
  public void begin(ByteOutput out) {
    if (!dialect.header() || !inLines) {
      return;
    }
    if (changelog) {
      out.appendAscii("op");
    }
    for (int i = 0; i < columns.length; i++) {
      delimit(i, out);
      int start = out.size();
      out.appendUtf8(schema.column(i).name());
      quoteIfNeeded(start, true, out);
    }
    out.append('\n');
  }

  @Override
  public void encode(Event row, Change change, ByteOutput out) {
    if (changelog) {
      out.appendAscii(change.code());
    } else if (change != Change.INSERT) {
      throw new ConnectorException(
          "a row with the change " + change.code() + " came to an output that takes new rows only");
    }
    for (int i = 0; i < columns.length; i++) {
      delimit(i, out);
      if (columns[i].isNull(row)) {
        out.append(nullText);
      } else {
        int start = out.size();
        columns[i].writeText(row, out);
        quoteIfNeeded(start, isText[i], out);
      }
    }
    if (inLines) {
      out.append('\n');
    }
  }

  private void delimit(int column, ByteOutput out) {
    if (column > 0 || changelog) {
      out.append(dialect.delimiter());
    }
  }

  private void quoteIfNeeded(int start, boolean isText, ByteOutput out) {
    if (dialect.quote() == Dialect.NONE || !needsQuotes(start, isText, out)) {
      return;
    }
    var value = Arrays.copyOfRange(out.array(), start, out.size());
    out.truncate(start);
    out.append(dialect.quote());
    for (byte b : value) {
      if (b == dialect.quote()) {
        out.append(dialect.quote());
      }
      out.append(b);
    }
    out.append(dialect.quote());
  }

  private boolean needsQuotes(int start, boolean isText, ByteOutput out) {
    var bytes = out.array();
    int end = out.size();
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == dialect.delimiter() || b == dialect.quote() || b == '\n' || b == '\r') {
        return true;
      }
    }
    if (!isText) {
      return isNullText(bytes, start, end);
    }
    return isNullText(bytes, start, end)
        || end > start
            && (bytes[start] <= ' ' && bytes[start] >= 0
                || bytes[end - 1] <= ' ' && bytes[end - 1] >= 0
                || bytes[start] == dialect.comment()
                || bytes[start] == '#'
                || bytes[start] == (byte) 0xEF);
  }

  private boolean isNullText(byte[] bytes, int start, int end) {
    return Arrays.equals(bytes, start, end, nullText, 0, nullText.length);
  }
}
