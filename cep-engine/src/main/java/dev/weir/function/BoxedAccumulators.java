package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.Values;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * {@code DISTINCT} and {@code ORDER BY} inside an aggregate: rows are kept, boxed, and given to the
 * plain accumulator when a result is asked for. A result costs the rows of its slot, unless nothing
 * changed since the last one; COUNT(DISTINCT) costs nothing.
 */
public final class BoxedAccumulators {
  private BoxedAccumulators() {}

  /** {@code f(DISTINCT x)}: each combination of arguments once, where it came first. */
  public static BoxedAccumulator distinct(AggregateFunction function) {
    return new Collecting(function, true, null);
  }

  /** {@code f(x ORDER BY k)}; rows with equal keys keep their order. */
  public static BoxedAccumulator ordered(
      AggregateFunction function, boolean[] descending, boolean[] nullsFirst) {
    return new Collecting(function, false, new KeyOrder(descending.clone(), nullsFirst.clone()));
  }

  /** {@code f(DISTINCT x ORDER BY k)}: of equal arguments the first row's key counts. */
  public static BoxedAccumulator distinctOrdered(
      AggregateFunction function, boolean[] descending, boolean[] nullsFirst) {
    return new Collecting(function, true, new KeyOrder(descending.clone(), nullsFirst.clone()));
  }

  /** One row: the arguments and the sort keys. */
  private record Row(Object[] arguments, Object[] sortKeys) {}

  /** Arguments as a key of a hash map, NULL equal to NULL. */
  private static final class Key {
    private final Object[] values;
    private final int hash;

    Key(Object[] values) {
      this.values = values;
      int mixed = 1;
      for (var value : values) {
        mixed = mixed * 31 + Values.hash(value);
      }
      this.hash = mixed;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && hash == key.hash && Values.same(values, key.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private record KeyOrder(boolean[] descending, boolean[] nullsFirst) implements Comparator<Row> {
    @Override
    public int compare(Row left, Row right) {
      for (int i = 0; i < descending.length; i++) {
        var a = left.sortKeys()[i];
        var b = right.sortKeys()[i];
        int order;
        if (a == null || b == null) {
          order = Boolean.compare(a == null, b == null) * (nullsFirst[i] ? -1 : 1);
        } else {
          order = Values.compare(a, b) * (descending[i] ? -1 : 1);
        }
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }
  }

  /** The rows of one slot; distinct ones are found by their key. */
  private static final class Rows {
    private final LinkedHashMap<Key, Row> distinct;
    private final List<Row> all;

    Rows(boolean isDistinct) {
      distinct = isDistinct ? new LinkedHashMap<>() : null;
      all = isDistinct ? null : new ArrayList<>();
    }

    void add(Row row) {
      if (distinct != null) {
        distinct.putIfAbsent(new Key(row.arguments()), row);
      } else {
        all.add(row);
      }
    }

    void addAll(Rows other) {
      if (distinct != null) {
        other.distinct.forEach(distinct::putIfAbsent);
      } else {
        all.addAll(other.all);
      }
    }

    Collection<Row> rows() {
      return distinct != null ? distinct.values() : all;
    }
  }

  private static final class Collecting extends BoxedAccumulator {
    private final AggregateFunction function;
    private final boolean isDistinct;
    private final Comparator<Row> order;
    private final Accumulator plain;
    private final MethodHandle addPlain;
    private final int passed;
    private Rows[] slots = new Rows[0];

    /** The slot whose rows {@link #plain} holds, or -1. */
    private int fed = -1;

    Collecting(AggregateFunction function, boolean isDistinct, Comparator<Row> order) {
      this.function = function;
      this.isDistinct = isDistinct;
      this.order = order;
      this.plain = function.factory().get();
      this.plain.ensureSlots(1);
      this.passed = function.addType().parameterCount() - 1;
      this.addPlain = addHandle(function, passed);
    }

    private static MethodHandle addHandle(AggregateFunction function, int passed) {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(function.accumulatorClass(), "add", function.addType())
            .asType(
                MethodType.genericMethodType(passed + 2)
                    .changeReturnType(void.class)
                    .changeParameterType(0, Accumulator.class)
                    .changeParameterType(1, int.class))
            .asSpreader(Object[].class, passed);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(
            function.accumulatorClass() + " has no add" + function.addType(), e);
      }
    }

    @Override
    public void add(int slot, Object[] arguments, Object[] sortKeys) {
      if (!function.seesNulls()) {
        for (var argument : arguments) {
          if (argument == null) {
            return;
          }
        }
      }
      changed(slot);
      if (slots[slot] == null) {
        slots[slot] = new Rows(isDistinct);
      }
      slots[slot].add(new Row(arguments, sortKeys));
    }

    private void changed(int slot) {
      if (fed == slot) {
        fed = -1;
      }
    }

    /** The plain accumulator with the rows of the slot in its slot 0. */
    private Accumulator feed(int slot) {
      if (fed == slot) {
        return plain;
      }
      plain.reset(0);
      if (slots[slot] != null) {
        var rows = new ArrayList<>(slots[slot].rows());
        if (order != null) {
          rows.sort(order);
        }
        for (var row : rows) {
          addPlain(row.arguments());
        }
      }
      fed = slot;
      return plain;
    }

    private void addPlain(Object[] arguments) {
      Object[] spread = arguments.length == passed ? arguments : Arrays.copyOf(arguments, passed);
      for (int i = 0; i < passed; i++) {
        if (function.addType().parameterType(i + 1) == long.class
            && spread[i] instanceof Integer number) {
          // An accumulator of longs takes ints too, but a box does not widen.
          spread = spread == arguments ? arguments.clone() : spread;
          spread[i] = number.longValue();
        }
      }
      try {
        addPlain.invokeExact(plain, 0, spread);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void ensureSlots(int count) {
      slots = Slots.grow(slots, count);
    }

    @Override
    public void reset(int slot) {
      changed(slot);
      slots[slot] = null;
    }

    @Override
    public void merge(int into, int from) {
      if (slots[from] != null) {
        changed(into);
        if (slots[into] == null) {
          slots[into] = new Rows(isDistinct);
        }
        slots[into].addAll(slots[from]);
      }
    }

    @Override
    public void copy(int into, int from) {
      reset(into);
      merge(into, from);
    }

    @Override
    public boolean isNull(int slot) {
      return function.resultNullable() && feed(slot).isNull(0);
    }

    @Override
    public boolean resultBoolean(int slot) {
      return feed(slot).resultBoolean(0);
    }

    @Override
    public int resultInt(int slot) {
      return feed(slot).resultInt(0);
    }

    @Override
    public long resultLong(int slot) {
      if (function.accumulatorClass() == CountAccumulator.class) {
        return slots[slot] == null ? 0 : slots[slot].rows().size();
      }
      return feed(slot).resultLong(0);
    }

    @Override
    public double resultDouble(int slot) {
      return feed(slot).resultDouble(0);
    }

    @Override
    public Object resultObject(int slot) {
      return feed(slot).resultObject(0);
    }

    @Override
    public void write(int slot, StateWriter out) {
      if (slots[slot] == null) {
        out.writeInt(0);
        return;
      }
      var rows = slots[slot].rows();
      out.writeInt(rows.size());
      for (var row : rows) {
        writeValues(row.arguments(), out);
        writeValues(row.sortKeys(), out);
      }
    }

    private static void writeValues(Object[] values, StateWriter out) {
      out.writeInt(values.length);
      for (var value : values) {
        out.writeValue(value);
      }
    }

    @Override
    public void read(int slot, StateReader in) {
      changed(slot);
      int size = in.readInt();
      slots[slot] = size == 0 ? null : new Rows(isDistinct);
      for (int i = 0; i < size; i++) {
        var arguments = readValues(in);
        slots[slot].add(new Row(arguments, readValues(in)));
      }
    }

    private static Object[] readValues(StateReader in) {
      var values = new Object[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readValue();
      }
      return values;
    }
  }
}
