package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.time.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a program uses it: fed by hand, one call at a time. */
final class EngineTest {
  private static final long SECOND = 1_000_000;
  private static final String TIMED =
      "CREATE STREAM a (k VARCHAR, v INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);";

  @TempDir private Path directory;
  private final VirtualClock clock = new VirtualClock(0);
  private final RecordingHandler results = new RecordingHandler();
  private Engine engine;

  private Engine engine() {
    if (engine == null) {
      engine = Engine.builder().clock(clock).baseDirectory(directory).build();
    }
    return engine;
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  private void execute(String sql) {
    engine().execute(Source.of("test.sql", sql), results);
  }

  private StandingQuery start(String select) {
    return engine().start("q", Source.of(select), results);
  }

  private static Event row(StreamInput input, Object... values) {
    var row = input.newEvent();
    for (int i = 0; i < values.length; i++) {
      row.set(i, values[i]);
    }
    return row;
  }

  private static void send(StreamInput input, Object... values) {
    input.send(row(input, values));
    input.flush();
  }

  /** The example of {@link Engine}, word by word. */
  @Test
  void theExampleOfTheDocumentationWorks() {
    var seen = new ArrayList<String>();
    ResultHandler print = ResultHandler.ofRows(row -> seen.add(row.toString()));

    try (var engine = Engine.create()) {
      engine.execute(Source.of("CREATE STREAM trades (symbol VARCHAR, price DOUBLE)"), print);
      engine.start("dear", Source.of("SELECT symbol FROM trades WHERE price > 100"), print);
      var trades = engine.input("trades");
      var trade = trades.newEvent();
      trade.set(0, "ACME");
      trade.set(1, 101.5);
      trades.send(trade);
      trades.flush(); // prints (ACME)
    }

    assertThat(seen).containsExactly("(ACME)");
  }

  // ---- queries that end or go away in the middle

  @Test
  void aLimitEndsAQueryInsideABatch() {
    execute(TIMED);
    var query = start("SELECT v FROM a LIMIT 2");
    var other = new RecordingHandler();
    engine().start("all", Source.of("SELECT v FROM a"), other);
    var input = engine().input("a");
    for (int i = 0; i < 5; i++) {
      input.send(row(input, "k", i, i * SECOND));
    }
    input.flush();
    assertThat(results.rows).containsExactly("(0)", "(1)");
    assertThat(results.ended).containsExactly("null");
    assertThat(query.hasEnded()).isTrue();
    assertThat(other.rows).hasSize(5);
  }

  @Test
  void aLimitEndsAQueryOnLateRows() {
    execute(TIMED);
    start("SELECT v FROM LATE(a) LIMIT 1");
    var input = engine().input("a");
    for (int i = 0; i < 4; i++) {
      input.send(row(input, "k", i, (10 - i) * SECOND));
    }
    input.flush();
    assertThat(results.rows).containsExactly("(1)");
    assertThat(engine().lateCounts()).containsEntry("a", 3L);
  }

  @Test
  void aLimitEndsAQueryOnTheClock() {
    execute("CREATE STREAM p (v INTEGER, at AS PROCTIME());");
    start(
        "SELECT window_end, count(*) FROM TUMBLE(p, DESCRIPTOR(at), INTERVAL '1' SECOND)"
            + " GROUP BY window_start, window_end LIMIT 1");
    send(engine().input("p"), 1);
    clock.advance(2 * SECOND);
    engine().tick();
    assertThat(results.rows).hasSize(1);
    engine().tick();
    assertThat(results.ended).hasSize(1);
  }

  @Test
  void noRowComesAfterAQueryWasClosedFromItsOwnHandler() {
    execute(TIMED);
    var query = new AtomicReference<StandingQuery>();
    var handler =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            super.row(label, row, change);
            query.get().close();
          }
        };
    query.set(engine().start("q", Source.of("SELECT v FROM a"), handler));
    var input = engine().input("a");
    input.send(row(input, "k", 1, SECOND));
    input.send(row(input, "k", 2, SECOND));
    input.flush();
    assertThat(handler.rows).containsExactly("(1)");
  }

  @Test
  void aQueryStartedFromAHandlerSeesTheRowsThatComeAfterwards() {
    execute(TIMED);
    var later = new RecordingHandler();
    var handler =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            if (rows.isEmpty()) {
              engine().start("later", Source.of("SELECT v FROM a"), later);
            }
            super.row(label, row, change);
          }
        };
    engine().start("q", Source.of("SELECT v FROM a"), handler);
    var input = engine().input("a");
    send(input, "k", 1, SECOND);
    send(input, "k", 2, 2 * SECOND);
    assertThat(handler.rows).containsExactly("(1)", "(2)");
    assertThat(later.rows).containsExactly("(2)");
  }

  // ---- handlers that send

  @Test
  void aHandlerMaySendIntoTheStreamThatItHearsFrom() {
    execute(TIMED);
    var input = engine().input("a");
    var handler =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            super.row(label, row, change);
            int v = row.getInt(0);
            if (v < 100) {
              send(input, "k", v + 100, SECOND);
            }
          }
        };
    engine().start("q", Source.of("SELECT v FROM a"), handler);
    var batch = new Event[3];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = row(input, "k", i, SECOND);
    }
    input.sendAll(batch, 0, batch.length);
    assertThat(handler.rows).containsExactly("(0)", "(1)", "(2)", "(100)", "(101)", "(102)");
  }

  @Test
  void aHandlerMayMoveTimeAndEndTheStream() {
    execute(TIMED);
    start("SELECT v FROM a ORDER BY ts");
    var input = engine().input("a");
    var closing =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            input.watermark(50 * SECOND);
            input.close();
          }
        };
    engine().start("closing", Source.of("SELECT v FROM a LIMIT 1"), closing);
    input.send(row(input, "k", 1, 2 * SECOND));
    input.send(row(input, "k", 2, 3 * SECOND));
    input.flush();
    assertThat(results.rows).containsExactly("(1)", "(2)");
    assertThat(results.ended).hasSize(1);
  }

  @Test
  void theExceptionOfAHandlerReachesTheCaller() {
    execute(TIMED);
    var failing =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            throw new IllegalStateException("no more paper");
          }
        };
    var query = engine().start("q", Source.of("SELECT v FROM a"), failing);
    var input = engine().input("a");
    assertThatThrownBy(() -> send(input, "k", 1, SECOND)).hasMessage("no more paper");
    query.close();
    start("SELECT v FROM a");
    send(input, "k", 2, 2 * SECOND);
    assertThat(results.rows).containsExactly("(2)");
  }

  // ---- inputs

  @Test
  void aStreamEndsWithTheLastOfItsInputs() {
    execute(TIMED);
    start("SELECT v FROM a");
    var first = engine().input("a");
    var second = engine().input("a");
    first.close();
    first.close();
    assertThat(results.ended).isEmpty();
    send(second, "k", 1, SECOND);
    second.close();
    assertThat(results.rows).containsExactly("(1)");
    assertThat(results.ended).hasSize(1);
    assertThatThrownBy(() -> first.send(first.newEvent())).hasMessageContaining("closed");
    assertThatThrownBy(() -> engine().input("a")).hasMessage("stream \"a\" has ended");
    assertThatThrownBy(
            () -> execute("INSERT INTO a VALUES ('k', 1, TIMESTAMP '2026-01-01 00:00:00')"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void aWatermarkByHandIsNeverTheEnd() {
    execute(TIMED);
    start("SELECT v FROM a");
    var input = engine().input("a");
    input.watermark(Long.MAX_VALUE);
    assertThat(results.ended).isEmpty();
    input.close();
    assertThat(results.ended).hasSize(1);
  }

  @Test
  void anIdleInputHoldsNobodyBackUntilItsNextRow() {
    execute(TIMED + TIMED.replace(" a ", " b "));
    start("SELECT v FROM (SELECT * FROM a UNION ALL SELECT * FROM b) ORDER BY ts");
    var a = engine().input("a");
    var b = engine().input("b");
    send(a, "k", 1, SECOND);
    send(a, "k", 2, 10 * SECOND);
    assertThat(results.rows).isEmpty();
    b.idle(true);
    assertThat(results.rows).containsExactly("(1)");
    send(b, "k", 3, 11 * SECOND);
    send(a, "k", 4, 20 * SECOND);
    assertThat(results.rows).containsExactly("(1)", "(2)");
    send(b, "k", 5, 2 * SECOND);
    assertThat(engine().lateCounts()).containsEntry("b", 1L);
  }

  @Test
  void aStreamIsAsIdleAsWhatFeedsIt() {
    execute(TIMED + TIMED.replace(" a ", " b ") + TIMED.replace(" a ", " c "));
    execute("INSERT INTO c SELECT * FROM b WHERE v <> 3;");
    start("SELECT v FROM (SELECT * FROM a UNION ALL SELECT * FROM c) ORDER BY ts");
    var a = engine().input("a");
    var b = engine().input("b");
    send(a, "k", 1, SECOND);
    send(a, "k", 2, 10 * SECOND);
    assertThat(results.rows).isEmpty();
    b.idle(true);
    assertThat(results.rows).containsExactly("(1)");
    // It speaks again, though c gets nothing of it yet.
    send(b, "k", 3, 11 * SECOND);
    send(a, "k", 4, 20 * SECOND);
    send(b, "k", 5, 12 * SECOND);
    assertThat(engine().deadLetters()).isEmpty();
    a.close();
    b.close();
    assertThat(results.rows).containsExactly("(1)", "(2)", "(5)", "(4)");
  }

  @Test
  void aRowThatComesBehindTheOthersAfterItsStreamWasIdleIsADeadLetterOfThatStream() {
    execute(TIMED + TIMED.replace(" a ", " b "));
    start("SELECT v FROM (SELECT * FROM a UNION ALL SELECT * FROM b) ORDER BY ts");
    var a = engine().input("a");
    var b = engine().input("b");
    b.idle(true);
    send(a, "k", 1, 10 * SECOND);
    send(b, "k", 2, 5 * SECOND);
    assertThat(engine().deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.stream()).isEqualTo("b"))
        .satisfies(letter -> assertThat(letter.reason()).contains("idle"));
  }

  // ---- rules and definitions

  @Test
  void aRuleThatIsReplacedDoesNotEndWhatItWroteInto() {
    execute(TIMED + "CREATE STREAM b (v INTEGER);");
    execute("CREATE RULE r AS INSERT INTO b SELECT v FROM a;");
    start("SELECT v FROM b");
    var input = engine().input("a");
    send(input, "k", 1, SECOND);
    execute("CREATE OR REPLACE RULE R AS INSERT INTO b SELECT v * 10 FROM a;");
    send(input, "k", 2, SECOND);
    assertThat(results.rows).containsExactly("(1)", "(20)");
    input.close();
    assertThat(results.ended).hasSize(1);
  }

  @Test
  void droppingAStreamLeavesTheRuleOfTheSameNameAlone() {
    execute(TIMED + "CREATE STREAM r (v INTEGER); CREATE STREAM b (v INTEGER);");
    execute("CREATE RULE r AS INSERT INTO b SELECT v FROM a;");
    start("SELECT v FROM b");
    execute("DROP STREAM r;");
    send(engine().input("a"), "k", 1, SECOND);
    assertThat(results.rows).containsExactly("(1)");
    execute("DROP RULE r;");
    send(engine().input("a"), "k", 2, SECOND);
    assertThat(results.rows).containsExactly("(1)");
  }

  @Test
  void aStreamThatIsReplacedStartsAnew() {
    execute("CREATE STREAM n (v INTEGER);");
    start("SELECT v FROM n").close();
    execute("CREATE OR REPLACE STREAM n (name VARCHAR, v INTEGER);");
    start("SELECT name FROM n");
    send(engine().input("n"), "x", 1);
    assertThat(results.rows).containsExactly("(x)");
  }

  @Test
  void rowsMustNotRunInACircle() {
    execute("CREATE STREAM x (v INTEGER); CREATE STREAM y (v INTEGER);");
    assertThatThrownBy(() -> execute("INSERT INTO x SELECT v + 1 FROM x"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("x -> x");
    execute("CREATE RULE r AS INSERT INTO y SELECT v FROM x");
    assertThatThrownBy(() -> execute("INSERT INTO x SELECT v FROM y"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("x -> y -> x");
    execute("DROP RULE r; INSERT INTO x SELECT v FROM y;");
  }

  @Test
  void aStandingQueryOverASourceReadsItWhenItIsPolled() {
    execute("CREATE STREAM f (v INTEGER) WITH ('connector' = 'datagen', 'number.of.rows' = '3');");
    try (var query = start("SELECT count(*) AS n FROM f")) {
      assertThat(results.rows).isEmpty();
      while (!query.hasEnded()) {
        engine().poll();
      }
    }
    assertThat(results.rows).containsExactly("(3)");
  }

  @Test
  void rowsGivenByStatementsDoNotEndAStream() {
    execute("CREATE STREAM b (v INTEGER);");
    start("SELECT v FROM b");
    execute("INSERT INTO b VALUES (1); INSERT INTO b VALUES (2);");
    assertThat(results.rows).containsExactly("(1)", "(2)");
    assertThat(results.ended).isEmpty();
  }

  // ---- bad rows

  @Test
  void aBadRowIsFoundByTheStatementThatCouldNotEvaluateIt() {
    execute("CREATE STREAM b (v INTEGER);\nCREATE STREAM c (v INTEGER);");
    execute("\n\nINSERT INTO c\nSELECT 10 / v FROM b;");
    send(engine().input("b"), 0);
    assertThat(engine().deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.stream()).isEqualTo("b"))
        .satisfies(letter -> assertThat(letter.location()).isEqualTo("test.sql:3"))
        .satisfies(letter -> assertThat(letter.reason()).isEqualTo("division by zero"));
  }

  @Test
  void theSettingHoldsForStreamsThatDoNotSayOtherwise() {
    execute("CREATE STREAM b (v INTEGER);");
    execute("SET 'on.error' = 'fail';");
    start("SELECT 10 / v FROM b");
    var input = engine().input("b");
    assertThatThrownBy(() -> send(input, 0))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("division by zero");
    assertThat(engine().deadLetterCounts()).containsEntry("b", 1L);
  }

  // ---- files written by standing statements

  @Test
  void aFileIsFinalWhenTheEngineIsClosed() throws Exception {
    execute(
        "CREATE STREAM b (v INTEGER); CREATE STREAM out (v INTEGER)"
            + " WITH ('connector' = 'file', 'path' = 'out.csv', 'format' = 'csv');"
            + "INSERT INTO out SELECT v FROM b;");
    send(engine().input("b"), 7);
    assertThat(directory.resolve("out.csv")).doesNotExist();
    engine().close();
    assertThat(Files.readString(directory.resolve("out.csv"))).contains("7");
  }

  @Test
  void aFileIsTakenBackWhenTheEngineFailed() {
    execute(
        "SET 'on.error' = 'fail'; CREATE STREAM b (v INTEGER); CREATE STREAM out (v INTEGER)"
            + " WITH ('connector' = 'file', 'path' = 'out.csv', 'format' = 'csv');"
            + "INSERT INTO out SELECT 1 / v FROM b;");
    var input = engine().input("b");
    send(input, 1);
    assertThatThrownBy(() -> send(input, 0)).isInstanceOf(RunException.class);
    engine().close();
    assertThat(directory).isEmptyDirectory();
  }

  // ---- the end

  @Test
  void aClosedEngineSaysSo() {
    execute(TIMED);
    engine().close();
    engine().close();
    for (Runnable call :
        List.<Runnable>of(
            () -> execute("SHOW STREAMS"),
            () -> start("SELECT v FROM a"),
            () -> engine().input("a"),
            () -> engine().tick(),
            () -> engine().checkpoint(),
            () -> engine().run(List.of(), results))) {
      assertThatThrownBy(call::run).hasMessage("the engine is closed");
    }
  }

  // ---- checkpoints

  private static final String UNION =
      "SELECT k, count(*), window_end FROM TUMBLE((SELECT * FROM a UNION ALL SELECT * FROM b),"
          + " DESCRIPTOR(ts), INTERVAL '10' SECOND) GROUP BY k, window_start, window_end";

  private Engine fresh(RecordingHandler handler) {
    var fresh = Engine.builder().clock(clock).build();
    fresh.execute(Source.of(TIMED + TIMED.replace(" a ", " b ")), handler);
    fresh.execute(Source.of("CREATE STREAM c (k VARCHAR, n BIGINT);"), handler);
    fresh.execute(Source.of("INSERT INTO c SELECT k, v FROM a LIMIT 1"), handler);
    fresh.execute(Source.of("INSERT INTO c SELECT k, v FROM b"), handler);
    fresh.start("u", Source.of(UNION), handler);
    fresh.start("c", Source.of("SELECT k, n FROM c"), handler);
    return fresh;
  }

  @Test
  void aRestoredEngineKnowsWhoIsIdleAndWhoHasEnded() {
    byte[] checkpoint;
    try (var before = fresh(results)) {
      var a = before.input("a");
      var b = before.input("b");
      send(a, "x", 1, SECOND);
      b.idle(true);
      checkpoint = before.checkpoint();
    }
    assertThat(results.rows).containsExactly("(x, 1)");
    var after = new RecordingHandler();
    try (var restored = fresh(after)) {
      restored.restore(checkpoint);
      var a = restored.input("a");
      var b = restored.input("b");
      send(a, "x", 2, 30 * SECOND);
      assertThat(after.rows).containsExactly("(x, 1, 10000000)");
      send(b, "y", 3, 31 * SECOND);
      send(a, "x", 4, 60 * SECOND);
      // Stream b speaks again, so it holds back what stands behind it.
      assertThat(after.rows).containsExactly("(x, 1, 10000000)", "(y, 3)");
      a.close();
      b.close();
      // The first writer of c had reached its limit before the checkpoint: c ends with the second.
      assertThat(after.ended).hasSize(2);
    }
  }

  @Test
  void aCheckpointOfOtherStatementsIsRefused() {
    byte[] checkpoint;
    try (var before = fresh(results)) {
      checkpoint = before.checkpoint();
    }
    execute(TIMED);
    assertThatThrownBy(() -> engine().restore(checkpoint))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> engine().restore(new byte[] {2, 9, 9}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aHandlerCannotTakeACheckpoint() {
    execute(TIMED);
    var handler =
        new RecordingHandler() {
          @Override
          public void row(String label, Event row, Change change) {
            engine().checkpoint();
          }
        };
    engine().start("q", Source.of("SELECT v FROM a"), handler);
    var input = engine().input("a");
    assertThatThrownBy(() -> send(input, "k", 1, SECOND)).hasMessageContaining("checkpoint");
  }
}
