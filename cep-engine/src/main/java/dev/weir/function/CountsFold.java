package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.RowValue;
import dev.weir.type.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.eclipse.collections.api.tuple.primitive.ObjectLongPair;
import org.eclipse.collections.impl.map.mutable.primitive.ObjectLongHashMap;

/** HISTOGRAM, TOP_K and MODE: how often each value occurred. NULL is not counted. */
final class CountsFold implements Fold<ObjectLongHashMap<Object>> {
  private static final Comparator<ObjectLongPair<Object>> MOST_FREQUENT_FIRST =
      (a, b) -> {
        int order = Long.compare(b.getTwo(), a.getTwo());
        return order != 0 ? order : Values.compare(a.getOne(), b.getOne());
      };

  private final Function<ObjectLongHashMap<Object>, Object> finisher;

  private CountsFold(Function<ObjectLongHashMap<Object>, Object> finisher) {
    this.finisher = finisher;
  }

  /** A MAP of each value's count, ascending by value. */
  static CountsFold histogram() {
    return new CountsFold(
        counts -> {
          var map = new LinkedHashMap<Object, Object>();
          for (var value : sortedValues(counts)) {
            map.put(value, counts.get(value));
          }
          return Collections.unmodifiableMap(map);
        });
  }

  /** The {@code limit} most frequent values with their counts; ties by value. */
  static CountsFold topK(int limit) {
    return new CountsFold(
        counts -> {
          var rows = new ArrayList<>();
          for (var pair : mostFrequent(counts, limit)) {
            rows.add(new RowValue(List.of(pair.getOne(), pair.getTwo())));
          }
          return Collections.unmodifiableList(rows);
        });
  }

  /** The most frequent value, of several the least. */
  static CountsFold mode() {
    return new CountsFold(counts -> counts.keyValuesView().min(MOST_FREQUENT_FIRST).getOne());
  }

  /** Keeps {@code limit} pairs while it looks at all: n values take O(n log limit). */
  private static List<ObjectLongPair<Object>> mostFrequent(
      ObjectLongHashMap<Object> counts, int limit) {
    var best = new PriorityQueue<ObjectLongPair<Object>>(MOST_FREQUENT_FIRST.reversed());
    for (var pair : counts.keyValuesView()) {
      best.add(pair);
      if (best.size() > limit) {
        best.remove();
      }
    }
    var sorted = new ArrayList<>(best);
    sorted.sort(MOST_FREQUENT_FIRST);
    return sorted;
  }

  private static List<Object> sortedValues(ObjectLongHashMap<Object> counts) {
    var values = new ArrayList<>(counts.keySet());
    values.sort(Values::compare);
    return values;
  }

  @Override
  public ObjectLongHashMap<Object> add(ObjectLongHashMap<Object> state, Object value) {
    var counts = state == null ? new ObjectLongHashMap<>() : state;
    counts.addToValue(Values.asKey(value), 1);
    return counts;
  }

  @Override
  public ObjectLongHashMap<Object> merge(
      ObjectLongHashMap<Object> into, ObjectLongHashMap<Object> from) {
    from.forEachKeyValue(into::addToValue);
    return into;
  }

  @Override
  public ObjectLongHashMap<Object> copy(ObjectLongHashMap<Object> state) {
    return new ObjectLongHashMap<>(state);
  }

  @Override
  public Object result(ObjectLongHashMap<Object> state) {
    return finisher.apply(state);
  }

  @Override
  public void write(ObjectLongHashMap<Object> state, StateWriter out) {
    out.writeInt(state.size());
    // In order of value, so that equal states are equal bytes.
    for (var value : sortedValues(state)) {
      out.writeValue(value);
      out.writeLong(state.get(value));
    }
  }

  @Override
  public ObjectLongHashMap<Object> read(StateReader in) {
    int size = in.readInt();
    var counts = new ObjectLongHashMap<>();
    for (int i = 0; i < size; i++) {
      var value = in.readValue();
      counts.put(value, in.readLong());
    }
    return counts;
  }
}
