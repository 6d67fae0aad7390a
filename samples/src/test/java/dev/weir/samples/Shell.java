package dev.weir.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** A POSIX shell that finds the classes under test under the name {@code weir}. */
final class Shell {
  private final Path bin;

  /** @param bin a directory of its own for the command */
  Shell(Path bin) throws IOException {
    this.bin = bin;
    var command = bin.resolve("weir");
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        command,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.weir.cli.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")),
        UTF_8);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Standard output and standard error of a command line, as a terminal would show them. */
  String transcript(Path directory, String commandLine) throws IOException, InterruptedException {
    return run(directory, "exec 2>&1; " + commandLine);
  }

  /** Standard output alone. */
  String output(Path directory, String commandLine) throws IOException, InterruptedException {
    return run(directory, commandLine);
  }

  private String run(Path directory, String commandLine) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder("/bin/sh", "-c", commandLine)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    var environment = builder.environment();
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.merge("PATH", bin.toString(), (path, first) -> first + File.pathSeparator + path);
    var process = builder.start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + commandLine);
    }
    return out;
  }
}
