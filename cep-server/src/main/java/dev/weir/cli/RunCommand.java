package dev.weir.cli;

import dev.weir.Engine;
import java.util.List;
import java.util.Map;

/** {@code weir run}: executes scripts. */
final class RunCommand {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("-c", true, "-o", true, "--output", true);

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) {
    var arguments = new Arguments("run", words, OPTIONS);
    var format =
        arguments
            .value("-o", "--output")
            .map(OutputFormat::of)
            .orElse(console.outIsTerminal() ? OutputFormat.TABLE : OutputFormat.JSON);
    var scripts = Scripts.read("run", arguments, console.in());
    try (var engine = Engine.builder().standardOutput(console.out()).build()) {
      var interrupts = new Interrupts(engine::cancel);
      boolean cancelled;
      try (var progress =
              console.errIsTerminal() ? new ProgressLine(engine, console.status()) : null;
          var output = Output.of(format, console.out())) {
        cancelled = engine.run(scripts, output).cancelled();
      }
      RunReport.print(engine, console);
      return cancelled && interrupts.exitCode() != 0 ? interrupts.exitCode() : ExitCode.OK;
    }
  }
}
