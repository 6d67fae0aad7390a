package dev.weir.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many events a second does one thread take through each query? In one run, in turn: the loop
 * by hand, Weir fed with event objects, and the peers that are on the class path. Each figure is
 * the median of the rounds after warm-up; every result is checked against the loop's.
 *
 * <p>Usage: {@code Throughput [EVENTS [ROUNDS [WORKLOAD...]]]}
 */
public final class Throughput {
  private Throughput() {}

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    var workloads =
        args.length > 2
            ? Arrays.stream(args).skip(2).map(Workload::valueOf).toList()
            : List.of(Workload.values());
    var trades = new Trades(events, 42);
    System.out.printf(
        "%,d trades, %d rounds, %s %s, %d processors%n%n",
        events,
        rounds,
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        Runtime.getRuntime().availableProcessors());
    System.out.println("| | query | loop | Weir | Weir / loop | DuckDB | Flink SQL |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (var workload : workloads) {
      System.out.println(row(workload, trades, rounds));
    }
  }

  private static String row(Workload workload, Trades trades, int rounds) throws Exception {
    var expected = Loops.run(workload, trades);
    var weir = new WeirRun(trades);
    var loopRates = new ArrayList<Double>();
    var weirRates = new ArrayList<Double>();
    // One more round than asked for: the first warms up.
    for (int round = 0; round <= rounds; round++) {
      long start = System.nanoTime();
      var loop = Loops.run(workload, trades);
      double loopRate = rate(trades.size(), start);
      require(workload, "loop", expected, loop);
      start = System.nanoTime();
      var outcome = weir.run(workload);
      double weirRate = rate(trades.size(), start);
      require(workload, "Weir", expected, outcome);
      if (round > 0) {
        loopRates.add(loopRate);
        weirRates.add(weirRate);
      }
    }
    double loop = median(loopRates);
    double rate = median(weirRates);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | 1/%.1f | %s | %s |",
        workload,
        workload.title,
        human(loop),
        human(rate),
        loop / rate,
        duckDb(workload, trades, expected),
        Peers.flink(workload, trades, expected));
  }

  private static String duckDb(Workload workload, Trades trades, Outcome expected)
      throws Exception {
    if (!Peers.isPresent("org.duckdb.DuckDBDriver")) {
      return "-";
    }
    try (var duckDb = new DuckDb(trades)) {
      require(workload, "DuckDB", expected, duckDb.run(workload));
      var rates = new ArrayList<Double>();
      for (int round = 0; round < 3; round++) {
        long start = System.nanoTime();
        duckDb.run(workload);
        rates.add(rate(trades.size(), start));
      }
      return human(median(rates));
    }
  }

  static void require(Object workload, String who, Outcome expected, Outcome outcome) {
    if (!expected.agreesWith(outcome)) {
      throw new IllegalStateException(
          workload + ": " + who + " gives " + outcome + ", the loop gives " + expected);
    }
  }

  static double rate(int events, long startNanos) {
    return events * 1e9 / (System.nanoTime() - startNanos);
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  static String human(double rate) {
    return rate >= 1e7
        ? String.format(Locale.ROOT, "%.0f M", rate / 1e6)
        : rate >= 1e5
            ? String.format(Locale.ROOT, "%.2f M", rate / 1e6)
            : String.format(Locale.ROOT, "%.0f k", rate / 1e3);
  }
}
