package dev.weir.connect.file;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Format;
import dev.weir.connector.SourceContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.zip.CRC32;

/** A file that may still grow, and how far it has been read. */
final class Tail implements AutoCloseable {
  private static final int HEAD_BYTES = 1_024;

  private final Object identity;
  private final Format format;
  private final SourceContext context;
  private FileReading reading;
  private long bytesBefore;

  /** A compressed file is written once; when it has been read, it is only remembered. */
  private boolean isDone;

  /** The first bytes of the file when it was last seen to be the same, and how many they are. */
  private long headChecksum;

  private int headLength;
  private long goneSince;
  private boolean isGone;

  Tail(Path path, Object identity, Format format, SourceContext context) {
    this.identity = identity;
    this.format = format;
    this.context = context;
    this.reading = new FileReading(path, format, context);
  }

  /** What stays the same when a file is renamed; empty if there is no such file now. */
  static Optional<Object> identityOf(Path path) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      var key = attributes.fileKey();
      return Optional.of(key != null ? key : attributes.creationTime());
    } catch (IOException e) {
      // It vanished between two looks; the next look will say.
      return Optional.empty();
    }
  }

  Object identity() {
    return identity;
  }

  Path path() {
    return reading.path();
  }

  long bytesRead() {
    return bytesBefore + reading.bytesRead();
  }

  /** Hands over the whole records that are there. */
  int read(int maxRows) {
    if (isDone) {
      return 0;
    }
    if (hasBegunAnew()) {
      return restart(maxRows);
    }
    int rows = reading.read(maxRows, reading.isCompressed());
    if (rows < maxRows && reading.isCompressed()) {
      isDone = true;
      reading.close();
    }
    return rows;
  }

  /** Whether the bytes that were read are no longer those in the file. */
  private boolean hasBegunAnew() {
    if (reading.isCompressed()) {
      return false;
    }
    try {
      var channel = reading.channel();
      long size = channel.size();
      if (size < reading.offsetRead()) {
        return true;
      }
      if (size == reading.offsetRead()) {
        return false;
      }
      if (headLength > 0 && checksum(channel, headLength) != headChecksum) {
        return true;
      }
      headLength = (int) Math.min(HEAD_BYTES, size);
      headChecksum = checksum(channel, headLength);
      return false;
    } catch (IOException e) {
      throw failed(reading.path(), e);
    }
  }

  private static ConnectorException failed(Path path, IOException e) {
    return new ConnectorException("cannot read " + path + ": " + PathPattern.reason(e), e);
  }

  /** The file was cut and written anew: what is left of the old is a record, then from the start. */
  private int restart(int maxRows) {
    int rows = reading.flushRest();
    bytesBefore += reading.bytesRead();
    reading.close();
    headLength = 0;
    reading = new FileReading(reading.path(), format, context);
    return rows < maxRows ? rows + read(maxRows - rows) : rows;
  }

  private static long checksum(FileChannel channel, int length) throws IOException {
    var head = ByteBuffer.allocate(length);
    while (head.hasRemaining()) {
      if (channel.read(head, head.position()) < 0) {
        return -1;
      }
    }
    var sum = new CRC32();
    sum.update(head.flip());
    return sum.getValue();
  }

  /** The file goes by that name now. */
  void foundAt(Path path) {
    isGone = false;
    reading.renamed(path);
  }

  /** For how long no name of the file has been seen. */
  long goneFor(long nowNanos) {
    if (!isGone) {
      isGone = true;
      goneSince = nowNanos;
    }
    return nowNanos - goneSince;
  }

  /** Reads what was still written after the file was replaced, its last piece as a record. */
  void finish() {
    if (!isDone) {
      while (reading.read(Integer.MAX_VALUE, true) == Integer.MAX_VALUE) {
        // As many rows as there are.
      }
      isDone = true;
    }
    reading.close();
  }

  @Override
  public void close() {
    reading.close();
  }

  /** Offset, line, checksum and length of the first bytes, path. */
  String position() {
    int length = (int) Math.min(Math.min(HEAD_BYTES, headLength), reading.offsetRead());
    long checksum = 0;
    if (length > 0 && !reading.isCompressed()) {
      try {
        checksum = checksum(reading.channel(), length);
      } catch (IOException e) {
        throw failed(reading.path(), e);
      }
    } else {
      length = 0;
    }
    return reading.offset()
        + ":"
        + reading.line()
        + ":"
        + checksum
        + ":"
        + length
        + ":"
        + reading.path();
  }

  void seek(Saved saved) {
    reading.seek(saved.offset(), saved.line());
    headLength = saved.length();
    headChecksum = saved.checksum();
  }

  /**
   * A position as text.
   *
   * @param checksum of the file's first {@code length} bytes
   */
  record Saved(long offset, long line, long checksum, int length, Path path) {
    static Saved parse(String text) {
      var parts = text.split(":", 5);
      try {
        if (parts.length == 5) {
          return new Saved(
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              Integer.parseInt(parts[3]),
              Path.of(parts[4]));
        }
      } catch (NumberFormatException | InvalidPathException e) {
        throw new ConnectorException("'" + text + "' is not a position in a file", e);
      }
      throw new ConnectorException("'" + text + "' is not a position in a file");
    }

    boolean isBeginningOf(Path file) {
      if (length == 0) {
        return file.equals(path);
      }
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return channel.size() >= length && Tail.checksum(channel, length) == checksum;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
