package dev.weir.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many events a second does one thread take through each row pattern? In one run, in turn: the
 * loop by hand, Weir fed with event objects, and Flink CEP if it is on the class path. Each figure
 * is the median of the rounds after warm-up; every result is checked against the loop's.
 *
 * <p>Usage: {@code PatternThroughput [EVENTS [ROUNDS [WORKLOAD...]]]}
 */
public final class PatternThroughput {
  private PatternThroughput() {}

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 3_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    var workloads =
        args.length > 2
            ? Arrays.stream(args).skip(2).map(PatternWorkload::valueOf).toList()
            : List.of(PatternWorkload.values());
    var trades = new Trades(events, 42);
    System.out.println(
        "| | pattern | matches | loop | Weir | Weir / loop | Flink CEP | Weir / CEP |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (var workload : workloads) {
      System.out.println(row(workload, trades, rounds));
    }
  }

  private static String row(PatternWorkload workload, Trades trades, int rounds) throws Exception {
    var expected = PatternLoops.run(workload, trades);
    var weir = new WeirRun(trades);
    var loopRates = new ArrayList<Double>();
    var weirRates = new ArrayList<Double>();
    // One more round than asked for: the first warms up.
    for (int round = 0; round <= rounds; round++) {
      long start = System.nanoTime();
      var loop = PatternLoops.run(workload, trades);
      double loopRate = Throughput.rate(trades.size(), start);
      Throughput.require(workload, "loop", expected, loop);
      start = System.nanoTime();
      var outcome = weir.run(workload.sql, workload::checksum);
      double weirRate = Throughput.rate(trades.size(), start);
      Throughput.require(workload, "Weir", expected, outcome);
      if (round > 0) {
        loopRates.add(loopRate);
        weirRates.add(weirRate);
      }
    }
    double loop = Throughput.median(loopRates);
    double rate = Throughput.median(weirRates);
    double flink = Peers.flinkCep(workload, trades);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %s | %s | 1/%.1f | %s | %s |",
        workload,
        workload.title,
        expected.rows(),
        Throughput.human(loop),
        Throughput.human(rate),
        loop / rate,
        flink > 0 ? Throughput.human(flink) : "-",
        flink > 0 ? String.format(Locale.ROOT, "%.0f x", rate / flink) : "-");
  }
}
