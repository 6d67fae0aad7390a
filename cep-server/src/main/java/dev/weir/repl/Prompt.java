package dev.weir.repl;

import dev.weir.parser.StatementCutter;
import dev.weir.terminal.Console;
import dev.weir.terminal.OutputFormat;
import dev.weir.terminal.StandardOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A session on a terminal, with a line editor and a history that is kept in {@code ~/.weir_history}. */
final class Prompt implements Front, AutoCloseable {
  private static final String PROMPT = "weir> ";

  /** How many milliseconds a terminal has to say what it can do; those that answer do so at once. */
  private static final String PROBE_TIMEOUT = TerminalBuilder.PROP_PROBE_TIMEOUT;

  private static final int HISTORY_LINES = 10_000;

  private final Terminal terminal;
  private final LineReader reader;
  private final Session session;
  private final boolean startFile;
  private final AtomicReference<Runnable> onInterrupt = new AtomicReference<>(() -> {});

  Prompt(Console console, OutputFormat format, boolean startFile) throws IOException {
    this.startFile = startFile;
    if (System.getProperty(PROBE_TIMEOUT) == null) {
      System.setProperty(PROBE_TIMEOUT, "150");
    }
    terminal = TerminalBuilder.builder().system(true).provider("jni").dumb(true).build();
    terminal.handle(Terminal.Signal.INT, signal -> onInterrupt.get().run());
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("weir")
            .parser(new EntryParser())
            .variable(LineReader.HISTORY_FILE, Repl.home().resolve(".weir_history"))
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "weir%M> ")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
            .build();
    var out = new StandardOutput(new TerminalStream(reader), console.status());
    session = new Session(console, out, format, this);
  }

  int run() {
    session.print("Weir. \\? for help, \\q to leave.\n");
    var file = Repl.home().resolve(".weirrc");
    if (startFile && Files.isRegularFile(file)) {
      session.carryOut(new Entry.Command("\\i '" + file + "'"));
    }
    while (!session.hasLeft()) {
      try {
        session.enter(reader.readLine(PROMPT));
      } catch (UserInterruptException e) {
        // Ctrl-C clears what was being typed.
      } catch (EndOfFileException e) {
        session.leave();
      }
    }
    return 0;
  }

  @Override
  public void onInterrupt(Runnable action) {
    onInterrupt.set(action);
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public void close() throws IOException {
    try (terminal) {
      session.close();
    }
  }

  /** Keeps the editor open until a statement has its semicolon, so that it is edited and recalled as one. */
  private static final class EntryParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      boolean asks =
          context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
      if (asks && !Entry.isCommand(line)) {
        var pieces = StatementCutter.cut(line);
        if (!pieces.isEmpty()) {
          var last = pieces.get(pieces.size() - 1);
          if (!last.isComplete()) {
            throw new EOFError(-1, cursor, "the statement goes on", sign(last.missing()));
          }
        }
      }
      return new Whole(line, cursor);
    }

    /** What the next line's prompt shows, as in psql. */
    private static String sign(StatementCutter.Missing missing) {
      return switch (missing) {
        case QUOTE -> "'";
        case END_OF_COMMENT -> "*";
        case SEMICOLON, NOTHING -> "-";
      };
    }

    @Override
    public boolean isEscapeChar(char c) {
      return false;
    }
  }

  /** A line as one word. */
  private record Whole(String line, int cursor) implements CompletingParsedLine {
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return cursor;
    }

    @Override
    public int rawWordLength() {
      return line.length();
    }

    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(line);
    }
  }
}
