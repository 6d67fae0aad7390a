package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Engine#check} says about a whole script. */
final class ScriptCheckTest {
  private static List<String> headlines(String sql) {
    try (var engine = Engine.create()) {
      return engine.check(List.of(Source.of("test.sql", sql))).stream()
          .map(Diagnostic::headline)
          .toList();
    }
  }

  @Test
  void aStreamThatCouldNotBeCreatedIsReportedOnce() {
    var sql =
        """
        CREATE STREAM s (id INTEGER) WITH ('connector' = 'file', 'path' = 'x.csv', 'csv.heder' = 'true');
        CREATE VIEW v AS SELECT id FROM S;
        SELECT * FROM v WHERE id > 1;
        SELECT * FROM t;
        """;
    assertThat(headlines(sql))
        .containsExactly(
            "the connector 'file' has no option 'csv.heder'",
            "stream or view \"t\" does not exist");
  }

  @Test
  void mistakesComeInTheOrderOfTheText() {
    var sql =
        """
        CREATE STREAM s (id INTEGER, page VARCHAR);
        SELECT ix FROM s;
        SELECT id FROM FROM s;
        SELECT pgae FROM s;
        """;
    assertThat(headlines(sql))
        .hasSize(3)
        .startsWith("column \"ix\" does not exist in stream \"s\"")
        .endsWith("column \"pgae\" does not exist in stream \"s\"");
  }

  @Test
  void aMisspeltOptionIsNotMissingToo() {
    var sql = "CREATE STREAM s (id INTEGER) WITH ('connector' = 'file', 'pth' = 'x.csv');";
    assertThat(headlines(sql)).containsExactly("the connector 'file' has no option 'pth'");
  }
}
