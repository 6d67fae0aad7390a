package dev.weir.terminal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The process's standard output, buffered. When its reader has gone ({@code weir run ... | head}), it remembers that and
 * throws; the command then ends quietly, as other tools of a pipe do.
 */
public final class StandardOutput extends OutputStream {
  /** The reader has gone. */
  public static final class Closed extends IOException {
    private static final long serialVersionUID = 1L;

    Closed(IOException cause) {
      super("standard output is closed", cause);
    }
  }

  private final OutputStream out;
  private final StatusLine status;
  private final byte[] buffer = new byte[1 << 16];
  private int size;
  private volatile boolean closed;

  /** @param status taken off the terminal before output appears there */
  public StandardOutput(OutputStream out, StatusLine status) {
    this.out = out;
    this.status = status;
  }

  /** Whether the reader has gone. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void write(int oneByte) throws IOException {
    if (size == buffer.length) {
      drain();
    }
    buffer[size++] = (byte) oneByte;
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    if (length > buffer.length - size) {
      drain();
      if (length >= buffer.length) {
        writeThrough(bytes, from, length);
        return;
      }
    }
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
  }

  private void drain() throws IOException {
    int length = size;
    size = 0;
    if (length > 0) {
      writeThrough(buffer, 0, length);
    }
  }

  private void writeThrough(byte[] bytes, int from, int length) throws IOException {
    if (closed) {
      throw new Closed(null);
    }
    try {
      status.clear();
      out.write(bytes, from, length);
    } catch (IOException e) {
      closed = true;
      throw new Closed(e);
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    drain();
    if (!closed) {
      out.flush();
    }
  }
}
