package dev.weir.terminal;

import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.DiagnosticPrinter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The three streams of the process, always in UTF-8, and what stands behind them.
 *
 * @param inIsTerminal whether a person types
 * @param outIsTerminal whether rows are read by a person as they come
 * @param errIsTerminal whether colours and a progress line make sense: a terminal that can move its cursor
 */
public record Console(
    InputStream in,
    StandardOutput out,
    PrintStream err,
    StatusLine status,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /** Those of this process. */
  public static Console ofProcess() {
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var status = new StatusLine(err);
    return new Console(
        System.in,
        new StandardOutput(new FileOutputStream(FileDescriptor.out), status),
        err,
        status,
        isTerminal(0),
        isTerminal(1),
        isTerminal(2) && !"dumb".equals(System.getenv("TERM")));
  }

  /**
   * Whether a file descriptor is a terminal. Java can only say it of standard input and output together; where the system
   * shows its descriptors as links, as Linux does, the link tells.
   */
  private static boolean isTerminal(int descriptor) {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }

  /** One line of the program's own on stderr. */
  public void say(String message) {
    status.clear();
    err.println("weir: " + message);
  }

  /** Errors and warnings on stderr. */
  public void print(List<Diagnostic> diagnostics) {
    status.clear();
    var printer = hasColours() ? DiagnosticPrinter.coloured() : DiagnosticPrinter.plain();
    err.print(printer.render(diagnostics));
    err.flush();
  }

  /** Whether messages are in colour: on a terminal, unless NO_COLOR says no. */
  public boolean hasColours() {
    var noColour = System.getenv("NO_COLOR");
    return errIsTerminal && (noColour == null || noColour.isEmpty());
  }
}
