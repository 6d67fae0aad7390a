package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command from outside: what it prints where, and how it ends. */
class CommandLineTest {
  private static final String TRADES =
      """
      CREATE STREAM trades (symbol VARCHAR, price DOUBLE, ts TIMESTAMP(3),
        WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
      WITH ('connector' = 'file', 'path' = 'trades.csv', 'format' = 'csv');
      """;

  @TempDir private Path directory;

  private WeirProcess.Result weir(String... words) throws IOException, InterruptedException {
    return WeirProcess.run(directory, words);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text, UTF_8);
  }

  private void writeTrades() throws IOException {
    write(
        "trades.csv",
        """
        symbol,price,ts
        A,1.5,2026-01-02 10:00:00
        B,2.5,2026-01-02 10:00:30
        A,3.5,2026-01-02 10:01:00
        """);
  }

  // ---- Output

  @Test
  void jsonIsTheDefaultInAPipe() throws Exception {
    var run =
        weir(
            "run",
            "-c",
            "SELECT 1 AS a, 'x\"y' AS b, 1.50 AS c, 2.5e0 AS d, TRUE AS e, NULL AS f,"
                + " TIMESTAMP '2026-01-02 03:04:05.678' AS g, DATE '2026-01-02' AS h");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            "{\"a\":1,\"b\":\"x\\\"y\",\"c\":1.50,\"d\":2.5,\"e\":true,\"f\":null,"
                + "\"g\":\"2026-01-02 03:04:05.678\",\"h\":\"2026-01-02\"}\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void csvHasAHeader() throws Exception {
    var run =
        weir(
            "run",
            "--output",
            "csv",
            "-c",
            "SELECT * FROM (VALUES (1, 'a,b'), (2, NULL)) AS t(n, s)");

    assertThat(run.out()).isEqualTo("n,s\n1,\"a,b\"\n2,\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void tablesAreAligned() throws Exception {
    var run =
        weir(
            "run",
            "--output=table",
            "-c",
            "SELECT * FROM (VALUES (1, 'a'), (200, NULL)) AS t(n, s)");

    assertThat(run.out()).isEqualTo("   n | s\n-----+------\n   1 | a\n 200 | NULL\n(2 rows)\n");
  }

  @Test
  void instantsAreIso() throws Exception {
    var run =
        weir(
            "run",
            "-c",
            "SELECT CAST('2026-01-02T03:04:05Z' AS TIMESTAMP_LTZ(3)) AS t, ARRAY[1, 2] AS a, MAP['k', 1] AS m");

    assertThat(run.out())
        .isEqualTo("{\"t\":\"2026-01-02T03:04:05.000Z\",\"a\":[1,2],\"m\":{\"k\":1}}\n");
  }

  // ---- Scripts

  @Test
  void standingStatementsShareOneReadingWithTheNextSelect() throws Exception {
    writeTrades();
    write(
        "s.sql",
        TRADES
            + """
            CREATE STREAM big (symbol VARCHAR, price DOUBLE);
            INSERT INTO big SELECT symbol, price FROM trades WHERE price > 2;
            CREATE RULE small AS SELECT symbol, price FROM trades WHERE price < 2;
            SELECT symbol, price FROM big;
            SELECT count(*) AS n FROM trades;
            """);

    var run = weir("run", "s.sql");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().subList(0, 3))
        .containsExactlyInAnyOrder(
            "{\"rule\":\"small\",\"symbol\":\"A\",\"price\":1.5}",
            "{\"symbol\":\"B\",\"price\":2.5}",
            "{\"symbol\":\"A\",\"price\":3.5}");
    assertThat(run.lines().subList(3, run.lines().size())).containsExactly("{\"n\":3}");
  }

  @Test
  void windowsOfAFileCloseAtItsEnd() throws Exception {
    writeTrades();
    write(
        "s.sql",
        TRADES
            + """
            SELECT symbol, window_end, sum(price) AS total FROM TUMBLE(trades, INTERVAL '1' MINUTE)
            GROUP BY symbol, window_start, window_end;
            """);

    var run = weir("run", "s.sql");

    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsExactly(
            "{\"symbol\":\"A\",\"window_end\":\"2026-01-02 10:01:00.000\",\"total\":1.5}",
            "{\"symbol\":\"B\",\"window_end\":\"2026-01-02 10:01:00.000\",\"total\":2.5}",
            "{\"symbol\":\"A\",\"window_end\":\"2026-01-02 10:02:00.000\",\"total\":3.5}");
  }

  @Test
  void severalTextsAndStandardInputAreOneScript() throws Exception {
    try (var process =
        WeirProcess.start(
            directory,
            "run",
            "-c",
            "CREATE VIEW v AS SELECT 1 AS a",
            "-",
            "-c",
            "SELECT a + 2 AS c FROM v")) {
      try (var input = process.input()) {
        input.write("SELECT a + 1 AS b FROM v;".getBytes(UTF_8));
      }
      var run = process.end();

      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isEqualTo("{\"b\":2}\n{\"c\":3}\n");
    }
  }

  // ---- Errors

  @Test
  void mistakesAreShownWithACaretAndNothingRuns() throws Exception {
    write("bad.sql", "SELECT 1 AS a;\nSELECT x FROM (VALUES (1)) AS t(y);\n");

    var run = weir("run", "bad.sql");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("error[")
        .contains(
            "\"x\"", "  --> bad.sql:2:8\n2 | SELECT x FROM (VALUES (1)) AS t(y);\n  |        ^")
        .doesNotContain("Exception", "\tat ", "\u001b");
  }

  @Test
  void badRowsAreCountedAndTheRestGoesOn() throws Exception {
    write(
        "trades.csv",
        "symbol,price,ts\nA,1.5,2026-01-02 10:00:00\nB,cheap,2026-01-02 10:00:01\nC\n");
    write("s.sql", TRADES + "SELECT symbol FROM trades;\nSHOW DEAD LETTERS;\n");

    var run = weir("run", "s.sql");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().get(0)).isEqualTo("{\"symbol\":\"A\"}");
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(1)).contains("trades.csv", "B,cheap,2026-01-02 10:00:01");
    assertThat(run.err())
        .contains(
            "weir: 2 rows of stream trades went to the dead letters",
            "trades.csv",
            "cheap",
            "SHOW DEAD LETTERS");
  }

  @Test
  void lateRowsAreCounted() throws Exception {
    write("trades.csv", "symbol,price,ts\nA,1,2026-01-02 10:00:10\nB,2,2026-01-02 10:00:00\n");
    write("s.sql", TRADES + "SELECT symbol FROM trades;\n");

    var run = weir("run", "s.sql");

    assertThat(run.out()).isEqualTo("{\"symbol\":\"A\"}\n");
    assertThat(run.err())
        .contains("1 row of stream trades came behind the watermark", "LATE(trades)");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void onErrorFailEndsTheRun() throws Exception {
    write(
        "trades.csv", "symbol,price,ts\nA,1.5,2026-01-02 10:00:00\nB,cheap,2026-01-02 10:00:01\n");
    write(
        "s.sql",
        TRADES.replace("'format'", "'on.error' = 'fail', 'format'")
            + "SELECT symbol FROM trades;\n");

    var run = weir("run", "s.sql");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEqualTo("{\"symbol\":\"A\"}\n");
    assertThat(run.err()).startsWith("weir: error: ").contains("cheap").doesNotContain("\tat ");
  }

  @Test
  void aFileThatIsNotThereEndsTheRun() throws Exception {
    write("s.sql", TRADES + "SELECT symbol FROM trades;\n");

    var run = weir("run", "s.sql");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("trades.csv").doesNotContain("\tat ");
  }

  @Test
  void theCommandLineIsChecked() throws Exception {
    assertUsage("there is no command \"rnu\", did you mean \"run\"? (weir help)", "rnu");
    assertUsage("\"a.sql\" is no command, did you mean \"weir run a.sql\"?", "a.sql");
    assertUsage(
        "\"weir run\" has no option --ouput, did you mean --output? (weir help run)",
        "run",
        "--ouput",
        "json");
    assertUsage(
        "there is no output format \"jsno\", did you mean \"json\"?",
        "run",
        "--output",
        "jsno",
        "-c",
        "SELECT 1");
    assertUsage("cannot read none.sql: there is no such file", "run", "none.sql");
    assertUsage("\"weir run\" needs a file or -c \"SQL\" (weir help run)", "run");
    assertUsage("\"weir serve\" needs --rules DIR (weir help serve)", "serve");
    assertUsage("there is no directory none", "serve", "--rules", "none");
    assertUsage(
        "\"weir repl --connect\" is not there yet", "repl", "--connect", "http://localhost");
    assertUsage(
        "\"weir repl\" takes no file; \\i FILE executes one in the console (weir help repl)",
        "repl",
        "a.sql");
    assertUsage(
        "--port is a number from 0 (any that is free) to 65535, not x",
        "serve",
        "--rules",
        ".",
        "--port",
        "x");
  }

  private void assertUsage(String message, String... words)
      throws IOException, InterruptedException {
    var run = weir(words);
    assertThat(run.err()).isEqualTo("weir: " + message + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  // ---- check, explain, test, help

  @Test
  void checkShowsAllMistakesOfAllFiles() throws Exception {
    write("a.sql", "SELECT x FROM (VALUES (1)) AS t(y);\nSELEC 1;\n");
    write("b.sql", "SELECT UPER('x');\n");
    write("c.sql", "CREATE VIEW v AS SELECT 1 AS a;\nSELECT a FROM v;\n");

    var bad = weir("check", "a.sql", "b.sql", "c.sql");

    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err())
        .contains("a.sql:1:8", "a.sql:2:1", "b.sql:1:8")
        .endsWith("\n3 errors in 2 files\n");

    var good = weir("check", "c.sql");

    assertThat(good.err()).isEmpty();
    assertThat(good.out()).isEqualTo("ok: 2 statements in 1 file\n");
    assertThat(good.exitCode()).isZero();
  }

  @Test
  void explainShowsPlansAndReadsNothing() throws Exception {
    write(
        "s.sql",
        TRADES + "SELECT symbol FROM trades WHERE price > 1;\nSELECT count(*) FROM trades;\n");

    var run = weir("explain", "s.sql");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("trades", "\n\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void explainShowsStandardSqlCodeOrGraphs() throws Exception {
    write("s.sql", TRADES + "SELECT symbol FROM trades WHERE price::INTEGER > 1;\n");

    assertThat(weir("explain", "--rewrite", "s.sql").out())
        .isEqualTo("SELECT symbol\nFROM trades\nWHERE CAST(price AS INTEGER) > 1\n");
    assertThat(weir("explain", "--code", "s.sql").out()).contains("for (event, time in batch) {");
    assertThat(weir("explain", "--format", "dot", "s.sql").out())
        .startsWith("digraph plan {\n")
        .endsWith("}\n");

    assertThat(weir("explain", "--format", "svg", "s.sql").err()).contains("is text or dot");
    assertThat(weir("explain", "--rewrite", "--code", "s.sql").exitCode()).isEqualTo(2);
    assertThat(weir("explain", "--rewrite", "--format", "dot", "s.sql").exitCode()).isEqualTo(2);
  }

  @Test
  void testRunsGoldenFiles() throws Exception {
    write("good.slt", "query I\nSELECT 1 + 1;\n----\n2\n");
    write("bad.slt", "# case: sums\nquery I\nSELECT 1 + 1;\n----\n3\n");
    write("open.slt", "query I\nSELECT 1 + 1;\n");

    var good = weir("test", "good.slt");
    assertThat(good.out()).isEqualTo("1 case in 1 file: 1 passed\n");
    assertThat(good.exitCode()).isZero();

    var bad = weir("test", "--junit", "out.xml", "good.slt", "bad.slt");
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.out())
        .startsWith("FAILED bad.slt:2: the rows differ (- expected, + actual)\n")
        .contains("    - 3\n    + 2\n")
        .endsWith("2 cases in 2 files: 1 passed, 1 failed\n");
    assertThat(Files.readString(directory.resolve("out.xml")))
        .contains("name=\"sums\"", "<failure ");

    assertThat(weir("test", "--complete", "open.slt").exitCode()).isZero();
    assertThat(Files.readString(directory.resolve("open.slt")))
        .isEqualTo("query I\nSELECT 1 + 1;\n----\n2\n");
    assertThat(weir("test", "--update", "bad.slt").exitCode()).isZero();
    assertThat(weir("test", "bad.slt", "good.slt", "open.slt").exitCode()).isZero();
  }

  @Test
  void helpAndVersion() throws Exception {
    assertThat(weir("help").out()).contains("weir run", "weir check", "weir test", "Exit codes");
    assertThat(weir("help", "run").out()).contains("--output");
    assertThat(weir("--version").out()).startsWith("weir ");
    assertThat(weir("help", "rnu").exitCode()).isEqualTo(2);
  }

  // ---- How a run ends

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interruptEndsCleanlyWithEverythingWritten() throws Exception {
    assumeFalse(interruptsAreIgnored());
    var sql =
        "CREATE STREAM s (a INTEGER) WITH ('connector' = 'stdin', 'format' = 'json');"
            + " SELECT a + 1 AS b FROM s;";
    try (var process = WeirProcess.start(directory, "run", "-c", sql)) {
      process.input().write("{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8));
      process.input().flush();
      assertThat(process.readLine()).isEqualTo("{\"b\":2}");
      assertThat(process.readLine()).isEqualTo("{\"b\":3}");

      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(process.errors()).isEmpty();
    }
  }

  /** A shell that starts a job in the background may have it ignore SIGINT, and so would all its children. */
  private static boolean interruptsAreIgnored() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 0b10) != 0);
  }

  @Test
  void aReaderThatGoesAwayEndsTheRunQuietly() throws Exception {
    var lines = new StringBuilder("symbol,price,ts\n");
    for (int i = 0; i < 200_000; i++) {
      lines.append("A,1.5,2026-01-02 10:00:00\n");
    }
    write("trades.csv", lines.toString());
    write("s.sql", TRADES + "SELECT symbol, price FROM trades;\n");

    try (var process = WeirProcess.start(directory, "run", "s.sql")) {
      assertThat(process.readLine()).isEqualTo("{\"symbol\":\"A\",\"price\":1.5}");
      process.stopReading();

      assertThat(process.waitFor()).isZero();
      assertThat(process.errors()).isEmpty();
    }
  }

  @Test
  void rowsComeBeforeTheInputEnds() throws Exception {
    var sql =
        "CREATE STREAM s (a INTEGER) WITH ('connector' = 'stdin', 'format' = 'json'); SELECT a FROM s;";
    try (var process = WeirProcess.start(directory, "run", "--output", "table", "-c", sql)) {
      process.input().write("{\"a\":1}\n".getBytes(UTF_8));
      process.input().flush();
      assertThat(List.of(process.readLine(), process.readLine(), process.readLine()))
          .containsExactly(" a", "---", " 1");
      process.input().close();

      assertThat(process.end().out()).isEqualTo("(1 row)\n");
    }
  }
}
