package dev.weir.connect.file;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Format;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files one after the other, each to its end. */
final class FileSource implements Source {
  private static final String END = "end";

  private final SourceContext context;
  private final Format format;
  private final List<Path> files;
  private int index;
  private FileReading reading;
  private long bytesBefore;
  private long bytesTotal;

  FileSource(PathPattern pattern, Format format, SourceContext context) {
    this.context = context;
    this.format = format;
    this.files = pattern.requireFiles();
    this.bytesTotal = files.stream().mapToLong(FileSource::size).sum();
    this.reading = open(0);
  }

  private FileReading open(int file) {
    return file < files.size() ? new FileReading(files.get(file), format, context) : null;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // Opening it will say what is wrong.
      return 0;
    }
  }

  @Override
  public Status poll(int maxRows) {
    int rows = 0;
    while (reading != null && rows < maxRows) {
      rows += reading.read(maxRows - rows, true);
      if (rows < maxRows) {
        next();
      }
    }
    return reading == null ? Status.ENDED : Status.READY;
  }

  private void next() {
    bytesBefore += reading.bytesRead();
    reading.close();
    index++;
    reading = open(index);
  }

  /** Offset, line and path of where the next record begins. */
  @Override
  public String position() {
    return reading == null ? END : reading.offset() + ":" + reading.line() + ":" + reading.path();
  }

  @Override
  public void seek(String position) {
    close();
    if (position.equals(END)) {
      index = files.size();
      bytesBefore = bytesTotal;
      return;
    }
    var saved = SavedPosition.parse(position);
    index = files.indexOf(saved.path());
    if (index < 0) {
      throw new ConnectorException(
          "the stream \""
              + context.stream()
              + "\" was read up to a file that is gone: "
              + saved.path());
    }
    bytesBefore = files.subList(0, index).stream().mapToLong(FileSource::size).sum();
    reading = open(index);
    reading.seek(saved.offset(), saved.line());
  }

  @Override
  public long progress() {
    return bytesBefore + (reading == null ? 0 : reading.bytesRead());
  }

  @Override
  public long progressTotal() {
    return bytesTotal;
  }

  @Override
  public void close() {
    if (reading != null) {
      reading.close();
      reading = null;
    }
  }
}
