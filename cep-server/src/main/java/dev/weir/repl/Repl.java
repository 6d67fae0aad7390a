package dev.weir.repl;

import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import dev.weir.terminal.Interrupts;
import dev.weir.terminal.OutputFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The console: with a prompt if both standard input and output are terminals, else along a pipe. */
public final class Repl {
  private final Console console;
  private final Options options;

  /**
   * What was asked for on the command line.
   *
   * @param formatOrNull how rows are printed; without it as a table on a terminal, else as JSON
   * @param startFile whether {@code ~/.weirrc} is executed before the first prompt
   */
  public record Options(OutputFormat formatOrNull, boolean startFile) {}

  public Repl(Console console, Options options) {
    this.console = console;
    this.options = options;
  }

  /** Holds a session to its end. Returns the exit code. */
  public int run() throws IOException {
    if (console.inIsTerminal() && console.outIsTerminal()) {
      try (var prompt = new Prompt(console, format(OutputFormat.TABLE), options.startFile())) {
        return prompt.run();
      }
    }
    return alongPipe();
  }

  private OutputFormat format(OutputFormat otherwise) {
    return Objects.requireNonNullElse(options.formatOrNull(), otherwise);
  }

  /** A script that comes as it is written. Its first mistake ends it, as it ends other scripts. */
  private int alongPipe() throws IOException {
    var pipe = new Pipe();
    var format = format(console.outIsTerminal() ? OutputFormat.TABLE : OutputFormat.JSON);
    try (var session = new Session(console, console.out(), format, pipe)) {
      var in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
      if (session.read("<stdin>", in) && !session.hasLeft()) {
        session.finish();
      }
      return pipe.interrupts.exitCode() != 0 ? pipe.interrupts.exitCode() : session.exitCode();
    }
  }

  /** The home of the user. The environment decides, as for other programs. */
  static Path home() {
    var home = System.getenv("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
  }

  /** Ctrl-C ends the whole session; where it waits for input, the process. */
  private static final class Pipe implements Front {
    private final AtomicReference<Runnable> onInterrupt = new AtomicReference<>(() -> {});
    private final Interrupts interrupts = new Interrupts(this::interrupt);
    private volatile boolean over;

    private void interrupt() {
      over = true;
      var action = onInterrupt.get();
      if (action == null) {
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
      } else {
        action.run();
      }
    }

    @Override
    public void onInterrupt(Runnable action) {
      onInterrupt.set(action);
    }

    @Override
    public boolean isOver() {
      return over;
    }

    @Override
    public boolean isInteractive() {
      return false;
    }
  }
}
