package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.diagnostic.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of rules in a living engine: made, held still, replaced, failed, dropped. */
final class RulesTest {
  @TempDir private Path directory;
  private final RecordingHandler results = new RecordingHandler();
  private Engine engine;

  private Engine engine() {
    if (engine == null) {
      engine = Engine.builder().baseDirectory(directory).build();
      execute("CREATE STREAM a (v INTEGER)");
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
    engine().execute(Source.of("rules.sql", sql), results);
  }

  private void insert(int... values) {
    for (int value : values) {
      execute("INSERT INTO a VALUES (" + value + ")");
    }
  }

  private void insertTimed(int value) {
    execute("INSERT INTO t VALUES (" + value + ", TIMESTAMP '2026-01-01 00:00:0" + value + "')");
  }

  private RuleStatus rule(String name) {
    return engine().rules().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aPausedRuleLetsRowsPassAndKeepsWhatItKnows() {
    execute(
        "CREATE STREAM t (v INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);"
            + " CREATE RULE r AS SELECT v, sum(v) OVER (ORDER BY ts ROWS UNBOUNDED PRECEDING) AS s FROM t");
    insertTimed(1);
    execute("ALTER RULE r PAUSE");
    assertThat(rule("r").state()).isEqualTo(RuleStatus.State.PAUSED);
    insertTimed(2);
    execute("ALTER RULE r RESUME");
    insertTimed(3);
    assertThat(results.rows).containsExactly("r (r, 1, 1)", "r (r, 3, 4)");
    assertThat(rule("r").state()).isEqualTo(RuleStatus.State.RUNNING);
    assertThat(rule("r").eventsIn()).isEqualTo(2);
    assertThat(rule("r").rowsOut()).isEqualTo(2);
  }

  @Test
  void aReplacedRuleHasTheNextVersion() {
    execute("CREATE RULE r AS SELECT v, RULE_NAME() AS n, RULE_VERSION() AS x FROM a");
    insert(1);
    execute("ALTER RULE r AS SELECT -v AS v, RULE_NAME() AS n, RULE_VERSION() AS x FROM a");
    insert(2);
    execute(
        "CREATE OR REPLACE RULE r AS SELECT v * 10 AS v, RULE_NAME() AS n, RULE_VERSION() AS x FROM a");
    insert(3);
    execute("DROP RULE r; CREATE RULE r AS SELECT v, RULE_NAME() AS n, RULE_VERSION() AS x FROM a");
    insert(4);
    assertThat(results.rows)
        .containsExactly("r (r, 1, r, 1)", "r (r, -2, r, 2)", "r (r, 30, r, 3)", "r (r, 4, r, 4)");
    assertThat(rule("r").version()).isEqualTo(4);
  }

  @Test
  void aReplacementThatIsWrongLeavesTheRuleAsItIs() {
    execute("CREATE RULE r AS SELECT v FROM a");
    assertThatThrownBy(() -> execute("ALTER RULE r AS SELECT w FROM a"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("\"w\" does not exist");
    insert(1);
    assertThat(results.rows).containsExactly("r (r, 1)");
    assertThat(rule("r").version()).isEqualTo(1);
  }

  @Test
  void rulesAreShownWithTheirStateAndText() {
    execute("CREATE RULE r AS SELECT v FROM a; CREATE RULE other AS SELECT v FROM a");
    insert(1, 2);
    execute("ALTER RULE other PAUSE; ALTER RULE r AS SELECT v + 1 AS v FROM a");
    results.rows.clear();
    execute("SHOW RULES");
    execute("SHOW RULES LIKE 'o%'");
    execute("SHOW CREATE RULE r");
    assertThat(results.rows)
        .containsExactly(
            "(r, RUNNING, 2, 0, 0, null, null)",
            "(other, PAUSED, 1, 2, 2, null, null)",
            "(other, PAUSED, 1, 2, 2, null, null)",
            "(CREATE RULE r AS SELECT v + 1 AS v FROM a)");
  }

  @Test
  void aRuleThatDoesNotExistCannotBeAltered() {
    execute("CREATE RULE alarms AS SELECT v FROM a; ALTER RULE IF EXISTS nothing PAUSE");
    assertThatThrownBy(() -> execute("ALTER RULE alarm PAUSE"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("rule \"alarm\" does not exist");
  }

  @Test
  void aRuleThatFailsFailsAlone() {
    execute(
        "SET 'on.error' = 'fail';"
            + " CREATE RULE bad AS SELECT 10 / v AS q FROM a;"
            + " CREATE RULE good AS SELECT v FROM a");
    insert(5, 0, 2);
    assertThat(results.rows)
        .containsExactly("bad (bad, 2)", "good (good, 5)", "good (good, 0)", "good (good, 2)");
    assertThat(rule("bad").state()).isEqualTo(RuleStatus.State.FAILED);
    assertThat(rule("bad").failure().orElseThrow()).contains("division by zero");
    execute("ALTER RULE bad AS SELECT v AS q FROM a");
    insert(3);
    assertThat(results.rows).endsWith("good (good, 3)", "bad (bad, 3)");
  }

  @Test
  void aRuleReadsAFileThatGrows() throws Exception {
    var file = directory.resolve("in.csv");
    Files.writeString(file, "v\n1\n");
    execute(
        "CREATE STREAM f (v INTEGER) WITH ('connector' = 'file', 'path' = 'in.csv',"
            + " 'format' = 'csv', 'follow' = 'true'); CREATE RULE r AS SELECT v FROM f");
    pollUntil(1);
    Files.writeString(file, "2\n", StandardOpenOption.APPEND);
    pollUntil(2);
    execute("DROP RULE r");
    Files.writeString(file, "3\n", StandardOpenOption.APPEND);
    assertThat(engine().poll()).isFalse();
    execute("CREATE RULE again AS SELECT v FROM f");
    pollUntil(5);
    assertThat(results.rows)
        .containsExactly(
            "r (r, 1)", "r (r, 2)", "again (again, 1)", "again (again, 2)", "again (again, 3)");
  }

  private void pollUntil(int rows) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (results.rows.size() < rows) {
      engine().poll();
      assertThat(System.nanoTime()).as("time while waiting for rows").isLessThan(deadline);
    }
  }

  @Test
  void aSourceThatFailsTakesItsRulesWithItAndNoOthers() throws Exception {
    Files.writeString(directory.resolve("in.csv"), "v\n1\nx\n");
    execute(
        "CREATE STREAM f (v INTEGER) WITH ('connector' = 'file', 'path' = 'in.csv',"
            + " 'format' = 'csv', 'follow' = 'true', 'on.error' = 'fail');"
            + " CREATE RULE r AS SELECT v FROM f; CREATE RULE good AS SELECT v FROM a");
    engine().poll();
    insert(7);
    assertThat(rule("r").state()).isEqualTo(RuleStatus.State.FAILED);
    assertThat(rule("good").state()).isEqualTo(RuleStatus.State.RUNNING);
    assertThat(results.rows).contains("good (good, 7)");
  }

  @Test
  void anEngineOnAThreadOfItsOwnDoesWhatIsSubmittedInOrder() throws Exception {
    var file = directory.resolve("in.csv");
    Files.writeString(file, "v\n1\n");
    var rows = new ConcurrentLinkedQueue<String>();
    try (var loop = EngineLoop.start(Engine.builder().baseDirectory(directory).build())) {
      loop.submit(
              e -> {
                e.execute(
                    Source.of(
                        "CREATE STREAM f (v INTEGER) WITH ('connector' = 'file', 'path' = 'in.csv',"
                            + " 'format' = 'csv', 'follow' = 'true'); CREATE RULE r AS SELECT v FROM f"),
                    ResultHandler.ofRows(row -> rows.add(row.toString())));
                return null;
              })
          .get(60, TimeUnit.SECONDS);
      Files.writeString(file, "2\n", StandardOpenOption.APPEND);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (rows.size() < 2 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(List.copyOf(rows)).containsExactly("(r, 1)", "(r, 2)");
      var failed = loop.submit(e -> e.input("nothing"));
      assertThatThrownBy(() -> failed.get(60, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
      assertThat(loop.submit(e -> e.rules().size()).get(60, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }
}
