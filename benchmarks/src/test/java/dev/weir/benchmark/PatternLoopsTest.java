package dev.weir.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hand-written loops find what a plain search from every row finds. */
class PatternLoopsTest {
  private final Trades trades = new Trades(40_000, 5);

  private Map<String, List<Integer>> bySymbol() {
    var rows = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < trades.size(); i++) {
      rows.computeIfAbsent(trades.symbol[i], symbol -> new ArrayList<>()).add(i);
    }
    return rows;
  }

  private static void check(Outcome found, long rows, double checksum) {
    assertThat(rows).isPositive();
    assertThat(new Outcome(rows, checksum).agreesWith(found)).as("%s", found).isTrue();
  }

  @Test
  void fallsAndRises() {
    long rows = 0;
    double checksum = 0;
    for (var own : bySymbol().values()) {
      for (int i = 0; i + 4 < own.size(); i++) {
        var p = own.subList(i, i + 5).stream().mapToDouble(row -> trades.price[row]).toArray();
        if (p[1] < p[0] && p[2] < p[1] && p[3] > p[2] && p[4] > p[3]) {
          rows++;
          checksum += p[0] + p[2] + p[4];
          i += 4;
        }
      }
    }
    check(PatternLoops.run(PatternWorkload.W6, trades), rows, checksum);
  }

  @Test
  void upThenDown() {
    long rows = 0;
    double checksum = 0;
    for (var own : bySymbol().values()) {
      for (int i = 0; i < own.size(); i++) {
        double base = trades.price[own.get(i)];
        if (trades.volume[own.get(i)] <= 950) {
          continue;
        }
        double high = 0;
        for (int k = i + 1; k < own.size(); k++) {
          double price = trades.price[own.get(k)];
          if (trades.timeMicros[own.get(k)] - trades.timeMicros[own.get(i)] > 60_000_000) {
            break;
          }
          if (high == 0 && price > base * 1.002) {
            high = price;
          } else if (high > 0 && price < base) {
            rows++;
            checksum += base + high + price;
            break;
          }
        }
      }
    }
    check(PatternLoops.run(PatternWorkload.W7, trades), rows, checksum);
  }

  @Test
  void silence() {
    long rows = 0;
    double checksum = 0;
    for (var own : bySymbol().values()) {
      for (int i = 0; i < own.size(); i++) {
        long deadline = trades.timeMicros[own.get(i)] + 500_000;
        boolean silent = trades.volume[own.get(i)] > 950;
        for (int k = i + 1; k < own.size() && trades.timeMicros[own.get(k)] <= deadline; k++) {
          silent &= trades.volume[own.get(k)] >= 50;
        }
        if (silent) {
          rows++;
          checksum += trades.price[own.get(i)];
        }
      }
    }
    check(PatternLoops.run(PatternWorkload.W8, trades), rows, checksum);
  }

  @ParameterizedTest
  @CsvSource({"3, 100", "3, 1000", "4, 300", "6, 100", "6, 1000"})
  void anyMatches(int n, int window) {
    var types = AnyMatches.types(trades);
    long limit = 1_000;
    long closing = 0;
    double counted = 0;
    long listed = 0;
    double listedChecksum = 0;
    for (int now = 0; now < trades.size(); now++) {
      if (types[now] != n - 1) {
        continue;
      }
      // ways[k]: choices of trades of types 0 to k - 1 in the window before now.
      var ways = new long[n];
      ways[0] = 1;
      for (int i = Math.max(0, now - window); i < now; i++) {
        if (types[i] < n - 1) {
          ways[types[i] + 1] += ways[types[i]];
        }
      }
      if (ways[n - 1] > 0) {
        closing++;
        counted += ways[n - 1];
        listed += Math.min(limit, ways[n - 1]);
        listedChecksum += (double) now * Math.min(limit, ways[n - 1]);
      }
    }
    check(AnyMatchLoops.count(types, trades.timeMicros, n, window * 1_000L), closing, counted);
    check(
        AnyMatchLoops.list(types, trades.timeMicros, n, window * 1_000L, (int) limit),
        listed,
        listedChecksum);
  }
}
