package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * The aggregates over pairs (y, x): covariances, correlation and the line of least squares, from
 * means and sums of products of distances, added and merged as in {@link Variance}.
 */
public final class Regression extends Accumulator {

  /** Which figure is asked for. */
  enum Figure {
    COVAR_POP,
    COVAR_SAMP,
    CORR,
    REGR_SLOPE,
    REGR_INTERCEPT,
    REGR_R2,
    REGR_AVGX,
    REGR_AVGY
  }

  private final Figure figure;
  private long[] counts = new long[0];
  private double[] meanX = new double[0];
  private double[] meanY = new double[0];
  private double[] squareX = new double[0];
  private double[] squareY = new double[0];
  private double[] product = new double[0];

  Regression(Figure figure) {
    this.figure = figure;
  }

  public void add(int slot, double y, double x) {
    long n = ++counts[slot];
    double dx = x - meanX[slot];
    double dy = y - meanY[slot];
    meanX[slot] += dx / n;
    meanY[slot] += dy / n;
    squareX[slot] += dx * (x - meanX[slot]);
    squareY[slot] += dy * (y - meanY[slot]);
    product[slot] += dx * (y - meanY[slot]);
  }

  @Override
  public void ensureSlots(int count) {
    counts = Slots.grow(counts, count);
    meanX = Slots.grow(meanX, count);
    meanY = Slots.grow(meanY, count);
    squareX = Slots.grow(squareX, count);
    squareY = Slots.grow(squareY, count);
    product = Slots.grow(product, count);
  }

  @Override
  public void reset(int slot) {
    counts[slot] = 0;
    meanX[slot] = 0;
    meanY[slot] = 0;
    squareX[slot] = 0;
    squareY[slot] = 0;
    product[slot] = 0;
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
    double dx = meanX[from] - meanX[into];
    double dy = meanY[from] - meanY[into];
    double weight = (double) m / (n + m);
    meanX[into] += dx * weight;
    meanY[into] += dy * weight;
    squareX[into] += squareX[from] + dx * dx * n * weight;
    squareY[into] += squareY[from] + dy * dy * n * weight;
    product[into] += product[from] + dx * dy * n * weight;
    counts[into] = n + m;
  }

  @Override
  public void copy(int into, int from) {
    counts[into] = counts[from];
    meanX[into] = meanX[from];
    meanY[into] = meanY[from];
    squareX[into] = squareX[from];
    squareY[into] = squareY[from];
    product[into] = product[from];
  }

  @Override
  public boolean isNull(int slot) {
    return switch (figure) {
      case COVAR_POP, REGR_AVGX, REGR_AVGY -> counts[slot] == 0;
      case COVAR_SAMP -> counts[slot] < 2;
      case CORR -> squareX[slot] == 0 || squareY[slot] == 0;
      case REGR_SLOPE, REGR_INTERCEPT, REGR_R2 -> squareX[slot] == 0;
    };
  }

  @Override
  public double resultDouble(int slot) {
    return switch (figure) {
      case COVAR_POP -> product[slot] / counts[slot];
      case COVAR_SAMP -> product[slot] / (counts[slot] - 1);
      case CORR -> product[slot] / (Math.sqrt(squareX[slot]) * Math.sqrt(squareY[slot]));
      case REGR_SLOPE -> product[slot] / squareX[slot];
      case REGR_INTERCEPT -> meanY[slot] - meanX[slot] * (product[slot] / squareX[slot]);
      case REGR_R2 ->
          squareY[slot] == 0 ? 1 : product[slot] / squareX[slot] * (product[slot] / squareY[slot]);
      case REGR_AVGX -> meanX[slot];
      case REGR_AVGY -> meanY[slot];
    };
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeLong(counts[slot]);
    out.writeDouble(meanX[slot]);
    out.writeDouble(meanY[slot]);
    out.writeDouble(squareX[slot]);
    out.writeDouble(squareY[slot]);
    out.writeDouble(product[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    counts[slot] = in.readLong();
    meanX[slot] = in.readDouble();
    meanY[slot] = in.readDouble();
    squareX[slot] = in.readDouble();
    squareY[slot] = in.readDouble();
    product[slot] = in.readDouble();
  }
}
