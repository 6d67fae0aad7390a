package dev.weir.benchmark;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Weir's matches of the measured patterns are the loops'. */
class PatternWorkloadTest {
  private final Trades trades = new Trades(60_000, 11);

  @ParameterizedTest
  @EnumSource
  void agreesWithTheLoop(PatternWorkload workload) {
    Throughput.require(
        workload,
        "Weir",
        PatternLoops.run(workload, trades),
        new WeirRun(trades).run(workload.sql, workload::checksum));
  }

  @ParameterizedTest
  @CsvSource({"3, 100", "3, 10000", "6, 1000", "9, 1000"})
  void everyChoiceIsCounted(int n, int window) {
    Throughput.require(
        "W12",
        "Weir",
        AnyMatchLoops.count(AnyMatches.types(trades), trades.timeMicros, n, window * 1_000L),
        WeirRun.withType(trades).run(AnyMatches.countQuery(n, window), row -> row.getLong(1)));
  }

  @ParameterizedTest
  @CsvSource({"3, 100", "3, 10000", "6, 1000", "9, 1000"})
  void theFirstChoicesAreListed(int n, int window) {
    var weir = WeirRun.withType(trades);
    weir.execute("SET 'pattern.max-matches-per-row' = '100'");
    Throughput.require(
        "W12",
        "Weir",
        AnyMatchLoops.list(AnyMatches.types(trades), trades.timeMicros, n, window * 1_000L, 100),
        weir.run(
            AnyMatches.listQuery(n, window),
            row -> (row.getLong(n - 1) - Trades.FIRST_TIME_MICROS) / 1_000));
  }

  @Test
  void nestedLoopsShareRowsOut() {
    NestedLoops.run(20_000, 500, false);
    NestedLoops.run(5_000, 5_000, false);
  }
}
