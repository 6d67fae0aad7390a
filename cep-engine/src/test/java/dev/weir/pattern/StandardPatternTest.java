package dev.weir.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.SqlException;
import dev.weir.diagnostic.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What EXPLAIN REWRITE makes of random patterns with gaps and limits finds what they find. */
class StandardPatternTest {
  private static final int CASES = Integer.getInteger("weir.cases", 150);
  private static final long FIRST_SEED = Long.getLong("weir.seed", 0);

  @Test
  void rewrittenPatternsGiveTheSameRows() {
    int rewritten = 0;
    int rows = 0;
    try (var engine = new EngineRun(100);
        var catalog = Engine.create()) {
      catalog.execute(
          Source.of("stream", PatternCase.createStream("t")), ResultHandler.ofRows(row -> {}));
      for (long seed = FIRST_SEED; rewritten < CASES; seed++) {
        var random = new RandomPatterns(seed);
        var input = random.rows(0);
        var test = random.next();
        String written = test.sql("t", false);
        if (!written.contains("->") && !written.contains(") WITHIN")) {
          continue;
        }
        Optional<String> other = rewrite(catalog, written);
        if (other.isEmpty() || other.get().contains("no standard form: ")) {
          continue;
        }
        rewritten++;
        var expected = engine.run(stream -> test.sql(stream, false), input, false);
        var actual =
            engine.run(
                stream -> other.get().replace("FROM t MATCH", "FROM " + stream + " MATCH"),
                input,
                false);
        String description = "seed " + seed + "\n" + written + "\n" + other.get() + "\n" + input;
        assertThat(sorted(actual.rows())).as(description).isEqualTo(sorted(expected.rows()));
        assertThat(actual.errors()).as(description).hasSameSizeAs(expected.errors());
        rows += expected.rows().size();
      }
    }
    assertThat(rows).isGreaterThan(CASES);
  }

  private static List<String> sorted(List<List<Object>> rows) {
    return rows.stream().map(String::valueOf).sorted(Comparator.naturalOrder()).toList();
  }

  /** Empty if the pattern is refused. */
  private static Optional<String> rewrite(Engine engine, String sql) {
    var lines = new ArrayList<String>();
    try {
      engine.execute(
          Source.of("explain", "EXPLAIN REWRITE " + sql),
          ResultHandler.ofRows(row -> lines.add((String) row.get(0))));
    } catch (SqlException refused) {
      return Optional.empty();
    }
    return Optional.of(String.join("\n", lines));
  }
}
