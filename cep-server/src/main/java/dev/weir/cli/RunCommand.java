package dev.weir.cli;

import dev.weir.Engine;
import dev.weir.diagnostic.Names;
import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import dev.weir.terminal.Interrupts;
import dev.weir.terminal.Output;
import dev.weir.terminal.OutputFormat;
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
            .map(RunCommand::format)
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

  static OutputFormat format(String name) {
    return OutputFormat.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no output format \""
                        + name
                        + "\""
                        + Names.suggest(name, OutputFormat.names())
                            .map(near -> ", did you mean \"" + near + "\"?")
                            .orElse(": " + String.join(", ", OutputFormat.names()))));
  }
}
