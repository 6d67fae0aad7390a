package dev.weir.connect.file;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Decoder;
import dev.weir.connector.Format;
import dev.weir.connector.FormatContext;
import dev.weir.connector.RowHandler;
import dev.weir.connector.SourceContext;
import dev.weir.event.Event;
import io.airlift.compress.MalformedInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;

/**
 * One open file and how far it has been read. Offsets count uncompressed bytes; {@link #offset} is
 * always where a record begins, so a reading of the same file that goes on from there gives the
 * rows that would have come.
 */
final class FileReading implements RowHandler, AutoCloseable {
  private static final int BUFFER = 1 << 18;
  private static final int RAW_TEXT_MAX = 2_000;

  private final SourceContext context;
  private final FileChannel channel;
  private final Compression compression;
  private final InputStream uncompressed;
  private final Decoder decoder;
  private Path path;
  private byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;

  /** The offset of {@code buffer[from]}. */
  private long offset;

  private boolean atEnd;
  private long bytesRead;

  /** @throws ConnectorException if the file cannot be opened */
  FileReading(Path path, Format format, SourceContext context) {
    this.path = path;
    this.context = context;
    this.compression = Compression.of(path);
    this.decoder = format.decoder(FormatContext.reading(context.schema(), context.options()), this);
    try {
      this.channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw failed(e);
    }
    this.uncompressed = compression == Compression.NONE ? null : openCompressed();
  }

  private InputStream openCompressed() {
    try {
      // An empty file is what a writer leaves that has not begun; it is no broken archive.
      return channel.size() == 0
          ? InputStream.nullInputStream()
          : compression.open(Channels.newInputStream(channel));
    } catch (IOException e) {
      close();
      throw failed(e);
    }
  }

  Path path() {
    return path;
  }

  /** The same file has a new name. */
  void renamed(Path path) {
    this.path = path;
  }

  boolean isCompressed() {
    return uncompressed != null;
  }

  /** Where the next record begins. */
  long offset() {
    return offset;
  }

  /** How far the file has been read, its last piece of a record included. */
  long offsetRead() {
    return offset + to - from;
  }

  long line() {
    return decoder.line();
  }

  /** Bytes of the file itself that have been read. */
  long bytesRead() {
    return bytesRead;
  }

  FileChannel channel() {
    return channel;
  }

  /**
   * Hands over up to that many rows. Returns how many; fewer mean that the file has no more whole
   * record now.
   *
   * @param last whether the file's end ends a record
   */
  int read(int maxRows, boolean last) {
    int rows = 0;
    atEnd = false;
    while (rows < maxRows) {
      int next = decoder.decode(buffer, from, to, atEnd && last, maxRows - rows);
      boolean moved = next > from;
      offset += next - from;
      from = next;
      rows += decoder.rows();
      if (!moved && rows < maxRows) {
        if (atEnd) {
          break;
        }
        fill();
      }
    }
    return rows;
  }

  /** Hands over what is left in memory, its last piece as a record; nothing more is read. */
  int flushRest() {
    int rows = 0;
    while (from < to) {
      int next = decoder.decode(buffer, from, to, true, Integer.MAX_VALUE);
      rows += decoder.rows();
      offset += next - from;
      from = next;
    }
    return rows;
  }

  private void fill() {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = java.util.Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int count =
          uncompressed == null
              ? channel.read(ByteBuffer.wrap(buffer, to, buffer.length - to))
              : uncompressed.read(buffer, to, buffer.length - to);
      atEnd = count < 0;
      to += Math.max(0, count);
      bytesRead = uncompressed == null ? bytesRead + Math.max(0, count) : channel.position();
    } catch (IOException e) {
      throw failed(e);
    } catch (MalformedInputException e) {
      throw failed(new ZipException(e.getMessage()));
    }
  }

  /**
   * Goes on from an offset that an earlier reading of the file gave.
   *
   * @throws ConnectorException if the file is shorter than that
   */
  void seek(long target, long line) {
    if (target == 0) {
      return;
    }
    // What precedes the rows is read first: a header says what the columns are.
    while (decoder.awaitsPreamble() && !atEnd) {
      int next = decoder.decode(buffer, from, to, false, 0);
      offset += next - from;
      from = next;
      if (decoder.awaitsPreamble()) {
        fill();
      }
    }
    if (target <= offset) {
      // Before the first row; the decoder stands there already.
      return;
    }
    decoder.resume(line);
    try {
      if (uncompressed == null) {
        if (channel.size() < target) {
          throw shorter(target);
        }
        channel.position(target);
        from = 0;
        to = 0;
        offset = target;
        bytesRead = target;
      } else {
        skip(target);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void skip(long target) {
    while (offset < target) {
      if (from == to) {
        fill();
        if (atEnd) {
          throw shorter(target);
        }
      }
      int step = (int) Math.min(to - from, target - offset);
      from += step;
      offset += step;
    }
  }

  private ConnectorException shorter(long target) {
    return new ConnectorException(
        path + " is shorter than it was: it had been read to byte " + target);
  }

  private ConnectorException failed(IOException e) {
    if (e instanceof EOFException) {
      return new ConnectorException(path + " ends in the middle of its compressed data", e);
    }
    if (e instanceof ZipException) {
      return new ConnectorException(
          path + " is not what its suffix says: " + PathPattern.reason(e), e);
    }
    return new ConnectorException("cannot read " + path + ": " + PathPattern.reason(e), e);
  }

  @Override
  public Event newEvent() {
    return context.newEvent();
  }

  @Override
  public void row(Event event) {
    context.row(event);
  }

  @Override
  public void badRow(byte[] bytes, int start, int end, long line, String reason) {
    // The decoder has not yet told how far it came: the buffer's start is the fixed point.
    long at = offset + (start - from);
    context.badRow(
        path.getFileName() + ":" + line + " (byte " + at + ")",
        new String(bytes, start, Math.min(end - start, RAW_TEXT_MAX), StandardCharsets.UTF_8),
        reason);
  }

  @Override
  public void skipped() {
    context.skipped(1);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written; there is nothing to lose.
      return;
    }
  }
}
