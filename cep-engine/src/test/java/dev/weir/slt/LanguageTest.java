package dev.weir.slt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The language's own tests: every {@code .slt} file below {@code src/test/slt}, one test per case. */
class LanguageTest {
  private static final Path ROOT = Path.of("src/test/slt");

  @TestFactory
  Stream<DynamicContainer> files() throws IOException {
    try (var below = Files.walk(ROOT)) {
      var files = below.filter(path -> path.toString().endsWith(".slt")).sorted().toList();
      assertFalse(files.isEmpty());
      return files.stream().map(this::container);
    }
  }

  private DynamicContainer container(Path path) {
    var name = ROOT.relativize(path).toString();
    SltFile file;
    try {
      file = SltFile.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DynamicContainer.dynamicContainer(
        name,
        path.toUri(),
        file.cases().stream()
            .map(test -> DynamicTest.dynamicTest(test.name(), () -> run(file, test))));
  }

  private static void run(SltFile file, SltCase test) {
    var result = new SltRunner().run(file, test);
    if (result.failed()) {
      var text = new StringBuilder();
      result.failures().forEach(failure -> text.append('\n').append(failure.text()));
      fail(text.toString());
    }
    if (result.wasSkipped()) {
      abort(result.skipped());
    }
  }
}
