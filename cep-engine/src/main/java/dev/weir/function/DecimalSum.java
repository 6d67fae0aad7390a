package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** SUM and AVG of DECIMAL, exact until the result is rounded to its scale. */
public final class DecimalSum extends Accumulator {
  private final boolean average;
  private final int scale;
  private BigDecimal[] sums = new BigDecimal[0];
  private long[] counts = new long[0];

  /**
   * @param average whether the result is the sum divided by the count
   * @param scale of the result
   */
  DecimalSum(boolean average, int scale) {
    this.average = average;
    this.scale = scale;
  }

  public void add(int slot, Object value) {
    var sum = sums[slot];
    sums[slot] = sum == null ? (BigDecimal) value : sum.add((BigDecimal) value);
    counts[slot]++;
  }

  @Override
  public void ensureSlots(int count) {
    sums = Slots.grow(sums, count);
    counts = Slots.grow(counts, count);
  }

  @Override
  public void reset(int slot) {
    sums[slot] = null;
    counts[slot] = 0;
  }

  @Override
  public void merge(int into, int from) {
    if (sums[from] != null) {
      sums[into] = sums[into] == null ? sums[from] : sums[into].add(sums[from]);
      counts[into] += counts[from];
    }
  }

  @Override
  public void copy(int into, int from) {
    sums[into] = sums[from];
    counts[into] = counts[from];
  }

  @Override
  public boolean isNull(int slot) {
    return sums[slot] == null;
  }

  @Override
  public Object resultObject(int slot) {
    var result =
        average
            ? sums[slot].divide(BigDecimal.valueOf(counts[slot]), scale, RoundingMode.HALF_UP)
            : sums[slot].setScale(scale, RoundingMode.HALF_UP);
    if (result.precision() > DataType.MAX_DECIMAL_PRECISION) {
      throw new RowError(
          (average ? "AVG" : "SUM")
              + " is out of range for "
              + DataType.decimal(DataType.MAX_DECIMAL_PRECISION, scale));
    }
    return result;
  }

  @Override
  public void write(int slot, StateWriter out) {
    out.writeValue(sums[slot]);
    out.writeLong(counts[slot]);
  }

  @Override
  public void read(int slot, StateReader in) {
    sums[slot] = (BigDecimal) in.readValue();
    counts[slot] = in.readLong();
  }
}
