package dev.weir.cli;

import dev.weir.repl.Repl;
import dev.weir.terminal.Console;
import dev.weir.terminal.OutputFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code weir} and {@code weir repl}: the console. */
final class ReplCommand {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("-o", true, "--output", true, "--no-rc", false, "--connect", true, "--safe", false);

  private final Console console;

  ReplCommand(Console console) {
    this.console = console;
  }

  /** Whether a word is an option of this command, which then need not be named. */
  static boolean hasOption(String word) {
    int equals = word.indexOf('=');
    return OPTIONS.containsKey(equals < 0 ? word : word.substring(0, equals));
  }

  int run(List<String> words) throws IOException {
    var arguments = new Arguments("repl", words, OPTIONS);
    for (var option : List.of("--connect", "--safe")) {
      if (arguments.has(option)) {
        throw new UsageException("\"weir repl " + option + "\" is not there yet");
      }
    }
    if (!arguments.plain().isEmpty()) {
      throw new UsageException(
          "\"weir repl\" takes no file; \\i FILE executes one in the console (weir help repl)");
    }
    OutputFormat format = arguments.value("-o", "--output").map(RunCommand::format).orElse(null);
    return new Repl(console, new Repl.Options(format, !arguments.has("--no-rc"))).run();
  }
}
