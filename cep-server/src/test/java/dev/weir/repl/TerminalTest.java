package dev.weir.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sits at the console as a person does: a real process in a real pseudo-terminal, and in pipes. */
@DisabledOnOs(OS.WINDOWS)
class TerminalTest {
  @TempDir private Path home;

  /** A pseudo-terminal is made with Python. */
  @BeforeAll
  static void needsPython() throws InterruptedException {
    int code;
    try {
      code = new ProcessBuilder("env", "python3", "-c", "import pty").start().waitFor();
    } catch (IOException e) {
      code = -1;
    }
    assumeTrue(code == 0, "there is no python3 with the module pty");
  }

  @Test
  void aStatementOfSeveralLinesIsRecalledAsOne() throws Exception {
    atTerminal(
        "xterm-256color",
        """
        expect weir>\s
        send SELECT 1 AS a,\\r
        expect weir->\s
        send 'x;\\r
        expect weir'>\s
        send y' AS b;\\r
        expect (1 row)
        expect weir>\s
        send \\x1bOA
        expect SELECT 1 AS a
        expect y' AS b;
        send \\r
        expect (1 row)
        expect weir>\s
        send \\x04
        end 0
        """);
    assertThat(Files.readString(home.resolve(".weir_history"), UTF_8))
        .contains("SELECT 1 AS a,\\n'x;\\ny' AS b;");
    atTerminal(
        "xterm-256color",
        """
        expect weir>\s
        send \\x12AS b
        expect y' AS b;
        send \\r
        expect (1 row)
        expect weir>\s
        send \\\\q\\r
        end 0
        """);
  }

  @Test
  void ctrlCStopsAQueryAndClearsALineButNotTheSession() throws Exception {
    atTerminal(
        "xterm",
        """
        expect weir>\s
        send CREATE STREAM gen (n BIGINT) WITH ('connector' = 'datagen', 'rows.per.second' = '50');\\r
        expect weir>\s
        send SELECT n * 0 + 777 AS k FROM gen;\\r
        expect 777
        expect 777
        size 40 60
        expect 777
        send \\x03
        expect rows)
        expect weir>\s
        send SELECT nonsense\\x03
        expect weir>\s
        send SELECT 5 AS five;\\r
        expect five
        expect (1 row)
        expect weir>\s
        send \\x04
        end 0
        """);
  }

  @Test
  void rowsOfARuleAppearAboveTheLineThatIsBeingTyped() throws Exception {
    atTerminal(
        "xterm",
        """
        expect weir>\s
        send CREATE STREAM gen (n BIGINT) WITH ('connector' = 'datagen', 'rows.per.second' = '5');\\r
        expect weir>\s
        send CREATE RULE r AS SELECT n * 0 + 777 AS k FROM gen;\\r
        expect weir>\s
        send SELECT 'typed'
        expect 777
        expect weir> SELECT 'typed'
        send  AS t; DROP RULE r;\\r
        expect (1 row)
        expect weir>\s
        send \\x04
        end 0
        """);
  }

  @Test
  void mistakesAreInColourUnlessNotWanted() throws Exception {
    var steps =
        """
        expect weir>\s
        send SELECT nope FROM nothing;\\r
        expect %serror[E
        expect ^^^^
        expect weir>\s
        send \\x04
        end 0
        """;
    // An escape character, then the code for bold red.
    atTerminal("xterm", steps.formatted("\u001b[1;31m"));
    atTerminal("xterm", steps.formatted(""), "NO_COLOR=1");
  }

  @Test
  void aDumbTerminalDoes() throws Exception {
    atTerminal(
        "dumb",
        """
        expect weir>\s
        send SELECT 1 +\\r
        send 41 AS n;\\r
        expect 42
        expect weir>\s
        send \\x04
        end 0
        """);
  }

  @Test
  void theStartFileIsExecuted() throws Exception {
    Files.writeString(home.resolve(".weirrc"), "\\format csv\nCREATE STREAM s (x INTEGER);\n");
    atTerminal(
        "xterm",
        """
        expect weir>\s
        send \\\\ds\\r
        expect name,connector
        expect s,
        expect weir>\s
        send exit\\r
        end 0
        """);
  }

  @Test
  void aPipeIsAScript() throws Exception {
    var run =
        piped(
            """
            CREATE STREAM s (x INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
            SELECT x, count(*) AS n FROM TUMBLE(s, INTERVAL '1' SECOND) GROUP BY x, window_start, window_end;
            INSERT INTO s VALUES (7, TIMESTAMP '2026-01-01 00:00:00');
            SELECT 'no semicolon' AS t""");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("{\"t\":\"no semicolon\"}\n{\"x\":7,\"n\":1}\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aPipeEndsAtItsFirstMistake() throws Exception {
    var run = piped("SELECT 1 AS a;\nSELECT\n  nope;\nSELECT 2 AS a;\n");
    assertThat(run.out()).isEqualTo("{\"a\":1}\n");
    assertThat(run.err()).contains("<stdin>:3:3");
    assertThat(run.code()).isEqualTo(2);
  }

  private record Ended(int code, String out, String err) {}

  private static List<String> weir() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.weir.cli.Main");
  }

  private void atTerminal(String kind, String steps, String... environment) throws Exception {
    var file = home.resolve("steps.txt");
    Files.writeString(file, steps, UTF_8);
    var driver = Path.of(TerminalTest.class.getResource("drive_terminal.py").toURI());
    var command = new ArrayList<>(List.of("env", "-u", "NO_COLOR", "TERM=" + kind));
    command.addAll(List.of(environment));
    command.addAll(List.of("python3", driver.toString(), file.toString()));
    command.addAll(weir());
    var run = run(command, "");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  private Ended piped(String text) throws Exception {
    return run(weir(), text);
  }

  private Ended run(List<String> command, String input) throws Exception {
    var in = Files.writeString(home.resolve("in.txt"), input, UTF_8);
    var out = home.resolve("out.txt");
    var err = home.resolve("err.txt");
    var builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    var process = builder.start();
    if (!process.waitFor(100, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the process does not end");
    }
    return new Ended(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
