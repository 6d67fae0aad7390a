package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a script does: what runs when, over what, and what is left behind. */
@Timeout(60)
final class ScriptSemanticsTest {
  private static final String NUMBERS =
      "CREATE STREAM f (v INTEGER) WITH ('connector' = 'file', 'path' = 'f.csv', 'format' = 'csv');";
  private static final String OUT =
      "CREATE STREAM out (v INTEGER)"
          + " WITH ('connector' = 'file', 'path' = 'out.csv', 'format' = 'csv');";

  @TempDir private Path directory;
  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
  private final RecordingHandler results = new RecordingHandler();
  private Engine engine;

  @BeforeEach
  void open() {
    engine =
        Engine.builder()
            .baseDirectory(directory)
            .standardOutput(standardOutput)
            .batchSize(2)
            .build();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Engine.RunResult run(String... scripts) {
    return run(results, scripts);
  }

  private Engine.RunResult run(ResultHandler handler, String... scripts) {
    var sources = new Source[scripts.length];
    for (int i = 0; i < scripts.length; i++) {
      sources[i] = Source.of("s" + (i + 1) + ".sql", scripts[i]);
    }
    return engine.run(List.of(sources), handler);
  }

  private void numbers(String text) throws IOException {
    Files.writeString(directory.resolve("f.csv"), "v\n" + text);
  }

  private List<String> out() throws IOException {
    return Files.readAllLines(directory.resolve("out.csv"));
  }

  // ---- what runs when

  @Test
  void standingStatementsStartWithTheNextSelect() {
    run("CREATE STREAM a (v INTEGER); INSERT INTO a VALUES (1), (2);", "SELECT v FROM a;");
    assertThat(results.rows).containsExactly("(1)", "(2)");
  }

  @Test
  void standingStatementsStartAtTheEndIfNoSelectFollows() {
    run("CREATE STREAM a (v INTEGER); CREATE RULE r AS SELECT v FROM a; INSERT INTO a VALUES (1);");
    assertThat(results.rows).containsExactly("r (r, 1)");
    assertThat(results.ended).containsExactly("r");
  }

  @Test
  void everySelectSeesAStreamOfTheScriptFromItsBeginning() {
    run(
        "CREATE STREAM a (v INTEGER); INSERT INTO a VALUES (1); SELECT v FROM a;"
            + "INSERT INTO a VALUES (2); SELECT v FROM a; SELECT count(*) FROM a;");
    assertThat(results.rows).containsExactly("(1)", "(1)", "(2)", "(2)");
  }

  @Test
  void aStreamIsKeptForStatementsBehindSelectsOfOtherThings() {
    run(
        "CREATE STREAM a (v INTEGER); CREATE STREAM b (v INTEGER);"
            + "INSERT INTO a VALUES (1), (2); INSERT INTO b SELECT v * 10 FROM a;"
            + "SELECT 0; SELECT v FROM b; SELECT v FROM a;");
    assertThat(results.rows).containsExactly("(0)", "(10)", "(20)", "(1)", "(2)");
  }

  @Test
  void oneReadingOfASourceServesAllStatementsOfAGroup() throws IOException {
    numbers("1\n2\n3\n");
    var result =
        run(
            NUMBERS
                + "CREATE STREAM a (v INTEGER);"
                + "INSERT INTO a SELECT v FROM f WHERE v > 1;"
                + "CREATE RULE r AS SELECT v FROM a; SELECT sum(v) FROM f;");
    assertThat(results.rows).containsExactlyInAnyOrder("r (r, 2)", "r (r, 3)", "(6)");
    assertThat(result).isEqualTo(new Engine.RunResult(false, 3));
  }

  @Test
  void anEmptyStreamOfTheScriptEnds() {
    run("CREATE STREAM a (v INTEGER); SELECT count(*) FROM a;");
    assertThat(results.rows).containsExactly("(0)");
  }

  @Test
  void showAndExplainAnswerAtTheirPlace() {
    run("SHOW STREAMS; CREATE STREAM a (v INTEGER); SHOW STREAMS;");
    assertThat(results.rows).hasSize(1);
  }

  @Test
  void aRuleThatIsDroppedOrReplacedBeforeItStartsDoesNotRun() {
    run(
        "CREATE STREAM a (v INTEGER); INSERT INTO a VALUES (1);"
            + "CREATE RULE gone AS SELECT v FROM a; DROP RULE gone;"
            + "CREATE RULE r AS SELECT v FROM a; CREATE OR REPLACE RULE R AS SELECT v * 2 FROM a;");
    assertThat(results.rows).containsExactly("R (R, 2)");
  }

  @Test
  void aStreamThatIsMadeAnewIsEmpty() {
    run(
        "CREATE STREAM a (v INTEGER); INSERT INTO a VALUES (1); SELECT v FROM a; DROP STREAM a;"
            + "CREATE STREAM a (t VARCHAR, n INTEGER); INSERT INTO a VALUES ('x', 1); SELECT * FROM a;");
    assertThat(results.rows).containsExactly("(1)", "(x, 1)");
  }

  @Test
  void aStreamMustNotGoAwayUnderAStatementThatHasNotRun() {
    assertThatThrownBy(
            () ->
                run(
                    "CREATE STREAM a (v INTEGER); CREATE STREAM b (v INTEGER);"
                        + "INSERT INTO b SELECT v FROM a;\nDROP STREAM a;\nSELECT 1;"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("s1.sql:1 uses this stream and has not run yet");
    assertThat(results.rows).isEmpty();
  }

  @Test
  void rowsMustNotRunInACircle() {
    assertThatThrownBy(
            () ->
                run(
                    "CREATE STREAM a (v INTEGER); CREATE STREAM b (v INTEGER);"
                        + "CREATE VIEW w AS SELECT v FROM b;"
                        + "INSERT INTO b SELECT v FROM a; INSERT INTO a SELECT v + 1 FROM w;"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("a -> b -> a");
    assertThatThrownBy(
            () -> run("CREATE STREAM c (v INTEGER); INSERT INTO c SELECT v FROM LATE(c);"))
        .isInstanceOf(SqlException.class);
  }

  @Test
  void statementsThatDoNotRunTogetherMakeNoCircle() {
    run(
        "CREATE STREAM a (v INTEGER); CREATE STREAM b (v INTEGER); INSERT INTO a VALUES (1);"
            + "INSERT INTO b SELECT v + 1 FROM a; SELECT v FROM b;"
            + "INSERT INTO a SELECT v + 1 FROM b; SELECT v FROM a;");
    assertThat(results.rows).containsExactly("(2)", "(1)", "(3)");
  }

  @Test
  void aScriptWithAnErrorDoesNothing() {
    assertThatThrownBy(() -> run("SELECT 1;", "SELECT x;")).isInstanceOf(SqlException.class);
    assertThat(results.rows).isEmpty();
    assertThat(engine.catalog().streams()).isEmpty();
  }

  // ---- what is written

  @Test
  void statementsThatRunTogetherWriteOneFile() throws IOException {
    numbers("1\n2\n");
    run(NUMBERS + OUT + "INSERT INTO out SELECT v FROM f; INSERT INTO out SELECT v * 10 FROM f;");
    assertThat(out()).containsExactlyInAnyOrder("v", "1", "2", "10", "20");
  }

  @Test
  void statementsThatRunOneAfterTheOtherWriteOneFile() {
    run(OUT + "INSERT INTO out VALUES (1); SELECT 0; INSERT INTO out VALUES (2);");
    assertThat(directory.resolve("out.csv")).hasContent("v\n1\n2");
  }

  @Test
  void aFileThatIsReadAfterwardsIsFinalByThen() {
    run(
        OUT
            + "INSERT INTO out VALUES (1); SELECT 0; SELECT v FROM out; INSERT INTO out VALUES (2);");
    assertThat(results.rows).containsExactly("(0)", "(1)");
  }

  @Test
  void aRunThatFailsLeavesNoFile() throws IOException {
    numbers("1\n0\n2\n");
    assertThatThrownBy(
            () ->
                run(
                    "SET 'on.error' = 'fail';"
                        + NUMBERS
                        + OUT
                        + "INSERT INTO out SELECT 2 / v FROM f;"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("division by zero")
        .hasMessageContaining("s1.sql:1");
    assertThat(directory.toFile().list()).containsExactly("f.csv");
  }

  @Test
  void aHandlerThatFailsEndsTheRunAndTakesFilesBack() throws IOException {
    numbers("1\n2\n");
    var failing =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            throw new IllegalStateException("no more paper");
          }
        };
    assertThatThrownBy(
            () -> run(failing, NUMBERS + OUT + "INSERT INTO out SELECT v FROM f; SELECT v FROM f;"))
        .hasMessage("no more paper");
    assertThat(directory.toFile().list()).containsExactly("f.csv");
  }

  @Test
  void aRunThatIsCancelledKeepsWhatWasEmitted() throws IOException {
    numbers("1\n2\n3\n4\n5\n6\n");
    var cancelling =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            super.row(label, row, change);
            if (rows.size() == 3) {
              engine.cancel();
            }
          }
        };
    var result =
        run(
            cancelling,
            NUMBERS + OUT + "INSERT INTO out SELECT v FROM f; SELECT v FROM f; SELECT 9;");
    assertThat(result.cancelled()).isTrue();
    assertThat(cancelling.rows).containsExactly("(1)", "(2)", "(3)", "(4)");
    assertThat(out()).containsExactly("v", "1", "2", "3", "4");
  }

  @Test
  void aWaitIsCancelledFromAnotherThread() throws Exception {
    numbers("1\n");
    var first = new CountDownLatch(1);
    var handler =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            first.countDown();
          }
        };
    var canceller =
        new Thread(
            () -> {
              try {
                first.await(30, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              engine.progress();
              engine.cancel();
            });
    canceller.start();
    var following = NUMBERS.replace("'format'", "'follow' = 'true', 'format'");
    assertThat(run(handler, following + "SELECT v FROM f;").cancelled()).isTrue();
    canceller.join();
    assertThat(engine.progress().events()).isEqualTo(1);
    assertThat(run("SELECT 1;").cancelled()).isFalse();
  }

  @Test
  void aSourceThatHasNothingIsAskedAgainWhileOthersAreBusy() throws IOException {
    numbers("1\n");
    var waiting = NUMBERS.replace("'format'", "'follow' = 'true', 'format'");
    var handler =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            super.row(label, row, change);
            if (rows.size() == 200) {
              append("2\n");
            }
          }
        };
    run(
        handler,
        waiting
            + "CREATE STREAM g (v INTEGER) WITH ('connector' = 'datagen');"
            + "CREATE RULE busy AS SELECT v FROM g LIMIT 1000000; CREATE RULE stop AS SELECT v FROM f LIMIT 2;"
            + "SELECT v FROM f LIMIT 2;");
    assertThat(handler.rows.indexOf("(2)")).isBetween(200, 5_000);
  }

  private void append(String text) {
    try {
      Files.writeString(
          directory.resolve("f.csv"),
          text,
          StandardCharsets.UTF_8,
          java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aSourceThatCannotBeOpenedEndsTheRun() {
    assertThatThrownBy(() -> run(NUMBERS + OUT + "INSERT INTO out VALUES (1); SELECT v FROM f;"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("f.csv");
    assertThat(directory.toFile().list()).isEmpty();
  }

  @Test
  void rowsThatSeveralStatementsPutIntoAStreamEnterItInOrderOfTime() throws IOException {
    var text = new StringBuilder("v,ts\n");
    for (int i = 0; i < 500; i++) {
      text.append(i).append(",2026-01-01 00:%02d:%02d\n".formatted(i / 60, i % 60));
    }
    var sources = new StringBuilder();
    for (var name : List.of("f", "g")) {
      Files.writeString(directory.resolve(name + ".csv"), text);
      sources.append(
          ("CREATE STREAM %s (v INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts) WITH"
                  + " ('connector' = 'file', 'path' = '%s.csv', 'format' = 'csv');")
              .formatted(name, name));
    }
    var both = "CREATE STREAM m (v INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);";
    run(
        sources
            + both
            + "INSERT INTO m SELECT v, ts FROM f; INSERT INTO m SELECT -v, ts FROM g;"
            + "SELECT v FROM m;");
    assertThat(engine.lateCounts()).isEmpty();
    assertThat(results.rows).hasSize(1_000).startsWith("(0)", "(0)", "(1)", "(-1)", "(2)");
    results.rows.clear();
    run(
        both.replace(" m ", " n ")
            + "INSERT INTO n SELECT v, ts FROM f UNION ALL SELECT -v, ts FROM g; SELECT v FROM n;");
    assertThat(engine.lateCounts()).isEmpty();
    assertThat(results.rows).hasSize(1_000).startsWith("(0)", "(0)", "(1)", "(-1)", "(2)");
  }

  // ---- bad rows

  @Test
  void aStreamSaysForItselfWhatHappensToItsBadRows() throws IOException {
    numbers("1\nx\n0\n");
    var skipping = NUMBERS.replace("WITH (", "WITH ('on.error' = 'skip', ");
    run("SET 'on.error' = 'fail';" + skipping + "SELECT 6 / v FROM f; SHOW DEAD LETTERS;");
    assertThat(results.rows).containsExactly("(6)");
    assertThat(engine.deadLetterCounts()).containsEntry("f", 2L);
  }

  @Test
  void theStrictestPolicyHoldsForRowsThatMayBeOfSeveralStreams() throws IOException {
    numbers("1\n");
    Files.writeString(directory.resolve("g.csv"), "v\n0\n");
    var strict =
        NUMBERS
            .replace(" f ", " g ")
            .replace("f.csv", "g.csv")
            .replace("WITH (", "WITH ('on.error' = 'fail', ");
    var union = "SELECT 6 / min(v) FROM (SELECT v FROM f UNION ALL SELECT v FROM g) GROUP BY v;";
    assertThatThrownBy(() -> run(NUMBERS + strict + union))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("division by zero");
  }

  @Test
  void aDeadLetterNamesTheLineOfTheStatement() throws IOException {
    numbers("0\n");
    run(NUMBERS + "\n\nSELECT\n6 / v FROM f;");
    assertThat(engine.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.location()).isEqualTo("s1.sql:3"));
  }
}
