package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/** PERCENTILE_CONT and MEDIAN: all values, the result interpolated between the two nearest. */
final class PercentileFold implements Fold.OfDouble<PercentileFold.DoubleList> {

  /** Values in the order of the rows. */
  static final class DoubleList {
    private double[] values;
    private int size;

    DoubleList(double[] values, int size) {
      this.values = values;
      this.size = size;
    }
  }

  private final double fraction;

  /** @param fraction 0 to 1 */
  PercentileFold(double fraction) {
    this.fraction = fraction;
  }

  @Override
  public DoubleList add(DoubleList state, double value) {
    var list = state == null ? new DoubleList(new double[4], 0) : state;
    list.values = Slots.grow(list.values, list.size + 1);
    list.values[list.size++] = value;
    return list;
  }

  @Override
  public DoubleList merge(DoubleList into, DoubleList from) {
    into.values = Slots.grow(into.values, into.size + from.size);
    System.arraycopy(from.values, 0, into.values, into.size, from.size);
    into.size += from.size;
    return into;
  }

  @Override
  public DoubleList copy(DoubleList state) {
    return new DoubleList(Arrays.copyOf(state.values, state.size), state.size);
  }

  @Override
  public double result(DoubleList state) {
    double[] sorted = Arrays.copyOf(state.values, state.size);
    Arrays.sort(sorted);
    double position = fraction * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    double low = sorted[below];
    double high = sorted[above];
    return low == high ? low : low + (high - low) * (position - below);
  }

  @Override
  public void write(DoubleList state, StateWriter out) {
    out.writeInt(state.size);
    for (int i = 0; i < state.size; i++) {
      out.writeDouble(state.values[i]);
    }
  }

  @Override
  public DoubleList read(StateReader in) {
    int size = in.readInt();
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.readDouble();
    }
    return new DoubleList(values, size);
  }
}
