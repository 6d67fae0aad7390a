package dev.weir.cli;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code weir explain}: the plans of the queries of a script; runs none of them. */
final class ExplainCommand {
  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) {
    var arguments = new Arguments("explain", words, Map.of("-c", true));
    var scripts = Scripts.read("explain", arguments, console.in());
    try (var engine = Engine.create()) {
      var found = engine.check(scripts);
      if (found.stream().anyMatch(Diagnostic::isError)) {
        console.print(found);
        return ExitCode.USAGE;
      }
      var plans = new Plans();
      engine.run(scripts.stream().map(Statements::explained).toList(), plans);
      if (!plans.any) {
        throw new UsageException("there is no query to explain");
      }
    }
    return ExitCode.OK;
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
