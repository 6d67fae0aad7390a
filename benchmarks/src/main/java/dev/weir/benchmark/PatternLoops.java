package dev.weir.benchmark;

import java.util.Arrays;
import java.util.HashMap;

/**
 * Row patterns by hand, over arrays: what a good programmer would write for exactly this query.
 * Symbols are texts here as in the queries, so the loops group by text too.
 */
final class PatternLoops {
  private PatternLoops() {}

  static Outcome run(PatternWorkload workload, Trades trades) {
    return switch (workload) {
      case W6 -> fallsAndRises(trades);
      case W7 -> upThenDown(trades);
      case W8 -> silence(trades);
    };
  }

  /** The last four prices of a symbol, and how much of D D U U they end with. */
  private static final class Steps {
    /** The next row can only be the A of a match. */
    static final int FRESH = -1;

    int matched = FRESH;
    double last;
    double second;
    double third;
    double fourth;
  }

  private static Outcome fallsAndRises(Trades trades) {
    var keys = new HashMap<String, Steps>();
    long rows = 0;
    double checksum = 0;
    int count = trades.size();
    for (int i = 0; i < count; i++) {
      var steps = keys.computeIfAbsent(trades.symbol[i], symbol -> new Steps());
      double price = trades.price[i];
      boolean falls = price < steps.last;
      boolean rises = price > steps.last;
      switch (steps.matched) {
        case Steps.FRESH -> steps.matched = 0;
        case 0 -> steps.matched = falls ? 1 : 0;
        case 1 -> steps.matched = falls ? 2 : 0;
        case 2 -> steps.matched = rises ? 3 : falls ? 2 : 0;
        default -> {
          if (rises) {
            rows++;
            checksum += steps.fourth + steps.second + price;
            steps.matched = Steps.FRESH;
          } else {
            steps.matched = falls ? 1 : 0;
          }
        }
      }
      steps.fourth = steps.third;
      steps.third = steps.second;
      steps.second = steps.last;
      steps.last = price;
    }
    return new Outcome(rows, checksum);
  }

  /** Partial matches of a symbol that wait for the same variable. */
  private static final class Waiting {
    long[] since = new long[64];
    double[] base = new double[64];
    double[] high = new double[64];
    int size;

    void add(long time, double basePrice, double highPrice) {
      if (size == since.length) {
        since = Arrays.copyOf(since, 2 * size);
        base = Arrays.copyOf(base, 2 * size);
        high = Arrays.copyOf(high, 2 * size);
      }
      since[size] = time;
      base[size] = basePrice;
      high[size++] = highPrice;
    }

    void keep(int from, int to) {
      since[to] = since[from];
      base[to] = base[from];
      high[to] = high[from];
    }
  }

  private static final class UpThenDown {
    final Waiting forB = new Waiting();
    final Waiting forC = new Waiting();
  }

  private static Outcome upThenDown(Trades trades) {
    final long within = 60_000_000;
    var keys = new HashMap<String, UpThenDown>();
    long rows = 0;
    double checksum = 0;
    int count = trades.size();
    for (int i = 0; i < count; i++) {
      var runs = keys.computeIfAbsent(trades.symbol[i], symbol -> new UpThenDown());
      double price = trades.price[i];
      long oldest = trades.timeMicros[i] - within;
      var forC = runs.forC;
      int kept = 0;
      for (int k = 0; k < forC.size; k++) {
        if (forC.since[k] < oldest) {
          continue;
        }
        if (price < forC.base[k]) {
          rows++;
          checksum += forC.base[k] + forC.high[k] + price;
        } else {
          forC.keep(k, kept++);
        }
      }
      forC.size = kept;
      var forB = runs.forB;
      kept = 0;
      for (int k = 0; k < forB.size; k++) {
        if (forB.since[k] < oldest) {
          continue;
        }
        if (price > forB.high[k]) {
          forC.add(forB.since[k], forB.base[k], price);
        } else {
          forB.keep(k, kept++);
        }
      }
      forB.size = kept;
      if (trades.volume[i] > 950) {
        forB.add(trades.timeMicros[i], price, price * 1.002);
      }
    }
    return new Outcome(rows, checksum);
  }

  private static final class LastSmall {
    int index = -1;
  }

  /**
   * All deadlines are equally far off, so they pass in the order of the trades that set them: one
   * queue, and per symbol the last trade that cancels.
   */
  private static Outcome silence(Trades trades) {
    final long quiet = 500_000;
    final int capacity = 1 << 16;
    var keys = new HashMap<String, LastSmall>();
    var waiting = new int[capacity];
    var waitingFor = new LastSmall[capacity];
    int head = 0;
    int tail = 0;
    long rows = 0;
    double checksum = 0;
    int count = trades.size();
    for (int i = 0; i <= count; i++) {
      long passed = i == count ? Long.MAX_VALUE : trades.timeMicros[i];
      while (head < tail) {
        int slot = head & capacity - 1;
        int large = waiting[slot];
        if (trades.timeMicros[large] + quiet >= passed) {
          break;
        }
        head++;
        if (waitingFor[slot].index < large) {
          rows++;
          checksum += trades.price[large];
        }
      }
      if (i == count) {
        break;
      }
      int volume = trades.volume[i];
      if (volume < 50 || volume > 950) {
        var last = keys.computeIfAbsent(trades.symbol[i], symbol -> new LastSmall());
        if (volume < 50) {
          last.index = i;
        } else {
          if (tail - head == capacity) {
            throw new IllegalStateException("more large trades in 500 ms than the queue takes");
          }
          waiting[tail & capacity - 1] = i;
          waitingFor[tail++ & capacity - 1] = last;
        }
      }
    }
    return new Outcome(rows, checksum);
  }
}
