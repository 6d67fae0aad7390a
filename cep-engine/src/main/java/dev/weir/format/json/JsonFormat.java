package dev.weir.format.json;

import dev.weir.connector.Decoder;
import dev.weir.connector.Encoder;
import dev.weir.connector.Format;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Option;
import dev.weir.connector.RowHandler;
import dev.weir.format.TimestampFormat;
import java.util.List;

/** One JSON object per line or message; a column is the value of the key of its name. */
public final class JsonFormat implements Format {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<Option> options() {
    return TimestampFormat.OPTIONS;
  }

  @Override
  public boolean canRead() {
    return true;
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public Decoder decoder(FormatContext context, RowHandler rows) {
    return new JsonDecoder(context, rows);
  }

  @Override
  public Encoder encoder(FormatContext context) {
    return new JsonEncoder(context);
  }
}
