package dev.weir.benchmark;

import java.util.Arrays;

/**
 * {@code T0 ->> T1 ->> ...} by hand: all increasing choices of trades of types 0, 1, ..., the first
 * not longer ago than the window, per trade of the last type.
 */
final class AnyMatchLoops {
  private AnyMatchLoops() {}

  /**
   * The number of matches per closing trade, in time that does not depend on the window. In {@code
   * ways[i][j]} is the number of ways to choose trades of types i, ..., j - 1 in order within the
   * window. A trade of type k that enters adds column k to column k + 1; one that leaves is the first
   * of the window, so it takes row k + 1 off row k.
   */
  static Outcome count(int[] types, long[] times, int n, long withinMicros) {
    var ways = new long[n][n];
    for (int i = 0; i < n; i++) {
      ways[i][i] = 1;
    }
    long rows = 0;
    double checksum = 0;
    int head = 0;
    for (int now = 0; now < types.length; now++) {
      long oldest = times[now] - withinMicros;
      while (times[head] < oldest) {
        int k = types[head++];
        if (k < n - 1) {
          for (int j = k + 1; j < n; j++) {
            ways[k][j] -= ways[k + 1][j];
          }
        }
      }
      int k = types[now];
      if (k < n - 1) {
        for (int i = 0; i <= k; i++) {
          ways[i][k + 1] += ways[i][k];
        }
      } else if (k == n - 1 && ways[0][k] > 0) {
        rows++;
        checksum += ways[0][k];
      }
    }
    return new Outcome(rows, checksum);
  }

  /** The trades of one type in the window, in order. */
  private static final class Candidates {
    int[] trades = new int[1024];
    int head;
    int tail;

    void add(int trade) {
      if (tail == trades.length) {
        System.arraycopy(trades, head, trades, 0, tail - head);
        tail -= head;
        head = 0;
        if (tail > trades.length / 2) {
          trades = Arrays.copyOf(trades, 2 * trades.length);
        }
      }
      trades[tail++] = trade;
    }

    /** The place of the last one before a trade, or less than head. */
    int before(int trade) {
      int place = Arrays.binarySearch(trades, head, tail, trade);
      return (place < 0 ? -place - 1 : place) - 1;
    }
  }

  private static final class Listing {
    final Candidates[] candidates;
    final long[] times;
    final int limit;

    /** The matches, as they would be handed on: the times of their trades. */
    final long[][] results = new long[1024][];

    final int[] chosen;
    int found;
    long rows;
    double checksum;

    Listing(long[] times, int n, int limit) {
      this.times = times;
      this.limit = limit;
      chosen = new int[n];
      candidates = new Candidates[n];
      Arrays.setAll(candidates, i -> new Candidates());
    }

    /**
     * Chooses trades of types {@code level ...0} before the one chosen for the next, the latest first.
     *
     * @return whether there are any
     */
    boolean choose(int level) {
      if (level < 0) {
        report();
        return true;
      }
      var from = candidates[level];
      boolean any = false;
      for (int place = from.before(chosen[level + 1]);
          place >= from.head && found < limit;
          place--) {
        chosen[level] = from.trades[place];
        if (!choose(level - 1)) {
          // Then there are none before an earlier trade either.
          break;
        }
        any = true;
      }
      return any;
    }

    void report() {
      var match = new long[chosen.length];
      for (int i = 0; i < match.length; i++) {
        match[i] = times[chosen[i]];
      }
      results[(int) rows++ & 1023] = match;
      checksum += (match[match.length - 1] - Trades.FIRST_TIME_MICROS) / 1_000;
      found++;
    }
  }

  /** At most {@code limit} matches per closing trade, each with the times of all its trades. */
  static Outcome list(int[] types, long[] times, int n, long withinMicros, int limit) {
    var listing = new Listing(times, n, limit);
    for (int now = 0; now < types.length; now++) {
      int k = types[now];
      if (k < n - 1) {
        listing.candidates[k].add(now);
      } else if (k == n - 1) {
        for (var each : listing.candidates) {
          while (each.head < each.tail
              && times[each.trades[each.head]] < times[now] - withinMicros) {
            each.head++;
          }
        }
        listing.chosen[k] = now;
        listing.found = 0;
        listing.choose(k - 1);
      }
    }
    return new Outcome(listing.rows, listing.checksum);
  }
}
