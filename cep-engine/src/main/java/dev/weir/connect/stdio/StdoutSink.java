package dev.weir.connect.stdio;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Encoder;
import dev.weir.connector.Format;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.connector.Sink;
import dev.weir.connector.SinkContext;
import dev.weir.event.Change;
import dev.weir.event.Event;
import java.io.IOException;
import java.io.OutputStream;

/** Writes whole lines, gathered, to a stream that others also write to. */
final class StdoutSink implements Sink {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final Encoder encoder;
  private final ByteOutput rows = new ByteOutput(BUFFER + (BUFFER >> 2));

  StdoutSink(Format format, SinkContext context) {
    if (!format.canWrite()) {
      throw new ConnectorException("the format '" + format.name() + "' can only be read");
    }
    this.out = context.standardOutput();
    this.encoder =
        format.encoder(
            new FormatContext(
                context.schema(), context.options(), Framing.STREAM, context.changelog()));
    encoder.begin(rows);
  }

  @Override
  public void write(Event row, Change change) {
    encoder.encode(row, change, rows);
    if (rows.size() >= BUFFER) {
      drain();
    }
  }

  private void drain() {
    try {
      rows.writeTo(out);
      rows.clear();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static ConnectorException failed(IOException e) {
    return new ConnectorException("cannot write to standard output: " + e.getMessage(), e);
  }

  @Override
  public void flush() {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void finish() {
    encoder.end(rows);
    flush();
  }

  /** Rows that were written are out already, or the output is broken; there is nothing to take back. */
  @Override
  public void close() {
    rows.clear();
  }
}
