package dev.weir.benchmark;

import java.util.ArrayList;
import java.util.HashMap;

/**
 * The same work by hand, over arrays: what a good programmer would write for exactly this query.
 * Symbols are texts here as in the queries, so the loops group by text too.
 */
final class Loops {
  private Loops() {}

  static Outcome run(Workload workload, Trades trades) {
    return switch (workload) {
      case W1 -> filter(trades);
      case W2 -> tumbling(trades);
      case W3 -> hopping(trades);
      case W4 -> moving(trades);
      case W5 -> sessions(trades);
    };
  }

  private static Outcome filter(Trades trades) {
    int count = trades.size();
    var symbols = new String[1024];
    var notionals = new double[1024];
    var times = new long[1024];
    long rows = 0;
    double checksum = 0;
    for (int i = 0; i < count; i++) {
      double notional = trades.price[i] * trades.volume[i];
      if (notional > 95_000) {
        int slot = (int) rows++ & 1023;
        symbols[slot] = trades.symbol[i];
        notionals[slot] = notional;
        times[slot] = trades.timeMicros[i];
        checksum += notional;
      }
    }
    return new Outcome(rows, checksum + (symbols[0] == null || times[0] == 0 ? 1 : 0));
  }

  private static final class Bar {
    long count;
    long total;
    double sum;
    double low;
    double high;
    long window = Long.MIN_VALUE;
  }

  private static Outcome tumbling(Trades trades) {
    final long size = 10_000_000;
    var bars = new HashMap<String, Bar>();
    var active = new ArrayList<Bar>();
    long open = Long.MIN_VALUE;
    long rows = 0;
    double checksum = 0;
    int count = trades.size();
    for (int i = 0; i <= count; i++) {
      long window = i == count ? Long.MAX_VALUE : Math.floorDiv(trades.timeMicros[i], size);
      if (window != open) {
        for (var bar : active) {
          rows++;
          checksum += bar.sum / bar.count + bar.total + bar.low + bar.high;
        }
        active.clear();
        open = window;
        if (i == count) {
          break;
        }
      }
      double price = trades.price[i];
      var bar = bars.computeIfAbsent(trades.symbol[i], symbol -> new Bar());
      if (bar.window != window) {
        bar.window = window;
        bar.count = 1;
        bar.total = trades.volume[i];
        bar.sum = price;
        bar.low = price;
        bar.high = price;
        active.add(bar);
      } else {
        bar.count++;
        bar.total += trades.volume[i];
        bar.sum += price;
        bar.low = Math.min(bar.low, price);
        bar.high = Math.max(bar.high, price);
      }
    }
    return new Outcome(rows, checksum);
  }

  /** Panes of one second and two stacks, as the engine does, for one key. */
  private static final class Panes {
    static final int RING = 1024;
    static final int SPAN = 600;
    final long[] count = new long[RING];
    final double[] sum = new double[RING];
    final double[] high = new double[RING];
    final long[] suffixCount = new long[RING];
    final double[] suffixSum = new double[RING];
    final double[] suffixHigh = new double[RING];
    long backCount;
    double backSum;
    double backHigh = Double.NEGATIVE_INFINITY;
    long middle = Long.MIN_VALUE;
    long first = Long.MIN_VALUE;
    long tail = Long.MIN_VALUE;

    void open(long pane) {
      if (first == Long.MIN_VALUE) {
        first = pane;
        middle = pane;
      }
      int slot = (int) pane & RING - 1;
      count[slot] = 0;
      sum[slot] = 0;
      high[slot] = Double.NEGATIVE_INFINITY;
      tail = pane;
    }

    void flip(long low) {
      long c = 0;
      double s = 0;
      double h = Double.NEGATIVE_INFINITY;
      for (long pane = tail; pane >= low; pane--) {
        int slot = (int) pane & RING - 1;
        c += count[slot];
        s = sum[slot] + s;
        h = Math.max(high[slot], h);
        suffixCount[slot] = c;
        suffixSum[slot] = s;
        suffixHigh[slot] = h;
      }
      middle = tail + 1;
      backCount = 0;
      backSum = 0;
      backHigh = Double.NEGATIVE_INFINITY;
    }
  }

  private static Outcome hopping(Trades trades) {
    final long slide = 1_000_000;
    var keys = new HashMap<String, Panes>();
    var all = new ArrayList<Panes>();
    long open = Math.floorDiv(trades.timeMicros[0], slide);
    long rows = 0;
    double checksum = 0;
    int count = trades.size();
    for (int i = 0; i <= count; i++) {
      long pane = i == count ? open + Panes.SPAN + 1 : Math.floorDiv(trades.timeMicros[i], slide);
      while (open < pane) {
        for (var panes : all) {
          if (panes.tail < open) {
            panes.open(open);
          }
          int slot = (int) open & Panes.RING - 1;
          panes.backCount += panes.count[slot];
          panes.backSum += panes.sum[slot];
          panes.backHigh = Math.max(panes.backHigh, panes.high[slot]);
          long low = Math.max(open - Panes.SPAN + 1, panes.first);
          if (low >= panes.middle) {
            panes.flip(low);
          }
          int lowSlot = (int) low & Panes.RING - 1;
          boolean front = low < panes.middle;
          long n = (front ? panes.suffixCount[lowSlot] : 0) + panes.backCount;
          if (n > 0) {
            double sum = (front ? panes.suffixSum[lowSlot] : 0) + panes.backSum;
            double high =
                front ? Math.max(panes.suffixHigh[lowSlot], panes.backHigh) : panes.backHigh;
            rows++;
            checksum += sum / n + high;
          }
        }
        open++;
      }
      if (i == count) {
        break;
      }
      var panes = keys.get(trades.symbol[i]);
      if (panes == null) {
        panes = new Panes();
        keys.put(trades.symbol[i], panes);
        all.add(panes);
      }
      if (panes.tail < pane) {
        panes.open(pane);
      }
      int slot = (int) pane & Panes.RING - 1;
      panes.count[slot]++;
      panes.sum[slot] += trades.price[i];
      panes.high[slot] = Math.max(panes.high[slot], trades.price[i]);
    }
    return new Outcome(rows, checksum);
  }

  private static final class Recent {
    long[] times = new long[1024];
    double[] prices = new double[1024];
    double[] suffixSum = new double[1024];
    double[] suffixHigh = new double[1024];
    int head;
    int middle;
    int tail;
    double backSum;
    double backHigh = Double.NEGATIVE_INFINITY;

    void add(long time, double price) {
      if (tail - head == times.length) {
        grow();
      }
      int slot = tail++ & times.length - 1;
      times[slot] = time;
      prices[slot] = price;
      backSum += price;
      backHigh = Math.max(backHigh, price);
    }

    private void grow() {
      int old = times.length;
      var times2 = new long[old * 2];
      var prices2 = new double[old * 2];
      var sums2 = new double[old * 2];
      var highs2 = new double[old * 2];
      for (int i = head; i < tail; i++) {
        times2[i & old * 2 - 1] = times[i & old - 1];
        prices2[i & old * 2 - 1] = prices[i & old - 1];
        sums2[i & old * 2 - 1] = suffixSum[i & old - 1];
        highs2[i & old * 2 - 1] = suffixHigh[i & old - 1];
      }
      times = times2;
      prices = prices2;
      suffixSum = sums2;
      suffixHigh = highs2;
    }

    void evictBefore(long time) {
      int mask = times.length - 1;
      int low = head;
      while (times[low & mask] < time) {
        low++;
      }
      head = low;
      if (low > middle || low == middle && low < tail && middle == head) {
        double sum = 0;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = tail - 1; i >= low; i--) {
          sum += prices[i & mask];
          high = Math.max(high, prices[i & mask]);
          suffixSum[i & mask] = sum;
          suffixHigh[i & mask] = high;
        }
        middle = tail;
        backSum = 0;
        backHigh = Double.NEGATIVE_INFINITY;
      }
    }
  }

  private static Outcome moving(Trades trades) {
    final long range = 60_000_000;
    var keys = new HashMap<String, Recent>();
    long rows = 0;
    double checksum = 0;
    int count = trades.size();
    for (int i = 0; i < count; i++) {
      var recent = keys.computeIfAbsent(trades.symbol[i], symbol -> new Recent());
      recent.add(trades.timeMicros[i], trades.price[i]);
      recent.evictBefore(trades.timeMicros[i] - range);
      int slot = recent.head & recent.times.length - 1;
      boolean front = recent.head < recent.middle;
      int n = recent.tail - recent.head;
      double sum = (front ? recent.suffixSum[slot] : 0) + recent.backSum;
      double high = front ? Math.max(recent.suffixHigh[slot], recent.backHigh) : recent.backHigh;
      rows++;
      checksum += sum / n + high;
    }
    return new Outcome(rows, checksum);
  }

  private static final class OpenSession {
    long end = Long.MIN_VALUE;
    long count;
    long total;
  }

  private static Outcome sessions(Trades trades) {
    final long gap = 2_000_000;
    var keys = new HashMap<String, OpenSession>();
    long rows = 0;
    double checksum = 0;
    int count = trades.size();
    for (int i = 0; i < count; i++) {
      if (trades.volume[i] <= 990) {
        continue;
      }
      long time = trades.timeMicros[i];
      var session = keys.computeIfAbsent(trades.symbol[i], symbol -> new OpenSession());
      if (session.count > 0 && time > session.end + gap) {
        rows++;
        checksum += session.total;
        session.count = 0;
        session.total = 0;
      }
      session.end = time;
      session.count++;
      session.total += trades.volume[i];
    }
    for (var session : keys.values()) {
      rows++;
      checksum += session.total;
    }
    return new Outcome(rows, checksum);
  }
}
