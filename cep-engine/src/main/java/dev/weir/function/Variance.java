package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * VAR_POP, VAR_SAMP and their square roots: count, mean and sum of squared distances from the mean,
 * which loses no digits where the values are large and close together. Adding after B. P. Welford
 * (1962), merging after Chan, Golub and LeVeque (1979).
 */
public final class Variance extends Accumulator {
  private final boolean sample;
  private final boolean root;
  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  /**
   * @param sample divide by n - 1, so that one row alone gives NULL
   * @param root the standard deviation
   */
  Variance(boolean sample, boolean root) {
    this.sample = sample;
    this.root = root;
  }

  public void add(int slot, double value) {
    long n = ++counts[slot];
    double distance = value - means[slot];
    double mean = means[slot] + distance / n;
    means[slot] = mean;
    squares[slot] += distance * (value - mean);
  }

  @Override
  public void ensureSlots(int count) {
    counts = Slots.grow(counts, count);
    means = Slots.grow(means, count);
    squares = Slots.grow(squares, count);
  }

  @Override
  public void reset(int slot) {
    counts[slot] = 0;
    means[slot] = 0;
    squares[slot] = 0;
  }

  @Override
  public void merge(int into, int from) {
    long n = counts[into];
    long m = counts[from];
    if (m == 0) {
      return;
    }
    if (n == 0) {
      copy(into, from);
      return;
    }
    double distance = means[from] - means[into];
    double weight = (double) m / (n + m);
    means[into] += distance * weight;
    squares[into] += squares[from] + distance * distance * n * weight;
    counts[into] = n + m;
  }

  @Override
  public void copy(int into, int from) {
    counts[into] = counts[from];
    means[into] = means[from];
    squares[into] = squares[from];
  }

  @Override
  public boolean isNull(int slot) {
    return counts[slot] < (sample ? 2 : 1);
  }

  @Override
  public double resultDouble(int slot) {
    double variance = squares[slot] / (sample ? counts[slot] - 1 : counts[slot]);
    return root ? Math.sqrt(variance) : variance;
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeLong(counts[slot]);
    out.writeDouble(means[slot]);
    out.writeDouble(squares[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    counts[slot] = in.readLong();
    means[slot] = in.readDouble();
    squares[slot] = in.readDouble();
  }
}
