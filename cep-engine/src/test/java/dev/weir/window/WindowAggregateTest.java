package dev.weir.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.RowErrors;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.plan.WindowSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowAggregateTest {

  static Stream<String> specs() {
    return WindowOracle.specs().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void givesWhatTheDefinitionGives(String name) {
    var spec = WindowOracle.specs().get(name);
    for (int seed = 0; seed < 30; seed++) {
      int keys = List.of(1, 3, 20).get(seed % 3);
      check(
          spec,
          WindowOracle.rows(seed, seed % 10 == 9 ? 400 : 60, keys, seed % 2 == 0),
          true,
          seed);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void needsNoKey(String name) {
    for (int seed = 100; seed < 105; seed++) {
      check(WindowOracle.specs().get(name), WindowOracle.rows(seed, 50, 1, true), false, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void givesNothingForNoRows(String name) {
    assertThat(run(WindowOracle.specs().get(name), List.of(), true, (e, t, x) -> {})).isEmpty();
  }

  private static void check(WindowSpec spec, List<Row> rows, boolean keyed, int seed) {
    var panes = WindowOracle.panes(spec, rows);
    var expected =
        panes.stream().map(p -> WindowOracle.aggregate(p, keyed)).filter(Objects::nonNull).toList();
    Set<Long> failed = new HashSet<>();
    var output = run(spec, rows, keyed, (event, time, error) -> failed.add(time));
    assertThat(output).as("seed %d", seed).isEqualTo(expected);
    assertThat(failed)
        .as("times of windows with a sum that does not fit, seed %d", seed)
        .isEqualTo(
            panes.stream()
                .filter(p -> WindowOracle.aggregate(p, keyed) == null)
                .map(p -> p.end() - 1_000)
                .collect(java.util.stream.Collectors.toSet()));
  }

  private static List<Row> run(WindowSpec spec, List<Row> rows, boolean keyed, RowErrors errors) {
    int[] columns = keyed ? new int[] {0} : new int[0];
    return OperatorHarness.run(
        out ->
            Windows.aggregate(
                spec,
                new WindowAggregation(
                    TestParts.keys(columns),
                    TestEvent.blank(keyed ? "A" : ""),
                    TestParts.columns(TestParts.RESULTS + "JJJ", columns),
                    TestParts.aggregator(1, 2),
                    columns.length,
                    errors),
                out),
        rows);
  }

  @Test
  void resultsAreNullWhereRowsAre() {
    var rows = List.of(new Row(TestEvent.of("AJJ", null, 1L, 5L), 3));
    assertThat(run(WindowOracle.specs().get("tumble"), rows, true, (e, t, x) -> {}))
        .containsExactly(
            new Row(
                TestEvent.of("AJJAAJJJ", null, 1L, 5L, "000005", "1 ", 0L, 10_000L, 9_000L),
                9_000));
  }
}
