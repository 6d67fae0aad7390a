package dev.weir.cli;

import dev.weir.Engine;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code weir check}: all mistakes of all files; runs nothing. */
final class CheckCommand {
  private final Console console;

  CheckCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) throws IOException {
    var arguments = new Arguments("check", words, Map.of("-c", true));
    var scripts = Scripts.read("check", arguments, console.in());
    List<Diagnostic> found;
    try (var engine = Engine.create()) {
      found = engine.check(scripts);
    }
    if (!found.isEmpty()) {
      console.print(found);
    }
    long errors = found.stream().filter(Diagnostic::isError).count();
    if (errors > 0) {
      long files = found.stream().filter(Diagnostic::isError).map(this::file).distinct().count();
      console.err().println();
      console.err().println(count(errors, "error") + " in " + count(files, "file"));
      return ExitCode.USAGE;
    }
    long statements = scripts.stream().mapToLong(Statements::count).sum();
    var line =
        "ok: " + count(statements, "statement") + " in " + count(scripts.size(), "file") + "\n";
    console.out().write(line.getBytes(StandardCharsets.UTF_8));
    return ExitCode.OK;
  }

  private Source file(Diagnostic diagnostic) {
    return diagnostic.primary().source();
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
