package dev.weir.cli;

import dev.weir.RunException;
import dev.weir.SqlException;
import dev.weir.connector.ConnectorException;
import dev.weir.diagnostic.Names;
import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The command {@code weir}. */
public final class Main {
  private static final List<String> COMMANDS =
      List.of("run", "repl", "check", "explain", "test", "serve", "help", "version");

  private final Console console;

  Main(Console console) {
    this.console = console;
  }

  /** Runs the command that the words name, and ends the process with its exit code. */
  public static void main(String[] words) {
    System.exit(new Main(Console.ofProcess()).run(List.of(words)));
  }

  /** Returns the exit code, see {@link ExitCode}. Never throws. */
  int run(List<String> words) {
    int code;
    try {
      code = dispatch(words);
      console.out().flush();
    } catch (UsageException e) {
      console.say(e.getMessage());
      code = ExitCode.USAGE;
    } catch (SqlException e) {
      console.print(e.diagnostics());
      code = ExitCode.USAGE;
    } catch (RunException | ConnectorException e) {
      code = outputIsGone() ? ExitCode.OK : failed(e);
    } catch (IOException | UncheckedIOException e) {
      code = outputIsGone() ? ExitCode.OK : failed(e);
    } catch (RuntimeException | Error e) {
      code = outputIsGone() ? ExitCode.OK : brokeDown(e);
    }
    try {
      console.out().flush();
    } catch (IOException e) {
      code = outputIsGone() ? code : ExitCode.RUN_FAILED;
    }
    return code;
  }

  private int dispatch(List<String> words) throws IOException {
    if (words.isEmpty() || ReplCommand.hasOption(words.get(0))) {
      return new ReplCommand(console).run(words);
    }
    var rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "run" -> new RunCommand(console).run(rest);
      case "repl" -> new ReplCommand(console).run(rest);
      case "check" -> new CheckCommand(console).run(rest);
      case "explain" -> new ExplainCommand(console).run(rest);
      case "test" -> new TestCommand(console).run(rest);
      case "help", "--help", "-h" -> HelpCommand.run(console, rest);
      case "version", "--version", "-V" -> HelpCommand.version(console);
      case "serve" -> new ServeCommand(console).run(rest);
      default -> throw new UsageException(unknown(words.get(0)));
    };
  }

  private static String unknown(String word) {
    if (word.endsWith(".sql")) {
      return "\"" + word + "\" is no command, did you mean \"weir run " + word + "\"?";
    }
    if (word.endsWith(".slt")) {
      return "\"" + word + "\" is no command, did you mean \"weir test " + word + "\"?";
    }
    var kind = word.startsWith("-") ? "option" : "command";
    return "there is no "
        + kind
        + " \""
        + word
        + "\""
        + Names.suggest(word, COMMANDS).map(near -> ", did you mean \"" + near + "\"?").orElse("")
        + " (weir help)";
  }

  /** Whether all that went wrong is that nobody reads standard output any more, which is no failure. */
  private boolean outputIsGone() {
    return console.out().isClosed();
  }

  private int failed(Exception e) {
    console.say("error: " + e.getMessage());
    trace(e);
    return ExitCode.RUN_FAILED;
  }

  private int brokeDown(Throwable e) {
    console.say(
        "internal error: "
            + e
            + (System.getenv("WEIR_DEBUG") == null ? " (WEIR_DEBUG=1 shows where)" : ""));
    trace(e);
    return ExitCode.FAILED;
  }

  private void trace(Throwable e) {
    if (System.getenv("WEIR_DEBUG") != null) {
      e.printStackTrace(console.err());
    }
  }
}
