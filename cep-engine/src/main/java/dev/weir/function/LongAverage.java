package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * AVG of integers (a DOUBLE, rounded once from the exact sum) and of intervals (an interval, rounded
 * half up).
 */
public final class LongAverage extends Accumulator {
  private static final BigInteger WRAP = BigInteger.ONE.shiftLeft(64);

  private long[] sums = new long[0];
  private long[] wraps = new long[0];
  private long[] counts = new long[0];

  public void add(int slot, long value) {
    long before = sums[slot];
    long after = before + value;
    sums[slot] = after;
    counts[slot]++;
    if (((before ^ after) & (value ^ after)) < 0) {
      wraps[slot] += value < 0 ? -1 : 1;
    }
  }

  @Override
  public void ensureSlots(int count) {
    sums = Slots.grow(sums, count);
    wraps = Slots.grow(wraps, count);
    counts = Slots.grow(counts, count);
  }

  @Override
  public void reset(int slot) {
    sums[slot] = 0;
    wraps[slot] = 0;
    counts[slot] = 0;
  }

  @Override
  public void merge(int into, int from) {
    if (counts[from] != 0) {
      long fromWraps = wraps[from];
      long fromCount = counts[from];
      add(into, sums[from]);
      wraps[into] += fromWraps;
      counts[into] += fromCount - 1;
    }
  }

  @Override
  public void copy(int into, int from) {
    sums[into] = sums[from];
    wraps[into] = wraps[from];
    counts[into] = counts[from];
  }

  @Override
  public boolean isNull(int slot) {
    return counts[slot] == 0;
  }

  @Override
  public double resultDouble(int slot) {
    long sum = sums[slot];
    if (wraps[slot] == 0 && Math.abs(sum) <= 1L << 53) {
      return (double) sum / counts[slot];
    }
    return new BigDecimal(exactSum(slot))
        .divide(BigDecimal.valueOf(counts[slot]), MathContext.DECIMAL128)
        .doubleValue();
  }

  @Override
  public long resultLong(int slot) {
    // The mean of longs is a long.
    return new BigDecimal(exactSum(slot))
        .divide(BigDecimal.valueOf(counts[slot]), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private BigInteger exactSum(int slot) {
    return BigInteger.valueOf(sums[slot]).add(WRAP.multiply(BigInteger.valueOf(wraps[slot])));
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeLong(counts[slot]);
    out.writeLong(sums[slot]);
    out.writeLong(wraps[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    counts[slot] = in.readLong();
    sums[slot] = in.readLong();
    wraps[slot] = in.readLong();
  }
}
