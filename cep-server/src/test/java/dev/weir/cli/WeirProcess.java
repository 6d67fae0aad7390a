package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, started from the class path of the tests. */
final class WeirProcess implements AutoCloseable {
  /** What a process that has ended left behind. */
  record Result(int exitCode, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private final Process process;
  private final Path err;
  private final BufferedReader out;

  private WeirProcess(Path directory, Map<String, String> environment, List<String> words) {
    try {
      err = Files.createTempFile(directory, "stderr", ".txt");
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-ea"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.weir.cli.Main"));
      command.addAll(words);
      var builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().putAll(environment);
      process = builder.start();
      out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WeirProcess start(Path directory, String... words) {
    return new WeirProcess(directory, Map.of(), List.of(words));
  }

  /** Runs to the end without any input. */
  static Result run(Path directory, String... words) throws IOException, InterruptedException {
    try (var process = start(directory, words)) {
      process.input().close();
      return process.end();
    }
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  /** The next line of standard output, or null at its end. */
  String readLine() throws IOException {
    return out.readLine();
  }

  void stopReading() throws IOException {
    out.close();
  }

  long pid() {
    return process.pid();
  }

  /** Waits for the end. */
  Result end() throws IOException, InterruptedException {
    var rest = new StringBuilder();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      rest.append(line).append('\n');
    }
    return new Result(waitFor(), rest.toString(), errors());
  }

  int waitFor() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end");
    }
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(err, UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
