package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ast.Statement;
import dev.weir.diagnostic.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every statement in a language test of any module of this build parses if it should, and reads back as printed. */
class SltFilesTest {
  /** One statement of a language test; what is expected to be refused may be refused by the parser already. */
  private record Example(String place, String text, boolean refused) {}

  @TestFactory
  Stream<DynamicTest> statements() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Path file : files()) {
      for (Example example : examples(file.getFileName().toString(), Files.readAllLines(file))) {
        tests.add(DynamicTest.dynamicTest(example.place(), () -> check(example)));
      }
    }
    // The reader of these files is tested even where there are none.
    tests.add(DynamicTest.dynamicTest("reader", SltFilesTest::readerFindsStatements));
    return tests.stream();
  }

  private static void check(Example example) {
    ParseResult result = Parser.parse(Source.of(example.place(), example.text()));
    if (!example.refused()) {
      assertThat(result.diagnostics()).isEmpty();
    }
    for (Statement statement : result.statements()) {
      Sql.assertReadsBack(statement);
    }
  }

  private static void readerFindsStatements() {
    List<Example> found =
        examples(
            "x",
            List.of(
                "# what",
                "statement ok",
                "SELECT 1;",
                "",
                "query I",
                "SELECT",
                "2",
                "----",
                "2",
                "",
                "statement error",
                "SELCT"));
    assertThat(found).extracting(Example::text).containsExactly("SELECT 1;", "SELECT\n2", "SELCT");
    assertThat(found).extracting(Example::refused).containsExactly(false, false, true);
  }

  private static List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.toList()) {
        Path tests = module.resolve("src/test");
        if (Files.isDirectory(tests)) {
          try (Stream<Path> all = Files.walk(tests)) {
            all.filter(path -> path.toString().endsWith(".slt")).sorted().forEach(files::add);
          }
        }
      }
    }
    return files;
  }

  /** Statements stand behind a line that begins with one of these words, up to an empty line or the expected rows. */
  private static List<Example> examples(String file, List<String> lines) {
    var examples = new ArrayList<Example>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean begins =
          line.startsWith("statement ")
              || line.startsWith("stream ")
              || line.startsWith("query ")
              || line.equals("explain");
      if (!begins) {
        continue;
      }
      int first = i + 1;
      int end = first;
      while (end < lines.size()
          && !lines.get(end).isBlank()
          && !lines.get(end).startsWith("----")) {
        end++;
      }
      examples.add(
          new Example(
              file + ":" + (first + 1),
              String.join("\n", lines.subList(first, end)),
              line.contains("error")));
      i = end - 1;
    }
    return examples;
  }
}
