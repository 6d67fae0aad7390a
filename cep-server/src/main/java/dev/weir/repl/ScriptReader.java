package dev.weir.repl;

import dev.weir.diagnostic.Source;
import dev.weir.parser.StatementCutter;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Reads statements and commands from a file or a pipe, each as soon as it is complete, so that the other side of a pipe
 * can wait for an answer. What stands before the end of the text without a semicolon is a statement too.
 */
final class ScriptReader {
  private final String name;
  private final BufferedReader in;
  private final ArrayDeque<Entry> ready = new ArrayDeque<>();
  private final StringBuilder pending = new StringBuilder();
  private int line;
  private int pendingLine = 1;
  private boolean ended;

  /** @param name what messages call the text */
  ScriptReader(String name, BufferedReader in) {
    this.name = name;
    this.in = in;
  }

  /** The next statement or command; empty at the end. */
  Optional<Entry> next() throws IOException {
    while (ready.isEmpty() && !ended) {
      var text = in.readLine();
      if (text == null) {
        ended = true;
        cut(true);
      } else {
        line++;
        take(text);
      }
    }
    return Optional.ofNullable(ready.poll());
  }

  private void take(String text) {
    if (pending.isEmpty()) {
      pendingLine = line;
      if (Entry.isCommand(text)) {
        ready.add(new Entry.Command(text.strip()));
        return;
      }
    }
    pending.append(text).append('\n');
    if (text.indexOf(';') >= 0 || StatementCutter.cut(pending.toString()).isEmpty()) {
      cut(false);
    }
  }

  /** Takes what is complete out of what has been read; at the end, everything. */
  private void cut(boolean all) {
    var text = pending.toString();
    int taken = 0;
    boolean open = false;
    for (var piece : StatementCutter.cut(text)) {
      if (piece.isComplete() || all) {
        ready.add(new Entry.Statement(source(text, piece.start(), piece.end())));
        taken = piece.end();
      } else {
        open = true;
      }
    }
    pendingLine += (int) text.substring(0, taken).chars().filter(c -> c == '\n').count();
    pending.setLength(0);
    if (open) {
      int lineStart = text.lastIndexOf('\n', taken - 1) + 1;
      pending.append(" ".repeat(taken - lineStart)).append(text, taken, text.length());
    }
  }

  /** The statement at the place where it stands in the text, for messages: what is before it becomes blank. */
  private Source source(String text, int start, int end) {
    var before = text.substring(0, start);
    int lineStart = before.lastIndexOf('\n') + 1;
    int lines = pendingLine - 1 + (int) before.chars().filter(c -> c == '\n').count();
    return Source.of(
        name, "\n".repeat(lines) + " ".repeat(start - lineStart) + text.substring(start, end));
  }
}
