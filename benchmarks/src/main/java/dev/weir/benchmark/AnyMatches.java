package dev.weir.benchmark;

import dev.weir.event.Event;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Does the cost of a pattern that takes every choice depend on how many choices there are? {@code T0
 * ->> T1 ->> ...} over trades of 20 types, SKIP NONE, for windows that hold ever more of them: the
 * number of matches per closing trade, and a list of the first thousand. Checked against the loops.
 *
 * <p>Usage: {@code AnyMatches [EVENTS [ROUNDS [count | list]]]}
 */
public final class AnyMatches {
  private static final int LIMIT = 1_000;
  private static final int[] LENGTHS = {3, 6, 9};
  private static final int[] WINDOWS = {100, 1_000, 10_000};

  private AnyMatches() {}

  public static void main(String[] args) {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    if (args.length < 3 || args[2].equals("count")) {
      count(new Trades(events, 42), rounds);
    }
    if (args.length < 3 || args[2].equals("list")) {
      list(new Trades(events / 10, 42), rounds);
    }
  }

  private static void count(Trades trades, int rounds) {
    System.out.println("| n | window | matches per closing event | loop | Weir |");
    System.out.println("|---|---|---|---|---|");
    var types = types(trades);
    var weir = WeirRun.withType(trades);
    for (int n : LENGTHS) {
      for (int window : WINDOWS) {
        int length = n;
        var expected = AnyMatchLoops.count(types, trades.timeMicros, n, window * 1_000L);
        double loop =
            rate(
                "loop",
                rounds,
                trades.size(),
                expected,
                () -> AnyMatchLoops.count(types, trades.timeMicros, length, window * 1_000L));
        double rate =
            rate(
                "Weir",
                rounds,
                trades.size(),
                expected,
                () -> weir.run(countQuery(length, window), row -> row.getLong(1)));
        System.out.printf(
            Locale.ROOT,
            "| %d | %,d | %,.0f | %s events/s | %s events/s |%n",
            n,
            window,
            expected.checksum() / expected.rows(),
            Throughput.human(loop),
            Throughput.human(rate));
      }
    }
  }

  private static void list(Trades trades, int rounds) {
    System.out.println();
    System.out.println("| n | window | matches listed | loop | Weir |");
    System.out.println("|---|---|---|---|---|");
    var types = types(trades);
    var weir = WeirRun.withType(trades);
    weir.execute("SET 'pattern.max-matches-per-row' = '" + LIMIT + "'");
    for (int n : LENGTHS) {
      ToDoubleFunction<Event> closing =
          row -> (row.getLong(n - 1) - Trades.FIRST_TIME_MICROS) / 1_000;
      for (int window : WINDOWS) {
        Supplier<Outcome> byHand =
            () -> AnyMatchLoops.list(types, trades.timeMicros, n, window * 1_000L, LIMIT);
        var expected = byHand.get();
        double loop = rate("loop", rounds, trades.size(), expected, byHand);
        double rate =
            rate(
                "Weir",
                rounds,
                trades.size(),
                expected,
                () -> weir.run(listQuery(n, window), closing));
        double perEvent = (double) expected.rows() / trades.size();
        System.out.printf(
            Locale.ROOT,
            "| %d | %,d | %,d | %s matches/s, %s events/s | %s matches/s, %s events/s |%n",
            n,
            window,
            expected.rows(),
            Throughput.human(loop * perEvent),
            Throughput.human(loop),
            Throughput.human(rate * perEvent),
            Throughput.human(rate));
      }
    }
  }

  static int[] types(Trades trades) {
    return IntStream.range(0, trades.size()).map(trades::type).toArray();
  }

  private static double rate(
      String who, int rounds, int events, Outcome expected, Supplier<Outcome> run) {
    var rates = new ArrayList<Double>();
    for (int round = 0; round <= rounds; round++) {
      long start = System.nanoTime();
      var outcome = run.get();
      double rate = Throughput.rate(events, start);
      Throughput.require("W12", who, expected, outcome);
      if (round > 0) {
        rates.add(rate);
      }
    }
    return Throughput.median(rates);
  }

  static String countQuery(int n, int window) {
    return "SELECT last_ts, COUNT(*) AS n FROM trades "
        + match("LAST(ts) AS last_ts", n, window)
        + " GROUP BY last_ts";
  }

  static String listQuery(int n, int window) {
    String times = IntStream.range(0, n).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
    String measures =
        IntStream.range(0, n)
            .mapToObj(i -> "T" + i + ".ts AS t" + i)
            .collect(Collectors.joining(", "));
    return "SELECT " + times + " FROM trades " + match(measures, n, window);
  }

  /** @param window in events, of which there is one a millisecond */
  private static String match(String measures, int n, int window) {
    return "MATCH_RECOGNIZE (ORDER BY ts MEASURES "
        + measures
        + " AFTER MATCH SKIP NONE PATTERN ("
        + IntStream.range(0, n).mapToObj(i -> "T" + i).collect(Collectors.joining(" ->> "))
        + ") WITHIN INTERVAL '"
        + String.format(Locale.ROOT, "%.3f", window / 1_000.0)
        + "' SECOND DEFINE "
        + IntStream.range(0, n)
            .mapToObj(i -> "T" + i + " AS type = " + i)
            .collect(Collectors.joining(", "))
        + ")";
  }
}
