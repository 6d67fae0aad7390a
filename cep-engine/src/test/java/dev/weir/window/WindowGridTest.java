package dev.weir.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.plan.WindowSpec;
import dev.weir.plan.WindowSpec.Length;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowGridTest {
  private static final long HOUR = 3_600_000_000L;
  private static final Length DAY = new Length(0, 24 * HOUR);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aDayInAZoneStartsAtItsMidnight() {
    var grid = WindowGrid.of(new WindowSpec.Tumble(DAY, 0, ZoneId.of("Asia/Seoul")));
    assertWindow(grid, "2026-03-05T20:00:00Z", "2026-03-05T15:00:00Z", "2026-03-06T15:00:00Z");
    assertWindow(grid, "2026-03-05T15:00:00Z", "2026-03-05T15:00:00Z", "2026-03-06T15:00:00Z");
    assertWindow(grid, "1969-12-31T14:59:59Z", "1969-12-30T15:00:00Z", "1969-12-31T15:00:00Z");
  }

  @Test
  void aDayOfAClockChangeIsShorterOrLonger() {
    var grid = WindowGrid.of(new WindowSpec.Tumble(DAY, 0, BERLIN));
    assertWindow(grid, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    assertWindow(grid, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
  }

  @Test
  void monthsHaveTheirOwnLengths() {
    var grid = WindowGrid.of(new WindowSpec.Tumble(new Length(1, 0), 0, null));
    assertWindow(grid, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z");
    var quarters = WindowGrid.of(new WindowSpec.Tumble(new Length(3, 0), 0, BERLIN));
    assertWindow(quarters, "2026-05-05T00:00:00Z", "2026-03-31T22:00:00Z", "2026-06-30T22:00:00Z");
    var years = WindowGrid.of(new WindowSpec.Tumble(new Length(12, 0), 0, null));
    assertWindow(years, "1968-05-05T00:00:00Z", "1968-01-01T00:00:00Z", "1969-01-01T00:00:00Z");
  }

  @Test
  void boundsNeverGoBackAndTheFirstWindowIsFound() {
    var specs =
        List.of(
            new WindowSpec.Hop(DAY, new Length(0, 7 * 24 * HOUR), 0, BERLIN),
            new WindowSpec.Hop(new Length(0, HOUR / 2), new Length(0, 3 * HOUR), 0, BERLIN),
            new WindowSpec.Hop(DAY, new Length(1, 0), HOUR, BERLIN),
            new WindowSpec.Hop(new Length(0, 7), new Length(0, 20), 3, null));
    for (var spec : specs) {
      var grid = WindowGrid.of(spec);
      var random = new Random(4);
      for (int i = 0; i < 3_000; i++) {
        long time =
            spec.slide().micros() < HOUR / 2
                ? random.nextInt(-1_000, 1_000)
                : micros("2026-01-01T00:00:00Z") + random.nextLong(365 * 24 * HOUR);
        long k = grid.firstEndingAfter(time);
        assertThat(grid.end(k)).isGreaterThan(time);
        assertThat(grid.end(k - 1)).isLessThanOrEqualTo(time);
        assertThat(grid.start(k)).isGreaterThanOrEqualTo(grid.start(k - 1));
      }
    }
  }

  @Test
  void hoppingCalendarWindowsHoldTheRowsBetweenTheirBounds() {
    var specs =
        List.of(
            new WindowSpec.Tumble(DAY, 0, BERLIN),
            new WindowSpec.Tumble(new Length(0, HOUR), 0, BERLIN),
            new WindowSpec.Hop(new Length(0, HOUR / 2), new Length(0, 2 * HOUR), 0, BERLIN),
            new WindowSpec.Hop(DAY, new Length(1, 0), 0, BERLIN),
            new WindowSpec.Cumulate(new Length(0, 6 * HOUR), DAY, 0, BERLIN));
    for (var spec : specs) {
      var rows = new ArrayList<Row>();
      var random = new Random(8);
      // Around both changes of the clock.
      long time = micros("2026-03-28T00:00:00Z");
      for (long i = 0; i < 150; i++) {
        time += random.nextLong(HOUR * 3 / 2);
        time = i == 75 ? micros("2026-10-24T00:00:00Z") : time;
        rows.add(new Row(TestEvent.of("AJJ", "k", i, 1L), time));
      }
      var output =
          OperatorHarness.run(
              out ->
                  Windows.aggregate(
                      spec,
                      new WindowAggregation(
                          TestParts.keys(),
                          TestEvent.blank(""),
                          TestParts.columns(TestParts.RESULTS + "JJJ"),
                          TestParts.aggregator(1, 2),
                          0,
                          (e, t, x) -> {}),
                      out),
              rows);
      long inWindows = 0;
      long previousEnd = Long.MIN_VALUE;
      for (var result : output) {
        long start = result.event().getLong(4);
        long end = result.event().getLong(5);
        var inside = rows.stream().filter(r -> r.time() >= start && r.time() < end).toList();
        assertThat(result.event().get(3))
            .as("%s %d", spec, start)
            .isEqualTo(WindowOracle.results(inside).get(3));
        assertThat(end).isGreaterThanOrEqualTo(previousEnd);
        previousEnd = end;
        inWindows += inside.size();
      }
      assertThat(inWindows).as("%s", spec).isGreaterThanOrEqualTo(rows.size());
    }
  }

  private static void assertWindow(WindowGrid grid, String time, String start, String end) {
    long k = grid.firstEndingAfter(micros(time));
    assertThat(grid.start(k)).isEqualTo(micros(start));
    assertThat(grid.end(k)).isEqualTo(micros(end));
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }
}
