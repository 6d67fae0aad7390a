package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.EventTime;
import dev.weir.SqlColumn;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What does it cost to send the program's own records one at a time, results delivered before each call returns, beside
 * sending them in batches of 1,024, and beside sending event objects in such batches? The records exist beforehand; making events
 * of them is part of what is timed. Each figure is the median of the rounds after one of warm-up; all
 * give the same result rows.
 *
 * <p>Usage: {@code SendOne [EVENTS [ROUNDS]]}
 */
public final class SendOne {
  private static final int BATCH = 1_024;

  private SendOne() {}

  record Trade(
      @SqlColumn(type = "VARCHAR NOT NULL") String symbol,
      double price,
      int volume,
      @SqlColumn(type = "TIMESTAMP(6) NOT NULL") @EventTime LocalDateTime ts) {}

  public static void main(String[] args) {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    var trades = new Trades(events, 42);
    var records = records(trades);
    var weir = new WeirRun(trades);
    System.out.println(
        "| | query | event objects, batches | records, batches | records, one at a time |");
    System.out.println("|---|---|---|---|---|");
    for (var workload : List.of(Workload.W1, Workload.W2)) {
      var expected = weir.run(workload);
      var objects = new ArrayList<Double>();
      var batches = new ArrayList<Double>();
      var singles = new ArrayList<Double>();
      for (int round = 0; round <= rounds; round++) {
        long start = System.nanoTime();
        weir.run(workload);
        double object = Throughput.rate(events, start);
        double batch = rate(workload, records, BATCH, expected);
        double single = rate(workload, records, 1, expected);
        if (round > 0) {
          objects.add(object);
          batches.add(batch);
          singles.add(single);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s |%n",
          workload,
          workload.title,
          Throughput.human(Throughput.median(objects)),
          Throughput.human(Throughput.median(batches)),
          Throughput.human(Throughput.median(singles)));
    }
  }

  private static List<Trade> records(Trades trades) {
    var records = new Trade[trades.size()];
    for (int i = 0; i < records.length; i++) {
      long micros = trades.timeMicros[i];
      var time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000),
              (int) Math.floorMod(micros, 1_000_000) * 1_000,
              ZoneOffset.UTC);
      records[i] = new Trade(trades.symbol[i], trades.price[i], trades.volume[i], time);
    }
    return Arrays.asList(records);
  }

  private static double rate(Workload workload, List<Trade> records, int batch, Outcome expected) {
    try (var engine = Engine.create()) {
      var stream = engine.stream("trades", Trade.class);
      var sum = new WeirRun.Sum(workload);
      engine.start("measured", dev.weir.diagnostic.Source.of("query.sql", workload.sql), sum);
      long start = System.nanoTime();
      if (batch == 1) {
        for (var record : records) {
          stream.send(record);
        }
      } else {
        for (int from = 0; from < records.size(); from += batch) {
          stream.send(records.subList(from, Math.min(records.size(), from + batch)));
        }
      }
      stream.close();
      double rate = Throughput.rate(records.size(), start);
      Throughput.require(workload, "Weir", expected, sum.outcome());
      return rate;
    }
  }
}
