package dev.weir.format.json;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Encoder;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.format.ColumnWriter;
import dev.weir.format.JsonText;

/** Writes one object per line or message, keys in order of the columns; no white space. */
final class JsonEncoder implements Encoder {
  private final ColumnWriter[] columns;

  /** What stands before each value: a brace or comma, the key and a colon. */
  private final byte[][] before;

  private final boolean changelog;
  private final boolean inLines;

  JsonEncoder(FormatContext context) {
    this.columns = ColumnWriter.of(context.schema(), context.options());
    this.changelog = context.changelog();
    this.inLines = context.framing() == Framing.STREAM;
    this.before = new byte[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      var text = new ByteOutput(32);
      text.append(i == 0 && !changelog ? '{' : ',');
      JsonText.append(context.schema().column(i).name(), text);
      text.append(':');
      before[i] = text.toByteArray();
    }
  }

  @Override
  public void encode(Event row, Change change, ByteOutput out) {
    if (changelog) {
      out.appendAscii("{\"op\":\"");
      out.appendAscii(change.code());
      out.append('"');
    } else if (change != Change.INSERT) {
      throw new ConnectorException(
          "a row with the change " + change.code() + " came to an output that takes new rows only");
    } else if (columns.length == 0) {
      out.append('{');
    }
    for (int i = 0; i < columns.length; i++) {
      out.append(before[i]);
      columns[i].writeJson(row, out);
    }
    out.append('}');
    if (inLines) {
      out.append('\n');
    }
  }
}
