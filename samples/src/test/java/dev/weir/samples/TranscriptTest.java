package dev.weir.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@code console} block of the pages prints what it says: each line that begins with {@code $} is run in
 * the page's directory, and what follows it must be what it prints.
 */
@DisabledOnOs(OS.WINDOWS)
final class TranscriptTest {
  private static final Path SAMPLES = Path.of("").toAbsolutePath();

  @TempDir private Path bin;

  /** A command line of a page. @param printed the lines below it */
  private record Step(Path page, int line, String command, List<String> printed) {}

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>(List.of(SAMPLES.getParent().resolve("README.md")));
    try (var files = Files.walk(SAMPLES, 2)) {
      files.filter(file -> file.endsWith("README.md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static List<Step> steps(Path page) throws IOException {
    var steps = new ArrayList<Step>();
    boolean inside = false;
    Step step = null;
    int number = 0;
    for (var line : Files.readAllLines(page, UTF_8)) {
      number++;
      if (line.startsWith("```")) {
        inside = line.equals("```console");
        step = null;
      } else if (inside && line.startsWith("$ ")) {
        step = new Step(page, number, line.substring(2), new ArrayList<>());
        steps.add(step);
      } else if (inside) {
        assertThat(step).as("%s:%d: output before the first command", page, number).isNotNull();
        step.printed().add(line);
      }
    }
    return steps;
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    var shell = new Shell(bin);
    var steps = new ArrayList<Step>();
    for (var page : pages()) {
      steps.addAll(steps(page));
    }
    assertThat(steps).hasSizeGreaterThanOrEqualTo(10);
    return steps.stream()
        .map(
            step ->
                DynamicTest.dynamicTest(
                    SAMPLES.getParent().relativize(step.page()) + ":" + step.line(),
                    step.page().toUri(),
                    () ->
                        assertThat(
                                shell
                                    .transcript(step.page().getParent(), step.command())
                                    .lines()
                                    .map(String::stripTrailing))
                            .as(step.command())
                            .containsExactlyElementsOf(step.printed())));
  }
}
