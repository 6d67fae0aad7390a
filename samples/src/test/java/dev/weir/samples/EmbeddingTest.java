package dev.weir.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on the project's first page is compiled and run; it prints what stands below it. */
final class EmbeddingTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void theProgramOfTheFirstPageRunsAsPrinted() throws Exception {
    var page = PROGRAM.matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(page.find()).isTrue();
    var program = directory.resolve("Fraud.java");
    Files.writeString(program, page.group(1));
    var errors = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                program.toString());
    assertThat(code).as(() -> errors.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(outputOf("Fraud")).isEqualTo(page.group(2));
  }

  private String outputOf(String program) throws Exception {
    var printed = new ByteArrayOutputStream();
    var before = System.out;
    try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader
          .loadClass(program)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
