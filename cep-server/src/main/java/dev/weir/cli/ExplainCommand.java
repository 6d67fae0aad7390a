package dev.weir.cli;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import dev.weir.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code weir explain}: the plans of the queries of a script, or these in other forms; runs none of them. */
final class ExplainCommand {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("-c", true, "--rewrite", false, "--code", false, "--format", true);

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) {
    var arguments = new Arguments("explain", words, OPTIONS);
    var explain = explain(arguments);
    var format = format(arguments, explain);
    var scripts = Scripts.read("explain", arguments, console.in());
    try (var engine = Engine.create()) {
      var found = engine.check(scripts);
      if (found.stream().anyMatch(Diagnostic::isError)) {
        console.print(found);
        return ExitCode.USAGE;
      }
      var plans = new Plans();
      engine.run(
          scripts.stream().map(script -> Statements.explained(script, explain, format)).toList(),
          plans);
      if (!plans.any) {
        throw new UsageException("there is no query to explain");
      }
    }
    return ExitCode.OK;
  }

  private static String explain(Arguments arguments) {
    if (arguments.has("--rewrite") && arguments.has("--code")) {
      throw new UsageException("--rewrite and --code do not go together");
    }
    return arguments.has("--rewrite")
        ? "EXPLAIN REWRITE"
        : arguments.has("--code") ? "EXPLAIN CODE" : "EXPLAIN";
  }

  private static String format(Arguments arguments, String explain) {
    var format = arguments.value("--format").orElse("text");
    if (!List.of("text", "dot").contains(format)) {
      throw new UsageException("--format is text or dot, not \"" + format + "\"");
    }
    if (format.equals("text")) {
      return "";
    }
    if (!explain.equals("EXPLAIN")) {
      throw new UsageException("--format dot is for plans, without --rewrite and --code");
    }
    return "FORMAT DOT";
  }

  private void print(String text) {
    try {
      console.out().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints rows of one text column as they are, an empty line between two plans. */
  private final class Plans implements ResultHandler {
    private boolean any;

    @Override
    public void begin(String label, Schema schema, boolean changelog) {
      print(any ? "\n" : "");
      any = true;
    }

    @Override
    public void row(String label, Event row, Change change) {
      print(row.get(0) + "\n");
    }
  }
}
