package dev.weir.cli;

import dev.weir.slt.CaseResult;
import dev.weir.slt.JUnitXml;
import dev.weir.slt.SltFile;
import dev.weir.slt.SltRunner;
import dev.weir.slt.SltSyntaxException;
import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code weir test}: runs golden tests, or writes their expectations anew. */
final class TestCommand {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("--junit", true, "--update", false, "--complete", false);

  private final Console console;
  private final SltRunner runner = new SltRunner();

  TestCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) throws IOException {
    var arguments = new Arguments("test", words, OPTIONS);
    var paths = files(arguments.plain());
    if (arguments.has("--update") && arguments.has("--complete")) {
      throw new UsageException("--update includes what --complete does: give one of them");
    }
    var files = new ArrayList<SltFile>();
    boolean wrong = false;
    for (var path : paths) {
      try {
        files.add(SltFile.read(path));
      } catch (SltSyntaxException e) {
        console.print(e.diagnostics());
        wrong = true;
      } catch (IOException e) {
        throw new UsageException("cannot read " + path + ": " + Scripts.reason(e));
      }
    }
    if (wrong) {
      return ExitCode.USAGE;
    }
    if (arguments.has("--update") || arguments.has("--complete")) {
      return rewrite(files, paths, arguments.has("--complete"));
    }
    return test(files, arguments);
  }

  /** The files named, and all {@code .slt} files below the folders named. */
  private static List<Path> files(List<String> names) throws IOException {
    if (names.isEmpty()) {
      throw new UsageException("\"weir test\" needs a file or a folder (weir help test)");
    }
    var files = new ArrayList<Path>();
    for (var name : names) {
      var path = Path.of(name);
      if (Files.isDirectory(path)) {
        try (var below = Files.walk(path)) {
          below.filter(file -> file.toString().endsWith(".slt")).sorted().forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    if (files.isEmpty()) {
      throw new UsageException("there are no .slt files in " + String.join(", ", names));
    }
    return files;
  }

  private int test(List<SltFile> files, Arguments arguments) throws IOException {
    var results = new ArrayList<CaseResult>();
    for (var file : files) {
      for (var test : file.cases()) {
        if (console.errIsTerminal()) {
          console.status().show(file.name() + ": " + test.name());
        }
        var result = runner.run(file, test);
        results.add(result);
        for (var failure : result.failures()) {
          print("FAILED " + failure.text() + "\n");
        }
        if (result.wasSkipped()) {
          print("skipped " + file.name() + ": " + test.name() + ": " + result.skipped() + "\n");
        }
        console.out().flush();
      }
    }
    console.status().clear();
    long failed = results.stream().filter(CaseResult::failed).count();
    long skipped = results.stream().filter(CaseResult::wasSkipped).count();
    print(
        count(results.size(), "case")
            + " in "
            + count(files.size(), "file")
            + ": "
            + (results.size() - failed - skipped)
            + " passed"
            + (skipped > 0 ? ", " + skipped + " skipped" : "")
            + (failed > 0 ? ", " + failed + " failed" : "")
            + "\n");
    var junit = arguments.value("--junit");
    if (junit.isPresent()) {
      write(Path.of(junit.get()), JUnitXml.of(results));
    }
    return failed > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private int rewrite(List<SltFile> files, List<Path> paths, boolean onlyMissing)
      throws IOException {
    boolean remaining = false;
    for (int i = 0; i < files.size(); i++) {
      var rewritten = runner.rewrite(files.get(i), onlyMissing);
      for (var failure : rewritten.remaining()) {
        print("FAILED " + failure.text() + "\n");
        remaining = true;
      }
      if (rewritten.changed() > 0) {
        write(paths.get(i), rewritten.text());
      }
      print(files.get(i).name() + ": " + count(rewritten.changed(), "block") + " written\n");
    }
    return remaining ? ExitCode.FAILED : ExitCode.OK;
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("cannot write " + path + ": " + Scripts.reason(e));
    }
  }

  private void print(String text) throws IOException {
    console.out().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
