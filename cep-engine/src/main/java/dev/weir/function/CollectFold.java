package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.Values;
import java.util.ArrayList;
import java.util.Collections;

/** ARRAY_AGG and PERCENTILE_DISC: all values in the order of the rows, NULL being one of them. */
final class CollectFold implements Fold<ArrayList<Object>> {
  private final double fraction;

  /** @param fraction which value of the sorted ones is the result; NaN for an array of all */
  CollectFold(double fraction) {
    this.fraction = fraction;
  }

  @Override
  public ArrayList<Object> add(ArrayList<Object> state, Object value) {
    var values = state == null ? new ArrayList<>() : state;
    values.add(value);
    return values;
  }

  @Override
  public ArrayList<Object> merge(ArrayList<Object> into, ArrayList<Object> from) {
    into.addAll(from);
    return into;
  }

  @Override
  public ArrayList<Object> copy(ArrayList<Object> state) {
    return new ArrayList<>(state);
  }

  @Override
  public Object result(ArrayList<Object> state) {
    if (Double.isNaN(fraction)) {
      return Collections.unmodifiableList(new ArrayList<>(state));
    }
    var sorted = new ArrayList<>(state);
    sorted.sort(Values::compare);
    // The first value whose share of the rows up to it reaches the fraction.
    int index = (int) Math.ceil(fraction * sorted.size()) - 1;
    return sorted.get(Math.max(index, 0));
  }

  @Override
  public void write(ArrayList<Object> state, StateWriter out) {
    out.writeInt(state.size());
    state.forEach(out::writeValue);
  }

  @Override
  public ArrayList<Object> read(StateReader in) {
    int size = in.readInt();
    var values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(in.readValue());
    }
    return values;
  }
}
