package dev.weir.slt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.Engine;
import dev.weir.bind.BindError;
import dev.weir.diagnostic.ErrorCode;
import dev.weir.diagnostic.Source;
import dev.weir.function.FunctionDoc;
import dev.weir.function.FunctionRegistry;
import dev.weir.parser.SyntaxCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages in {@code docs} are true: every example gives what it says, and the tables of functions and error codes
 * are those of the code ({@code -Dweir.update} writes the tables anew).
 */
final class LanguageReferenceTest {
  private static final Path DOCS = Path.of("docs");
  private static final Path PAGE = DOCS.resolve("language.md");

  /** A fenced block. @param line of its first line in the page */
  private record Block(int line, String text) {}

  private static List<Block> blocks(Path page, String language) throws IOException {
    var text = Files.readString(page, UTF_8);
    var blocks = new ArrayList<Block>();
    var fence =
        Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    for (var match = fence.matcher(text); match.find(); ) {
      int line = 1 + (int) text.substring(0, match.start(1)).lines().count();
      blocks.add(new Block(line, match.group(1)));
    }
    return blocks;
  }

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return examples(PAGE, 25);
  }

  @TestFactory
  Stream<DynamicTest> examplesOfPatterns() throws IOException {
    return examples(DOCS.resolve("patterns.md"), 4);
  }

  /** The first example of a page defines the stream that all others begin with. */
  private static Stream<DynamicTest> examples(Path page, int least) throws IOException {
    var examples = blocks(page, "slt");
    assertThat(examples).hasSizeGreaterThan(least);
    var common = examples.get(0).text();
    return examples.stream()
        .skip(1)
        .map(
            example ->
                DynamicTest.dynamicTest(
                    "line " + example.line(), page.toUri(), () -> run(page, common, example)));
  }

  private static void run(Path page, String common, Block example) {
    var text = common + "\n# case: line " + example.line() + "\n" + example.text();
    var file = SltFile.parse(Source.of(page.toString(), text), DOCS);
    for (var test : file.cases()) {
      var result = new SltRunner().run(file, test);
      if (result.failed()) {
        fail(String.join("\n", result.failures().stream().map(Failure::text).toList()));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> statementsOfThePagesAreWithoutMistakes() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    try (var pages = Files.list(DOCS)) {
      for (var page : pages.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        for (var block : blocks(page, "sql")) {
          tests.add(
              DynamicTest.dynamicTest(
                  page + ":" + block.line(), page.toUri(), () -> check(page, block)));
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void check(Path page, Block block) {
    try (var engine = Engine.create()) {
      assertThat(engine.check(List.of(Source.of(page.toString(), block.text())))).isEmpty();
    }
  }

  @Test
  void tablesAreThoseOfTheCode() throws IOException {
    var page = Files.readString(PAGE, UTF_8);
    var right = between(between(page, "functions", functions()), "errors", errors());
    if (Boolean.getBoolean("weir.update")) {
      Files.writeString(PAGE, right, UTF_8);
    }
    assertThat(Files.readString(PAGE, UTF_8))
        .as("tables of the page; -Dweir.update writes them")
        .isEqualTo(right);
  }

  private static String between(String page, String name, String content) {
    var place =
        Pattern.compile("(<!-- " + name + " -->\\n)(.*?)(<!-- end -->)", Pattern.DOTALL)
            .matcher(page);
    assertThat(place.find()).as(name).isTrue();
    return place.replaceFirst("$1" + Matcher.quoteReplacement(content) + "$3");
  }

  private static String functions() {
    var text = new StringBuilder();
    FunctionDoc.Category chapter = null;
    for (var function : FunctionRegistry.builtIn().documentation()) {
      if (function.category() != chapter) {
        chapter = function.category();
        text.append(chapter.ordinal() == 0 ? "" : "\n")
            .append("### ")
            .append(chapter.title())
            .append("\n\n| function | meaning |\n|---|---|\n");
      }
      var forms = function.signature().lines().map(form -> "`" + form + "`").toList();
      text.append("| ")
          .append(cell(String.join("<br>", forms)))
          .append(" | ")
          .append(cell(function.description()))
          .append(" |\n");
    }
    return text.toString();
  }

  private static String errors() {
    var text = new StringBuilder("| code | what is wrong |\n|---|---|\n");
    Stream.<ErrorCode>concat(Stream.of(SyntaxCode.values()), Stream.of(BindError.values()))
        .forEach(
            error ->
                text.append("| ")
                    .append(error.code())
                    .append(" | ")
                    .append(cell(error.summary()))
                    .append(" |\n"));
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
