package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * APPROX_PERCENTILE: counts of values in buckets whose bounds grow by a constant factor, so that the
 * result is within 0.5 % of a value at that rank. Memory grows with the logarithm of the range of
 * the values, not with their number. The state depends on the multiset of values alone: results are
 * the same whatever the order and the merges. After Masson, Rim, Lee, "DDSketch", VLDB 2019, without
 * its collapsing of buckets.
 */
final class LogBucketsFold implements Fold.OfDouble<LogBucketsFold.Buckets> {
  private static final double ACCURACY = 0.005;
  private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);
  private static final double INVERSE_LOG_GROWTH = 1 / Math.log(GROWTH);

  /** Values of less size count as zero. */
  private static final double LEAST = 1e-300;

  /** Counts of the sizes of values of one sign, dense from the first to the last bucket in use. */
  private static final class Store {
    private long[] counts = new long[0];
    private int first;

    void add(int bucket, long count) {
      if (counts.length == 0) {
        first = bucket - 8;
        counts = new long[17];
      } else if (bucket < first || bucket >= first + counts.length) {
        cover(bucket);
      }
      counts[bucket - first] += count;
    }

    private void cover(int bucket) {
      int spare = counts.length / 4 + 8;
      int newFirst = bucket < first ? bucket - spare : first;
      int newEnd = bucket < first ? first + counts.length : bucket + spare;
      long[] wider = new long[newEnd - newFirst];
      System.arraycopy(counts, 0, wider, first - newFirst, counts.length);
      counts = wider;
      first = newFirst;
    }

    void addAll(Store other) {
      for (int i = 0; i < other.counts.length; i++) {
        if (other.counts[i] != 0) {
          add(other.first + i, other.counts[i]);
        }
      }
    }

    Store copy() {
      var copy = new Store();
      copy.counts = counts.clone();
      copy.first = first;
      return copy;
    }

    void write(StateWriter out) {
      int used = 0;
      for (long count : counts) {
        used += count == 0 ? 0 : 1;
      }
      out.writeInt(used);
      int before = 0;
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] != 0) {
          out.writeInt(first + i - before);
          out.writeLong(counts[i]);
          before = first + i;
        }
      }
    }

    void read(StateReader in) {
      int bucket = 0;
      for (int used = in.readInt(); used > 0; used--) {
        bucket += in.readInt();
        add(bucket, in.readLong());
      }
    }
  }

  /** The partial result: exact count, least and greatest value beside the buckets. */
  static final class Buckets {
    private Store negative = new Store();
    private Store positive = new Store();
    private long zeros;
    private long nans;
    private long count;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
  }

  private final double fraction;

  /** @param fraction 0 to 1 */
  LogBucketsFold(double fraction) {
    this.fraction = fraction;
  }

  @Override
  public Buckets add(Buckets state, double value) {
    var buckets = state == null ? new Buckets() : state;
    buckets.count++;
    if (Double.isNaN(value)) {
      buckets.nans++;
      return buckets;
    }
    buckets.least = Math.min(buckets.least, value);
    buckets.greatest = Math.max(buckets.greatest, value);
    if (value > LEAST) {
      buckets.positive.add(bucketOf(value), 1);
    } else if (value < -LEAST) {
      buckets.negative.add(bucketOf(-value), 1);
    } else {
      buckets.zeros++;
    }
    return buckets;
  }

  /** The bucket of sizes in (growth^(i-1), growth^i]. Infinity shares the bucket of the largest double. */
  private static int bucketOf(double size) {
    return (int) Math.ceil(Math.log(Math.min(size, Double.MAX_VALUE)) * INVERSE_LOG_GROWTH);
  }

  private static double sizeOf(int bucket) {
    return Math.exp(bucket / INVERSE_LOG_GROWTH) * 2 / (1 + GROWTH);
  }

  @Override
  public Buckets merge(Buckets into, Buckets from) {
    into.negative.addAll(from.negative);
    into.positive.addAll(from.positive);
    into.zeros += from.zeros;
    into.nans += from.nans;
    into.count += from.count;
    into.least = Math.min(into.least, from.least);
    into.greatest = Math.max(into.greatest, from.greatest);
    return into;
  }

  @Override
  public Buckets copy(Buckets state) {
    var copy = new Buckets();
    copy.negative = state.negative.copy();
    copy.positive = state.positive.copy();
    copy.zeros = state.zeros;
    copy.nans = state.nans;
    copy.count = state.count;
    copy.least = state.least;
    copy.greatest = state.greatest;
    return copy;
  }

  @Override
  public double result(Buckets state) {
    long rank = (long) Math.floor(fraction * (state.count - 1));
    if (rank == 0 && state.nans < state.count) {
      return state.least;
    }
    if (rank >= state.count - state.nans) {
      return Double.NaN;
    }
    if (rank == state.count - 1) {
      return state.greatest;
    }
    return Math.max(state.least, Math.min(state.greatest, estimate(state, rank)));
  }

  private static double estimate(Buckets state, long rank) {
    long passed = 0;
    var negative = state.negative;
    for (int i = negative.counts.length - 1; i >= 0; i--) {
      passed += negative.counts[i];
      if (passed > rank) {
        return -sizeOf(negative.first + i);
      }
    }
    passed += state.zeros;
    if (passed > rank) {
      return 0;
    }
    var positive = state.positive;
    for (int i = 0; i < positive.counts.length; i++) {
      passed += positive.counts[i];
      if (passed > rank) {
        return sizeOf(positive.first + i);
      }
    }
    return state.greatest;
  }

  @Override
  public void write(Buckets state, StateWriter out) {
    out.writeLong(state.count);
    out.writeLong(state.zeros);
    out.writeLong(state.nans);
    out.writeDouble(state.least);
    out.writeDouble(state.greatest);
    state.negative.write(out);
    state.positive.write(out);
  }

  @Override
  public Buckets read(StateReader in) {
    var buckets = new Buckets();
    buckets.count = in.readLong();
    buckets.zeros = in.readLong();
    buckets.nans = in.readLong();
    buckets.least = in.readDouble();
    buckets.greatest = in.readDouble();
    buckets.negative.read(in);
    buckets.positive.read(in);
    return buckets;
  }
}
