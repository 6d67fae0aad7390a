package dev.weir.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.plan.WindowSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowRowsTest {

  static Stream<String> specs() {
    return WindowOracle.specs().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void givesTheRowsOfEachWindow(String name) {
    var spec = WindowOracle.specs().get(name);
    boolean keyed = !(spec instanceof WindowSpec.Grid);
    for (int seed = 0; seed < 10; seed++) {
      var rows = WindowOracle.rows(seed, 60, keyed ? 4 : 1, seed % 2 == 0);
      assertThat(run(spec, rows, keyed)).as("seed %d", seed).isEqualTo(expected(spec, rows));
    }
  }

  private static List<Row> run(WindowSpec spec, List<Row> rows, boolean keyed) {
    int[] columns = keyed ? new int[] {0} : new int[0];
    var parts =
        new WindowRows(
            TestParts.keys(columns),
            TestEvent.blank(keyed ? "A" : ""),
            TestEvent.blank("AJJ"),
            TestParts.columns("JJJ", 0, 1, 2),
            3);
    return OperatorHarness.run(out -> Windows.rows(spec, parts, out), rows);
  }

  private static List<Row> expected(WindowSpec spec, List<Row> rows) {
    var expected = new ArrayList<Row>();
    for (var pane : WindowOracle.panes(spec, rows)) {
      for (var row : pane.rows()) {
        var e = row.event();
        long time = pane.end() - 1_000;
        expected.add(
            new Row(
                TestEvent.of(
                    "AJJJJJ", e.get(0), e.get(1), e.get(2), pane.start(), pane.end(), time),
                time));
      }
    }
    return expected;
  }

  @Test
  void aSecondAggregateRunsOverTheWindowsThatRowsHave() {
    for (var name : List.of("hop", "session", "rows", "slide")) {
      for (int seed = 0; seed < 10; seed++) {
        var spec = WindowOracle.specs().get(name);
        boolean keyed = !(spec instanceof WindowSpec.Grid);
        var rows = expected(spec, WindowOracle.rows(seed, 40, keyed ? 6 : 1, true));
        rows.sort(Comparator.comparingLong(Row::time));
        var output =
            OperatorHarness.run(
                out ->
                    Windows.aggregate(
                        new WindowSpec.Carried(3, 4),
                        new WindowAggregation(
                            TestParts.keys(),
                            TestEvent.blank(""),
                            TestParts.columns(TestParts.RESULTS + "JJJ"),
                            TestParts.aggregator(1, 2),
                            0,
                            (e, t, x) -> {}),
                        out),
                rows);
        var windows = new TreeMap<Long, LinkedHashMap<List<Object>, List<Row>>>();
        for (var row : rows) {
          windows
              .computeIfAbsent(row.time(), t -> new LinkedHashMap<>())
              .computeIfAbsent(
                  List.of(row.event().get(3), row.event().get(4)), w -> new ArrayList<>())
              .add(row);
        }
        var expected = new ArrayList<Row>();
        windows.forEach(
            (time, ofTime) ->
                ofTime.forEach(
                    (bounds, inWindow) -> {
                      var values = WindowOracle.results(inWindow);
                      if (values != null) {
                        values.addAll(bounds);
                        values.add(time);
                        expected.add(new Row(TestEvent.of("JJAAJJJ", values.toArray()), time));
                      }
                    }));
        assertThat(output).as("%s, seed %d", name, seed).isEqualTo(expected);
      }
    }
  }
}
