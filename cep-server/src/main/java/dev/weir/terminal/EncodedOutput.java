package dev.weir.terminal;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.Encoder;
import dev.weir.connector.Format;
import dev.weir.connector.FormatContext;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.format.csv.CsvFormat;
import dev.weir.format.json.JsonFormat;
import dev.weir.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Rows in one of the engine's formats. Where rows of several statements come between each other, a format with a header
 * prints it again at each change from one statement to another.
 */
final class EncodedOutput implements Output {
  private static final int BYTES_HELD = 1 << 15;

  private final StandardOutput out;
  private final Format format;
  private final ByteOutput buffer = new ByteOutput(2 * BYTES_HELD);
  private final Map<String, Encoder> encoders = new HashMap<>();
  private Encoder current;

  private EncodedOutput(StandardOutput out, Format format) {
    this.out = out;
    this.format = format;
  }

  /** One object per row and line. */
  static EncodedOutput json(StandardOutput out) {
    return new EncodedOutput(out, new JsonFormat());
  }

  /** With a header of column names. */
  static EncodedOutput csv(StandardOutput out) {
    return new EncodedOutput(out, new CsvFormat());
  }

  @Override
  public void begin(String label, Schema schema, boolean changelog) {
    encoders.put(key(label), format.encoder(FormatContext.writing(schema, changelog)));
  }

  @Override
  public void row(String label, Event row, Change change) {
    var encoder = encoders.get(key(label));
    if (encoder != current) {
      encoder.begin(buffer);
      current = encoder;
    }
    encoder.encode(row, change, buffer);
    if (buffer.size() >= BYTES_HELD) {
      drain();
    }
  }

  @Override
  public void flush() {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void end(String label) {
    var encoder = encoders.remove(key(label));
    if (encoder != null) {
      if (encoder != current) {
        encoder.begin(buffer);
      }
      encoder.end(buffer);
      current = null;
    }
    flush();
  }

  @Override
  public void pause() {
    flush();
    current = null;
  }

  @Override
  public void close() {
    flush();
  }

  private void drain() {
    try {
      buffer.writeTo(out);
      buffer.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String label) {
    return Objects.requireNonNullElse(label, "");
  }
}
