package dev.weir.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Engine;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleFilesTest {
  @TempDir Path directory;

  private static List<String> check(String... texts) {
    var sources = new ArrayList<Source>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(Source.of((char) ('a' + i) + ".sql", texts[i]));
    }
    try (var engine = Engine.create()) {
      return RuleFiles.of(sources).check(engine).stream().map(Diagnostic::toString).toList();
    }
  }

  @Test
  void filesMayUseEachOtherInAnyOrder() {
    assertThat(
            check(
                "CREATE RULE r AS SELECT x FROM v2;",
                "CREATE VIEW v2 AS SELECT x FROM V WHERE x > 1;\nCREATE STREAM t (y INTEGER);",
                "INSERT INTO t SELECT x FROM s;",
                "CREATE VIEW v AS SELECT x FROM s;",
                "CREATE STREAM s (x INTEGER);"))
        .isEmpty();
  }

  @Test
  void namesOfCommonTablesAreNoDependencies() {
    assertThat(
            check(
                "CREATE VIEW a AS WITH b AS (SELECT x FROM s) SELECT x FROM b;",
                "CREATE VIEW b AS SELECT x FROM a;",
                "CREATE STREAM s (x INTEGER);"))
        .isEmpty();
  }

  @Test
  void allMistakesOfAllFilesAreFoundInTheirOrder() {
    assertThat(
            check(
                "CREATE RULE r AS SELECT z FROM s;\nSELEC 1;",
                "CREATE STREAM s (x INTEGER);\nCREATE RULE q AS SELECT x FROM nowhere;"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("a.sql:1:25: error[E0203]"),
            second -> assertThat(second).startsWith("a.sql:2:1: error"),
            third -> assertThat(third).startsWith("b.sql:2:32: error[E0201]"));
  }

  @Test
  void whatFollowsFromAMistakeIsNotReported() {
    assertThat(
            check(
                "CREATE STREAM s (x INTEGR);",
                "CREATE STREAM t (x INTEGER",
                "CREATE RULE r AS SELECT x FROM s; CREATE RULE q AS SELECT x FROM t;"))
        .hasSize(2);
  }

  @Test
  void whatHasNoPlaceInAFileIsRefused() {
    assertThat(
            check(
                "CREATE STREAM s (x INTEGER); SELECT x FROM s; DROP STREAM s;"
                    + " INSERT INTO s VALUES (1);"))
        .hasSize(3)
        .allSatisfy(message -> assertThat(message).contains("error[E0701]"));
  }

  @Test
  void aThingIsMadeOnce() {
    assertThat(
            check(
                "CREATE STREAM s (x INTEGER); CREATE RULE r AS SELECT x FROM s;"
                    + " SET 'on.error' = 'skip';",
                "CREATE OR REPLACE VIEW S AS SELECT 1 AS x; CREATE OR REPLACE RULE R AS SELECT x"
                    + " FROM s; SET 'on.error' = 'fail';"))
        .hasSize(3)
        .allSatisfy(message -> assertThat(message).startsWith("b.sql:1:").contains("[E0702]"));
  }

  @Test
  void viewsThatAreMadeOfEachOtherAreReportedOnce() {
    assertThat(check("CREATE VIEW a AS SELECT x FROM b;", "CREATE VIEW b AS SELECT x FROM a;"))
        .singleElement()
        .asString()
        .contains("a.sql:1:1", "[E0703]", "a -> b -> a");
  }

  @Test
  void circlesOfRowsAreReported() {
    assertThat(
            check(
                "CREATE STREAM s (x INTEGER); CREATE STREAM t (x INTEGER);",
                "CREATE RULE r AS INSERT INTO s SELECT x FROM t; INSERT INTO t SELECT x FROM s;"))
        .singleElement()
        .asString()
        .contains("[E0503]");
  }

  @Test
  void aStreamOfTheEngineDoesNotEnd() {
    assertThat(check("CREATE STREAM s (x INTEGER); CREATE RULE r AS SELECT count(*) AS n FROM s;"))
        .singleElement()
        .asString()
        .contains("error[E04");
  }

  @Test
  void filesBelowTheDirectoryAreReadButHiddenOnesAreNot() throws Exception {
    Files.createDirectories(directory.resolve("deep/er"));
    Files.writeString(directory.resolve("deep/er/s.sql"), "CREATE STREAM s (x INTEGER);");
    Files.writeString(directory.resolve("r.sql"), "CREATE RULE r AS SELECT x FROM s;");
    Files.writeString(directory.resolve(".r.sql"), "garbage");
    Files.writeString(directory.resolve("r.sql~"), "garbage");

    var files = RuleFiles.read(directory);

    assertThat(files.count()).isEqualTo(2);
    assertThat(files.rules()).isEqualTo(1);
    assertThat(files.definitions()).isEqualTo(1);
  }
}
