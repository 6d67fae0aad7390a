package dev.weir.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.terminal.Console;
import dev.weir.terminal.OutputFormat;
import dev.weir.terminal.StandardOutput;
import dev.weir.terminal.StatusLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  @TempDir private Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Session session;

  /** A person who never interrupts. */
  private static final class Patient implements Front {
    @Override
    public void onInterrupt(Runnable action) {}

    @Override
    public boolean isOver() {
      return false;
    }

    @Override
    public boolean isInteractive() {
      return true;
    }
  }

  @BeforeEach
  void open() {
    var messages = new PrintStream(err, true, UTF_8);
    var status = new StatusLine(messages);
    var rows = new StandardOutput(out, status);
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]), rows, messages, status, true, true, false);
    session = new Session(console, rows, OutputFormat.TABLE, new Patient());
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void aPatternIsPlayedByHand() {
    enter("CREATE STREAM s (x INTEGER); CREATE RULE big AS SELECT x FROM s WHERE x > 9;");
    assertThat(out("INSERT INTO s VALUES (1), (10);"))
        .isEqualTo(
            """
            big:
             rule |  x
            ------+----
             big  | 10
            """);
    assertThat(out("INSERT INTO s VALUES (11);"))
        .as("something may have come between: the head stands above the row again")
        .endsWith(" rule |  x\n------+----\n big  | 11\n");
    assertThat(out("DROP RULE big; INSERT INTO s VALUES (12);")).isEmpty();
  }

  @Test
  void formatsAreSwitchedWhileRulesRun() {
    enter("CREATE STREAM s (x INTEGER); CREATE RULE r AS SELECT x FROM s;");
    enter("\\x");
    assertThat(out("INSERT INTO s VALUES (1);")).isEqualTo("-[ r 1 ]-\nrule | r\nx    | 1\n");
    enter("\\format markdown");
    assertThat(out("SELECT 'a|b' AS t, 1 AS n;"))
        .isEqualTo("| t    | n |\n|------|--:|\n| a\\|b | 1 |\n(1 row)\n");
    enter(".mode box");
    assertThat(out("SELECT 1 AS n;")).isEqualTo("┌───┐\n│ n │\n├───┤\n│ 1 │\n└───┘\n(1 row)\n");
    enter("\\format csv");
    assertThat(out("SELECT 1 AS n;")).isEqualTo("n\n1\n");
    enter("\\format json");
    assertThat(out("SELECT 1 AS n;")).isEqualTo("{\"n\":1}\n");
    assertThat(err("\\format jsno"))
        .isEqualTo("weir: there is no format \"jsno\", did you mean \"json\"?\n");
  }

  @Test
  void describes() {
    assertThat(out("\\d")).isEqualTo("Nothing is defined yet.\n");
    enter("CREATE STREAM s (x INTEGER); CREATE VIEW v AS SELECT x FROM s;");
    assertThat(out("\\d")).contains("streams:", " s ", "views:", " v ").doesNotContain("rules:");
    assertThat(out("\\ds s*")).contains(" s ").contains("(1 row)");
    assertThat(out("\\ds t*")).contains("(0 rows)");
    assertThat(out("\\d v")).contains(" x ").contains("INTEGER");
    assertThat(out("\\df ab?")).contains("ABS(x INTEGER) -> INTEGER");
    assertThat(out("\\dr")).contains("(0 rows)");
    assertThat(out("\\dv")).contains("SELECT x FROM s");
    assertThat(out("\\dt")).contains("(0 rows)");
    assertThat(err("\\d nothing")).contains("\"nothing\" does not exist");
  }

  @Test
  void aMistakeIsShownWithItsPlaceAndTheSessionGoesOn() {
    assertThat(err("SELECT 1,\n  nope;\nSELECT 2;"))
        .contains("error[E0", "<console>:2:3", "2 |   nope;", "  ^^^^");
    assertThat(out.toString(UTF_8)).as("what follows a mistake is not run").isEmpty();
    assertThat(out("SELECT 3 AS n;")).contains(" 3\n");
  }

  @Test
  void filesAreRead() throws Exception {
    var file = temp.resolve("a.sql");
    Files.writeString(file, "CREATE STREAM s (x INTEGER);\nSELECT 7 AS seven;\n");
    assertThat(out("\\i " + file)).contains("seven").contains(" 7\n");
    assertThat(err(".read " + file)).contains("a.sql:1:15", "already").contains("first mistake");
    assertThat(err("\\i none.sql"))
        .isEqualTo("weir: cannot read none.sql: there is no such file\n");
    Files.writeString(file, "\\i " + file);
    assertThat(err("\\i " + file)).contains("include each other more than 16 deep");
  }

  @Test
  void rowsThatTookNoPartAreReported() {
    enter(
        "CREATE STREAM s (x INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);"
            + "CREATE RULE r AS SELECT x FROM s;");
    assertThat(
            err(
                "INSERT INTO s VALUES (1, TIMESTAMP '2026-01-02 00:00:00');"
                    + "INSERT INTO s VALUES (2, TIMESTAMP '2026-01-01 00:00:00');"))
        .contains("1 row of stream s came behind the watermark");
  }

  @Test
  void commandsOfOtherConsolesAreRefusedByName() {
    assertThat(err("\\watch 1"))
        .isEqualTo("weir: this console has no \\watch yet (\\? lists what there is)\n");
    assertThat(err("\\timming"))
        .isEqualTo(
            "weir: there is no command \\timming, did you mean \\timing? (\\? lists them)\n");
    assertThat(out("\\?")).contains("\\timing", "Ctrl-C");
  }

  @Test
  void durationsAreShown() {
    assertThat(out("\\timing")).isEqualTo("Timing is on.\n");
    assertThat(out("SELECT 1;")).matches("(?s).*Time: \\d+\\.\\d{3} ms\n");
    assertThat(out("\\timing off")).isEqualTo("Timing is off.\n");
  }

  @Test
  void leaves() {
    enter("quit;");
    assertThat(session.hasLeft()).isTrue();
  }

  private void enter(String text) {
    assertThat(session.enter(text)).as(text + "\n" + err).isTrue();
  }

  private String out(String text) {
    out.reset();
    enter(text);
    return out.toString(UTF_8).replaceFirst("^\n", "");
  }

  private String err(String text) {
    err.reset();
    out.reset();
    session.enter(text);
    return err.toString(UTF_8);
  }
}
