package dev.weir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts over files: what is counted, and what ends a run. */
final class ScriptRunTest {
  private static final String STREAM =
      """
      CREATE STREAM s (id INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
      WITH ('connector' = 'file', 'path' = 's.csv', 'on.error' = '%s');
      """;

  @TempDir private Path directory;

  private Engine run(String sql) {
    var engine = Engine.builder().baseDirectory(directory).build();
    var ignoring =
        new ResultHandler() {
          @Override
          public void begin(String label, Schema schema, boolean changelog) {}

          @Override
          public void row(String label, Event row, Change change) {}
        };
    engine.run(List.of(Source.of("test.sql", sql)), ignoring);
    return engine;
  }

  @Test
  void aFileThatIsReadTwiceHasItsLateRowsOnce() throws IOException {
    Files.writeString(
        directory.resolve("s.csv"),
        "id,ts\n1,2026-01-02 10:00:01\n2,2026-01-02 10:00:00\n3,2026-01-02 10:00:02\n",
        UTF_8);
    var twice = "SELECT id FROM s; SELECT count(*) FROM LATE(s);";
    try (var engine = run(STREAM.formatted("skip") + twice)) {
      assertThat(engine.lateCounts()).containsExactly(Map.entry("s", 1L));
    }
  }

  @Test
  void aBadRowThatEndsTheRunIsNamedWithItsOwnPlaceAndReason() throws IOException {
    Files.writeString(
        directory.resolve("s.csv"),
        "id,ts\n1,2026-01-02 10:00:01\nx,2026-01-02 10:00:00\n3,2026-01-02 10:00:02\n",
        UTF_8);
    assertThatThrownBy(() -> run(STREAM.formatted("fail") + "SELECT * FROM s;").close())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("s.csv:3")
        .hasMessageContaining("'x' is not an INTEGER");
  }
}
