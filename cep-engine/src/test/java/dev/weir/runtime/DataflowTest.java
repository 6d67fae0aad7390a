package dev.weir.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.bind.Binder;
import dev.weir.bind.BoundStatement;
import dev.weir.catalog.Catalog;
import dev.weir.codegen.CodeGenerator;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Connectors;
import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.function.FunctionRegistry;
import dev.weir.operator.Collector;
import dev.weir.parser.Parser;
import dev.weir.plan.LogicalPlan;
import dev.weir.time.VirtualClock;
import dev.weir.type.TimeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole graphs over files: stopped anywhere and restored, read in any batches. */
final class DataflowTest {
  private static final long SEED = 20_261_122;
  private static final int ROWS = 400;

  @TempDir private static Path directory;

  private final VirtualClock clock = new VirtualClock(0);
  private final CodeGenerator generator = new CodeGenerator(clock);
  private final Connectors connectors = Connectors.load();
  private final Binder binder = new Binder(FunctionRegistry.builtIn(), connectors);
  private final Catalog catalog = new Catalog();

  private static String stream(String name) {
    return "CREATE STREAM "
        + name
        + " (k VARCHAR, v INTEGER, ts TIMESTAMP(3), twice AS v * 2,"
        + " WATERMARK FOR ts AS ts - INTERVAL '2' SECOND)"
        + " WITH ('connector' = 'file', 'path' = '"
        + name
        + ".csv', 'format' = 'csv');";
  }

  @BeforeEach
  void define() throws IOException {
    for (var name : List.of("f", "g")) {
      bind(stream(name)).applyTo(catalog);
      write(name, new Random(SEED + name.charAt(0)));
    }
    bind("CREATE STREAM m (k VARCHAR, v INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)")
        .applyTo(catalog);
  }

  /** Rows up to three seconds out of order, so that some are late; equal times; a bad line. */
  private static void write(String name, Random random) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("k,v,ts");
    long start = TimeText.parseTimestamp("2026-01-01 00:00:00");
    for (int i = 0; i < ROWS; i++) {
      long time = start + i * 300_000L - random.nextInt(13) * 250_000L;
      lines.add(
          (char) ('a' + random.nextInt(4))
              + ","
              + (i % 97 == 50 ? "x" : random.nextInt(100))
              + ","
              + text(time));
    }
    Files.write(directory.resolve(name + ".csv"), lines);
  }

  private static String text(long time) {
    var text = new StringBuilder();
    TimeText.appendTimestamp(text, time);
    return text.toString();
  }

  private BoundStatement bind(String sql) {
    var parsed = Parser.parse(Source.of(sql));
    assertThat(parsed.diagnostics()).isEmpty();
    var bound = binder.bind(parsed.statements().get(0), catalog);
    assertThat(bound.diagnostics()).isEmpty();
    return bound.statement().orElseThrow();
  }

  private LogicalPlan plan(String select) {
    return ((BoundStatement.Query) bind(select)).plan();
  }

  /** The rows of all queries, in the order in which they came. */
  private static final class Output {
    final List<String> rows = new ArrayList<>();

    Collector of(String query) {
      return new Collector() {
        @Override
        public void row(Object event, long time, Change change) {
          rows.add(query + " " + event);
        }

        @Override
        public void watermark(long time) {}
      };
    }
  }

  private Dataflow dataflow(Output output, String... selects) {
    var environment =
        new Environment(
            connectors, directory, new ByteArrayOutputStream(), catalog::settings, false);
    var flow =
        new Dataflow(
            generator,
            clock,
            new DeadLetters(clock),
            environment,
            name -> catalog.stream(name).orElse(null),
            new Sinks());
    if (String.join(" ", selects).contains(" m ")) {
      var insert = (BoundStatement.Insert) bind("INSERT INTO m SELECT k, v, ts FROM f ORDER BY ts");
      flow.addInsert("insert", insert.plan(), insert.target());
    }
    for (int i = 0; i < selects.length; i++) {
      flow.addQuery("q" + i, plan(selects[i]), output.of("q" + i));
    }
    flow.openSources();
    return flow;
  }

  private static void run(Dataflow flow, int batchSize) {
    flow.startNew();
    flow.run(() -> false, batchSize, () -> {});
  }

  private List<String> whole(int batchSize, String... selects) {
    var output = new Output();
    try (var flow = dataflow(output, selects)) {
      run(flow, batchSize);
    }
    return output.rows;
  }

  /** With nothing more to read, the time of a silent stream goes on with the clock, if it says so. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void silence_lets_time_go_on(boolean timeout) throws IOException {
    var rows =
        rowsInSilence(
            timeout,
            "SELECT k, count(*) FROM TUMBLE(s, INTERVAL '5' SECOND)"
                + " GROUP BY k, window_start, window_end");
    assertThat(rows).isEqualTo(timeout ? List.of("q0 (a, 1)") : List.of());
  }

  /** What stays out is noticed although nothing at all comes any more. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void silence_lets_an_absence_be_noticed(boolean timeout) throws IOException {
    var rows =
        rowsInSilence(
            timeout,
            "SELECT * FROM s MATCH_RECOGNIZE (ORDER BY ts MEASURES A.k AS k"
                + " PATTERN (A -> !B FOR INTERVAL '5' SECOND)"
                + " DEFINE A AS k = 'a', B AS k = 'b')");
    assertThat(rows).isEqualTo(timeout ? List.of("q0 (a)") : List.of());
  }

  /** The rows of a query over one row, in 24 seconds; after 8 there are none yet. */
  private List<String> rowsInSilence(boolean timeout, String query) throws IOException {
    Files.write(directory.resolve("s.csv"), List.of("k,ts", "a,2026-01-01 00:00:01"));
    bind("CREATE STREAM s (k VARCHAR, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '2' SECOND)"
            + " WITH ('connector' = 'file', 'path' = 's.csv', 'format' = 'csv', 'follow' = 'true'"
            + (timeout ? ", 'idle.timeout' = '10 s')" : ")"))
        .applyTo(catalog);
    var output = new Output();
    var asked = new ArrayList<Integer>();
    try (var flow = dataflow(output, query)) {
      flow.startNew();
      flow.run(
          () -> asked.size() > 12,
          8,
          () -> {
            // Two seconds at a time: at 10 the stream is silent, and its time is 00:00:09.
            asked.add(output.rows.size());
            clock.advance(2_000_000);
          });
    }
    assertThat(asked.subList(0, 5)).containsOnly(0);
    return output.rows;
  }

  static List<String> queries() {
    return List.of(
        "SELECT k, v, twice FROM f WHERE v > 20 AND 100 / (v - 30) <> 0",
        "SELECT k, window_end, count(*), sum(v), min(v) FROM TUMBLE(f, INTERVAL '5' SECOND)"
            + " GROUP BY k, window_start, window_end",
        "SELECT k, window_start, window_end, avg(v) FROM HOP(f, DESCRIPTOR(ts), INTERVAL '2' SECOND,"
            + " INTERVAL '6' SECOND) GROUP BY k, window_start, window_end",
        "SELECT k, window_start, window_end, count(*) FROM SESSION(TABLE f PARTITION BY k,"
            + " DESCRIPTOR(ts), INTERVAL '1' SECOND) GROUP BY k, window_start, window_end",
        "SELECT k, v, sum(v) OVER (PARTITION BY k ORDER BY ts RANGE BETWEEN INTERVAL '4' SECOND"
            + " PRECEDING AND CURRENT ROW), lag(v) OVER (PARTITION BY k ORDER BY ts) FROM f",
        "SELECT k, v FROM f ORDER BY ts, v DESC",
        "SELECT k, v FROM f ORDER BY v, k LIMIT 30",
        "SELECT k, count(DISTINCT v), max(twice) FROM f GROUP BY k",
        "SELECT v FROM LATE(f)",
        "SELECT k, window_end, first_value(v), count(*) FROM TUMBLE((SELECT k, v, ts FROM f UNION ALL"
            + " SELECT k, v + 1000, ts FROM g), DESCRIPTOR(ts), INTERVAL '3' SECOND)"
            + " GROUP BY k, window_start, window_end",
        "SELECT k, v, row_number() OVER (PARTITION BY k ORDER BY ts) FROM (SELECT k, v, ts FROM"
            + " (SELECT k, v, ts FROM f UNION ALL SELECT k, -v, ts FROM g) WHERE v <> 7)",
        "SELECT k, v FROM (SELECT k, v, ts FROM f UNION ALL SELECT k, -v, ts FROM g) ORDER BY ts",
        "SELECT k, v FROM (SELECT k, v, ts FROM f UNION ALL SELECT k, -v, ts FROM g) LIMIT 50",
        "SELECT k, v FROM (SELECT k, v, ts FROM f UNION ALL SELECT k, -v, ts FROM g) ORDER BY k",
        "SELECT k, v, lag(v) OVER (ORDER BY ts) FROM m UNION ALL SELECT 'c', 1, 2 FROM (VALUES (1))");
  }

  // ---- batches

  @ParameterizedTest
  @MethodSource("queries")
  void theSizeOfBatchesDoesNotShow(String select) {
    var expected = whole(1, select);
    assertThat(expected).isNotEmpty();
    for (int batchSize : new int[] {7, 64, 1_024}) {
      assertThat(whole(batchSize, select)).as("batches of %d", batchSize).isEqualTo(expected);
    }
  }

  // ---- checkpoints

  @ParameterizedTest
  @MethodSource("queries")
  void aDataflowStoppedAnywhereGoesOnWhereItWas(String select) {
    var random = new Random(SEED);
    var expected = whole(16, select);
    for (int attempt = 0; attempt < 4; attempt++) {
      var output = new Output();
      var stops = new ArrayList<Integer>();
      byte[] checkpoint = null;
      boolean done = false;
      while (!done) {
        try (var flow = dataflow(output, select)) {
          if (checkpoint != null) {
            flow.restore(checkpoint);
          }
          flow.startNew();
          int polls = 1 + random.nextInt(20);
          stops.add(polls);
          int[] left = {polls};
          done = flow.run(() -> left[0]-- == 0, 1 + random.nextInt(16), () -> {});
          checkpoint = flow.checkpoint();
        }
      }
      assertThat(output.rows)
          .as("seed %d, restored after polls %s", SEED, stops)
          .isEqualTo(expected);
    }
  }

  @Test
  void severalQueriesOverOneReadingAreRestoredTogether() {
    var selects = queries().subList(0, 9).toArray(String[]::new);
    var expected = whole(10, selects);
    var output = new Output();
    byte[] checkpoint;
    try (var flow = dataflow(output, selects)) {
      flow.startNew();
      int[] left = {17};
      assertThat(flow.run(() -> left[0]-- == 0, 10, () -> {})).isFalse();
      checkpoint = flow.checkpoint();
      assertThat(flow.progress().events()).isEqualTo(flow.rowsIn());
    }
    try (var flow = dataflow(output, selects)) {
      flow.restore(checkpoint);
      run(flow, 10);
    }
    assertThat(output.rows).isEqualTo(expected);
  }

  @Test
  void aCheckpointThatDoesNotFitIsRefused() {
    byte[] checkpoint;
    try (var flow = dataflow(new Output(), "SELECT v FROM f", "SELECT k FROM g")) {
      checkpoint = flow.checkpoint();
    }
    try (var other = dataflow(new Output(), "SELECT v FROM f")) {
      assertThatThrownBy(() -> other.restore(checkpoint))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("2 queries");
    }
    var random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      var cut = java.util.Arrays.copyOf(checkpoint, random.nextInt(checkpoint.length));
      try (var same = dataflow(new Output(), "SELECT v FROM f", "SELECT k FROM g")) {
        assertThatThrownBy(() -> same.restore(cut)).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  // ---- order of reading, ends

  @Test
  void theSourceFurthestBehindIsReadFirst() {
    var output = new Output();
    try (var flow = dataflow(output, "SELECT ts FROM f", "SELECT ts FROM g")) {
      flow.startNew();
      int[] left = {60};
      flow.run(() -> left[0]-- == 0, 5, () -> {});
      long f = output.rows.stream().filter(row -> row.startsWith("q0")).count();
      long g = output.rows.size() - f;
      // Both files begin at one time and go on at one pace.
      assertThat(Math.abs(f - g)).isLessThan(40);
    }
  }

  @Test
  void closingTwiceDoesNothing() {
    var flow = dataflow(new Output(), "SELECT v FROM f");
    flow.close();
    flow.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "-1 s", "1.5 s", "5 years", "99999999999999 s", "999999999999 d"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> Durations.parseMicros(text))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void durations() {
    assertThat(Durations.parseMicros("500 ms")).isEqualTo(500_000);
    assertThat(Durations.parseMicros(" 2MIN ")).isEqualTo(120_000_000);
    assertThat(Durations.parseMicros("1 d")).isEqualTo(86_400_000_000L);
  }
}
