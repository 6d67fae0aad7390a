package dev.weir.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Flink CEP in one JVM with parallelism 1, object reuse on, state on the heap, events made from the
 * same arrays, results counted and dropped. Timed from submission to the end, less the time of a run
 * over one event. The matches are the loop's.
 */
public final class FlinkCepPeer implements Peers.PatternPeer {
  /** For the operators, which run in this JVM: what they read, and what they found. */
  private static volatile Trades shared;

  // Written by one task, read when the job has ended: not volatile.
  private static long rows;
  private static double checksum;

  /** A trade as Flink serializes it fastest: a class of public fields. */
  public static final class Trade {
    public String symbol;
    public double price;
    public int volume;
    public long timeMillis;
  }

  @Override
  public double eventsPerSecond(PatternWorkload workload, Trades trades) throws Exception {
    int events =
        Math.min(
            trades.size(),
            switch (workload) {
              case W6 -> 500_000;
              case W7 -> 200_000;
              case W8 -> 1_000_000;
            });
    shared = trades;
    seconds(workload, 1_000);
    double empty = seconds(workload, 1);
    double full = seconds(workload, events);
    var expected = PatternLoops.run(workload, trades.first(events));
    Throughput.require(workload, "Flink CEP", expected, new Outcome(rows, checksum));
    return events / Math.max(1e-3, full - empty);
  }

  private static double seconds(PatternWorkload workload, int events) throws Exception {
    rows = 0;
    checksum = 0;
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    environment.setRuntimeMode(RuntimeExecutionMode.STREAMING);
    environment.getConfig().enableObjectReuse();
    var trades =
        environment
            .fromSequence(0, events - 1L)
            .map(i -> trade((int) (long) i))
            .returns(Trade.class)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Trade>forMonotonousTimestamps()
                    .withTimestampAssigner((trade, time) -> trade.timeMillis));
    CEP.pattern(trades.keyBy(trade -> trade.symbol), pattern(workload))
        .process(new Report(workload))
        .sinkTo(new DiscardingSink<>());
    long start = System.nanoTime();
    environment.execute();
    return (System.nanoTime() - start) / 1e9;
  }

  /** A new object each: CEP keeps events. */
  private static Trade trade(int i) {
    var trade = new Trade();
    trade.symbol = shared.symbol[i];
    trade.price = shared.price[i];
    trade.volume = shared.volume[i];
    trade.timeMillis = shared.timeMicros[i] / 1_000;
    return trade;
  }

  private static Pattern<Trade, ?> pattern(PatternWorkload workload) {
    return switch (workload) {
      case W6 ->
          Pattern.<Trade>begin("A", AfterMatchSkipStrategy.skipPastLastEvent())
              .next("D1")
              .where(new Compared("A", true, 1))
              .next("D2")
              .where(new Compared("D1", true, 1))
              .next("U1")
              .where(new Compared("D2", false, 1))
              .next("U2")
              .where(new Compared("U1", false, 1));
      case W7 ->
          Pattern.<Trade>begin("A", AfterMatchSkipStrategy.skipToNext())
              .where(SimpleCondition.of(trade -> trade.volume > 950))
              .followedBy("B")
              .where(new Compared("A", false, 1.002))
              .followedBy("C")
              .where(new Compared("A", true, 1))
              // Its limit is exclusive, in milliseconds.
              .within(Duration.ofMillis(60_001));
      case W8 ->
          Pattern.<Trade>begin("A", AfterMatchSkipStrategy.skipToNext())
              .where(SimpleCondition.of(trade -> trade.volume > 950))
              .notFollowedBy("B")
              .where(SimpleCondition.of(trade -> trade.volume < 50))
              .within(Duration.ofMillis(501));
    };
  }

  /** The price is below or above a multiple of that of the event of another variable. */
  private static final class Compared extends IterativeCondition<Trade> {
    private static final long serialVersionUID = 1;
    private final String variable;
    private final boolean below;
    private final double factor;

    Compared(String variable, boolean below, double factor) {
      this.variable = variable;
      this.below = below;
      this.factor = factor;
    }

    @Override
    public boolean filter(Trade trade, Context<Trade> context) throws Exception {
      double other = context.getEventsForPattern(variable).iterator().next().price * factor;
      return below ? trade.price < other : trade.price > other;
    }
  }

  private static final class Report extends PatternProcessFunction<Trade, Long> {
    private static final long serialVersionUID = 1;
    private final PatternWorkload workload;

    Report(PatternWorkload workload) {
      this.workload = workload;
    }

    @Override
    public void processMatch(Map<String, List<Trade>> match, Context context, Collector<Long> out) {
      rows++;
      checksum +=
          switch (workload) {
            case W6 -> price(match, "A") + price(match, "D2") + price(match, "U2");
            case W7 -> price(match, "A") + price(match, "B") + price(match, "C");
            case W8 -> price(match, "A");
          };
      out.collect(rows);
    }

    private static double price(Map<String, List<Trade>> match, String variable) {
      return match.get(variable).get(0).price;
    }
  }
}
