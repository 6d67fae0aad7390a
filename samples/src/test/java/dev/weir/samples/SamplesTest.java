package dev.weir.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every folder with a {@code rule.sql} gives exactly its {@code expected.jsonl}. */
@DisabledOnOs(OS.WINDOWS)
final class SamplesTest {
  private static final Path SAMPLES = Path.of("").toAbsolutePath();

  @TempDir private Path bin;

  private static List<Path> folders() throws IOException {
    try (var entries = Files.list(SAMPLES)) {
      return entries.filter(folder -> Files.exists(folder.resolve("rule.sql"))).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> samples() throws IOException {
    var shell = new Shell(bin);
    var folders = folders();
    assertThat(folders).hasSizeGreaterThanOrEqualTo(5);
    return folders.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    folder.resolve("rule.sql").toUri(),
                    () -> {
                      var rows = shell.output(folder, "weir run --output json rule.sql");
                      var expected = Files.readString(folder.resolve("expected.jsonl"), UTF_8);
                      assertThat(rows.lines()).containsExactlyElementsOf(expected.lines().toList());
                      assertThat(folder.resolve("README.md")).exists();
                    }));
  }
}
