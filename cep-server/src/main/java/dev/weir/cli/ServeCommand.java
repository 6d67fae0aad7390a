package dev.weir.cli;

import dev.weir.Engine;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.http.HttpSeat;
import dev.weir.http.Limits;
import dev.weir.serve.LiveRows;
import dev.weir.serve.RuleFiles;
import dev.weir.serve.RuleServer;
import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import dev.weir.terminal.Interrupts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** {@code weir serve}: runs the rules of a directory until it is told to end. */
final class ServeCommand {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("--rules", true, "--port", true, "--check", false);
  private static final int PORT = 8765;
  private static final int ROWS_KEPT = 1 << 13;
  private static final long BYTES_KEPT = 8L << 20;

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) throws IOException {
    var arguments = new Arguments("serve", words, OPTIONS);
    if (!arguments.plain().isEmpty()) {
      throw new UsageException(
          "\"weir serve\" takes no file, but a directory of rules: --rules DIR (weir help serve)");
    }
    int port = port(arguments);
    var files = read(arguments);
    try (var engine = Engine.builder().standardOutput(console.out()).build()) {
      var found = files.check(engine);
      if (!found.isEmpty()) {
        console.print(found);
      }
      long errors = found.stream().filter(Diagnostic::isError).count();
      if (errors > 0) {
        console.err().println();
        console.say(count(errors, "error") + " in the rule files; nothing has been started");
        return ExitCode.USAGE;
      }
      if (arguments.has("--check")) {
        var line = "ok: " + summary(files) + "\n";
        console.out().write(line.getBytes(StandardCharsets.UTF_8));
        return ExitCode.OK;
      }
      return serve(engine, files, port);
    }
  }

  private static int port(Arguments arguments) {
    var text = arguments.value("--port").orElse(Integer.toString(PORT));
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new UsageException("--port is a number from 0 (any that is free) to 65535, not " + text);
  }

  private static RuleFiles read(Arguments arguments) {
    var name =
        arguments
            .value("--rules")
            .orElseThrow(
                () -> new UsageException("\"weir serve\" needs --rules DIR (weir help serve)"));
    try {
      var directory = Path.of(name);
      if (!Files.isDirectory(directory)) {
        throw new UsageException("there is no directory " + name);
      }
      return RuleFiles.read(directory);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("cannot read the rules in " + name + ": " + Scripts.reason(e));
    }
  }

  private int serve(Engine engine, RuleFiles files, int port) throws IOException {
    var end = new CountDownLatch(1);
    var interrupts = new Interrupts(end::countDown);
    var rows = new LiveRows(ROWS_KEPT, BYTES_KEPT);
    try (var server = RuleServer.start(engine, files, rows);
        var seat = HttpSeat.start(server, port, Limits.usual())) {
      server.whenEnded(end::countDown);
      console.say("running " + summary(files));
      console.say("listening on " + seat.url() + " for programs of this machine only");
      await(end);
      if (server.ended().isDone()) {
        // Nobody has asked for it: the engine could not go on.
        server.ended().join();
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    // The engine's thread has ended: its counts may be read here.
    RunReport.print(engine, console);
    console.say("stopped");
    return interrupts.exitCode();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String summary(RuleFiles files) {
    return count(files.rules(), "rule")
        + ", "
        + count(files.definitions(), "stream or view", "streams and views")
        + " of "
        + count(files.count(), "file");
  }

  private static String count(long number, String what) {
    return count(number, what, what + "s");
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
