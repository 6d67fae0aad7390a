package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.RowValue;
import dev.weir.type.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** HISTOGRAM, TOP_K and MODE: how often each value occurred. NULL is not counted. */
final class CountsFold implements Fold<HashMap<Object, Long>> {
  private static final Comparator<Map.Entry<Object, Long>> MOST_FREQUENT_FIRST =
      (a, b) -> {
        int order = Long.compare(b.getValue(), a.getValue());
        return order != 0 ? order : Values.compare(a.getKey(), b.getKey());
      };

  private final Function<Map<Object, Long>, Object> finisher;

  private CountsFold(Function<Map<Object, Long>, Object> finisher) {
    this.finisher = finisher;
  }

  /** A MAP of each value's count, ascending by value. */
  static CountsFold histogram() {
    return new CountsFold(
        counts -> {
          var sorted = new TreeMap<Object, Long>(Values::compare);
          sorted.putAll(counts);
          return Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
        });
  }

  /** The {@code limit} most frequent values with their counts; ties by value. */
  static CountsFold topK(int limit) {
    return new CountsFold(
        counts -> {
          var rows = new ArrayList<>();
          for (var entry : sorted(counts)) {
            if (rows.size() == limit) {
              break;
            }
            rows.add(new RowValue(List.of(entry.getKey(), entry.getValue())));
          }
          return Collections.unmodifiableList(rows);
        });
  }

  /** The most frequent value, of several the least. */
  static CountsFold mode() {
    return new CountsFold(
        counts -> Collections.min(counts.entrySet(), MOST_FREQUENT_FIRST).getKey());
  }

  private static List<Map.Entry<Object, Long>> sorted(Map<Object, Long> counts) {
    var entries = new ArrayList<>(counts.entrySet());
    entries.sort(MOST_FREQUENT_FIRST);
    return entries;
  }

  @Override
  public HashMap<Object, Long> add(HashMap<Object, Long> state, Object value) {
    var counts = state == null ? new HashMap<Object, Long>() : state;
    counts.merge(Values.asKey(value), 1L, Long::sum);
    return counts;
  }

  @Override
  public HashMap<Object, Long> merge(HashMap<Object, Long> into, HashMap<Object, Long> from) {
    from.forEach((value, count) -> into.merge(value, count, Long::sum));
    return into;
  }

  @Override
  public HashMap<Object, Long> copy(HashMap<Object, Long> state) {
    return new HashMap<>(state);
  }

  @Override
  public Object result(HashMap<Object, Long> state) {
    return finisher.apply(state);
  }

  @Override
  public void write(HashMap<Object, Long> state, StateWriter out) {
    out.writeInt(state.size());
    // In order of value, so that equal states are equal bytes.
    var values = new ArrayList<>(state.keySet());
    values.sort(Values::compare);
    for (var value : values) {
      out.writeValue(value);
      out.writeLong(state.get(value));
    }
  }

  @Override
  public HashMap<Object, Long> read(StateReader in) {
    int size = in.readInt();
    var counts = new HashMap<Object, Long>();
    for (int i = 0; i < size; i++) {
      var value = in.readValue();
      counts.put(value, in.readLong());
    }
    return counts;
  }
}
