package dev.weir.repl;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.reader.LineReader;

/** Bytes to a terminal on which somebody may be typing: whole lines appear above the one that is being edited. */
final class TerminalStream extends OutputStream {
  private final LineReader reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  TerminalStream(LineReader reader) {
    this.reader = reader;
  }

  @Override
  public synchronized void write(int oneByte) {
    line.write(oneByte);
    if (oneByte == '\n') {
      show();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    int end = from + length;
    int behindLast = end;
    while (behindLast > from && bytes[behindLast - 1] != '\n') {
      behindLast--;
    }
    line.write(bytes, from, behindLast - from);
    if (behindLast > from) {
      show();
    }
    line.write(bytes, behindLast, end - behindLast);
  }

  private void show() {
    reader.printAbove(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
