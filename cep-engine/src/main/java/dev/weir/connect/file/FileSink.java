package dev.weir.connect.file;

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
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file under a temporary, hidden name beside its own, and moves it into place when it is
 * whole: nobody ever sees half a file under the name, and a run that fails leaves the old one.
 */
final class FileSink implements Sink {
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path temporary;
  private final boolean overwrite;
  private final Encoder encoder;
  private final ByteOutput rows = new ByteOutput(BUFFER + (BUFFER >> 2));
  private final FileChannel channel;
  private final OutputStream out;
  private boolean isOpen;

  FileSink(Path path, boolean overwrite, Format format, SinkContext context) {
    this.target = path.toAbsolutePath().normalize();
    this.overwrite = overwrite;
    if (!format.canWrite()) {
      throw new ConnectorException("the format '" + format.name() + "' can only be read");
    }
    this.encoder =
        format.encoder(
            new FormatContext(
                context.schema(), context.options(), Framing.STREAM, context.changelog()));
    if (Files.isDirectory(target)) {
      throw new ConnectorException("cannot write " + target + ": it is a directory");
    }
    if (!overwrite && Files.exists(target)) {
      throw exists();
    }
    try {
      Files.createDirectories(target.getParent());
      this.temporary = nameBeside(target);
      this.channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      this.isOpen = true;
      this.out = Compression.of(target).open(Channels.newOutputStream(channel));
    } catch (IOException e) {
      throw failed(e);
    }
    encoder.begin(rows);
  }

  private static Path nameBeside(Path target) {
    for (int i = 0; ; i++) {
      var name = target.resolveSibling("." + target.getFileName() + ".part" + i);
      if (!Files.exists(name)) {
        return name;
      }
    }
  }

  private ConnectorException exists() {
    return new ConnectorException(
        "the file " + target + " is there already and 'overwrite' is 'false'");
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

  /** Rows go to the temporary file, where they can be looked at. */
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
    drain();
    try {
      if (Compression.of(target) != Compression.NONE) {
        // Ends the compressed stream; the channel is closed with it.
        out.close();
      } else {
        channel.force(true);
        channel.close();
      }
      isOpen = false;
      move();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void move() throws IOException {
    if (!overwrite && Files.exists(target)) {
      Files.deleteIfExists(temporary);
      throw exists();
    }
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      var options =
          overwrite ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0];
      Files.move(temporary, target, options);
    }
  }

  private ConnectorException failed(IOException e) {
    return new ConnectorException("cannot write " + target + ": " + PathPattern.reason(e), e);
  }

  @Override
  public void close() {
    if (!isOpen) {
      return;
    }
    isOpen = false;
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
