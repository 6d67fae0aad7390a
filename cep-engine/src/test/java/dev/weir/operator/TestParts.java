package dev.weir.operator;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.function.Accumulator;
import dev.weir.state.KeyReader;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;
import java.util.Objects;

/** What code generation makes for operators, written by hand for tests. */
public final class TestParts {
  private TestParts() {}

  /** A key reader over some columns. */
  public static KeyReader keys(int... columns) {
    return new KeyReader() {
      @Override
      public int hash(Object event) {
        int hash = 7;
        for (int column : columns) {
          hash = 31 * hash + Objects.hashCode(((Event) event).get(column));
        }
        return mix(hash);
      }

      @Override
      public boolean matches(Object event, Event key) {
        for (int i = 0; i < columns.length; i++) {
          if (!Objects.equals(((Event) event).get(columns[i]), key.get(i))) {
            return false;
          }
        }
        return true;
      }

      @Override
      public Event keyOf(Object event) {
        return project((Event) event, columns, columns.length, "");
      }

      @Override
      public int hashOfKey(Event key) {
        int hash = 7;
        for (int i = 0; i < columns.length; i++) {
          hash = 31 * hash + Objects.hashCode(key.get(i));
        }
        return mix(hash);
      }

      @Override
      public boolean sameKey(Event left, Event right) {
        return left.equals(right);
      }
    };
  }

  private static int mix(int hash) {
    int mixed = hash * 0x85EBCA6B;
    mixed ^= mixed >>> 13;
    mixed *= 0xC2B2AE35;
    return mixed ^ mixed >>> 16;
  }

  /** Copies columns of a row, then leaves room for fields of the given layout. */
  public static Projection columns(String more, int... columns) {
    return new Projection() {
      @Override
      public Event apply(Object event, long time) {
        return project((Event) event, columns, columns.length, more);
      }
    };
  }

  private static Event project(Event from, int[] columns, int count, String more) {
    var layout = new StringBuilder();
    for (int i = 0; i < count; i++) {
      layout.append(from.layout().charAt(columns[i]));
    }
    var event = TestEvent.blank(layout + more);
    for (int i = 0; i < count; i++) {
      event.set(i, from.get(columns[i]));
    }
    return event;
  }

  /** Orders rows by columns, ascending, NULLs first. */
  public static RowOrder order(int... columns) {
    return new RowOrder() {
      @Override
      @SuppressWarnings("unchecked")
      public int compare(Object left, Object right) {
        for (int column : columns) {
          var a = (Comparable<Object>) ((Event) left).get(column);
          var b = (Comparable<Object>) ((Event) right).get(column);
          int order = a == null || b == null ? (a == b ? 0 : a == null ? -1 : 1) : a.compareTo(b);
          if (order != 0) {
            return order;
          }
        }
        return 0;
      }
    };
  }

  /** The layout of the results of {@link #aggregator}. */
  public static final String RESULTS = "JJAA";

  /**
   * COUNT(*), SUM of a long column, MAX of it (as text, to have a reference type) and the ids of
   * the rows in order, which shows exactly what was aggregated. Like the real ones, {@code result}
   * fails for a sum that does not fit: here, one of 1000 or more.
   */
  public static Aggregator aggregator(int idColumn, int valueColumn) {
    var columns = new Accumulator[] {new Longs(), new Longs(), new Texts(), new Texts()};
    return new Aggregator(columns) {
      private final Longs count = (Longs) columns[0];
      private final Longs sum = (Longs) columns[1];
      private final Texts max = (Texts) columns[2];
      private final Texts ids = (Texts) columns[3];

      @Override
      public void reset(int slot) {
        count.reset(slot);
        sum.reset(slot);
        max.reset(slot);
        ids.reset(slot);
      }

      @Override
      public void add(int slot, Object event) {
        var row = (Event) event;
        count.values[slot]++;
        sum.values[slot] += row.getLong(valueColumn);
        max.maximize(slot, String.format("%06d", row.getLong(valueColumn)));
        ids.append(slot, row.get(idColumn) + " ");
      }

      @Override
      public void merge(int into, int from) {
        count.merge(into, from);
        sum.merge(into, from);
        if (max.values[from] != null) {
          max.maximize(into, max.values[from]);
        }
        if (ids.values[from] != null) {
          ids.append(into, ids.values[from]);
        }
      }

      @Override
      public void copy(int into, int from) {
        count.copy(into, from);
        sum.copy(into, from);
        max.copy(into, from);
        ids.copy(into, from);
      }

      @Override
      public void result(int slot, Event target, int firstField) {
        if (sum.values[slot] >= 1000) {
          throw new RowError("the sum " + sum.values[slot] + " does not fit");
        }
        target.setLong(firstField, count.values[slot]);
        target.setLong(firstField + 1, sum.values[slot]);
        target.setObject(firstField + 2, max.values[slot]);
        target.setObject(firstField + 3, ids.values[slot]);
      }
    };
  }

  private static final class Longs extends Accumulator {
    private long[] values = new long[0];

    @Override
    public void ensureSlots(int count) {
      if (count > values.length) {
        values = Arrays.copyOf(values, Math.max(count, values.length * 3 / 2));
      }
    }

    @Override
    public void reset(int slot) {
      values[slot] = 0;
    }

    @Override
    public void merge(int into, int from) {
      values[into] += values[from];
    }

    @Override
    public void copy(int into, int from) {
      values[into] = values[from];
    }

    @Override
    public boolean isNull(int slot) {
      return false;
    }

    @Override
    public void write(int slot, StateWriter out) {
      out.writeLong(values[slot]);
    }

    @Override
    public void read(int slot, StateReader in) {
      if (values[slot] != 0) {
        throw new AssertionError("read into a slot that was not reset");
      }
      values[slot] = in.readLong();
    }
  }

  private static final class Texts extends Accumulator {
    private String[] values = new String[0];

    private void maximize(int slot, String value) {
      if (values[slot] == null || values[slot].compareTo(value) < 0) {
        values[slot] = value;
      }
    }

    private void append(int slot, String value) {
      values[slot] = values[slot] == null ? value : values[slot] + value;
    }

    @Override
    public void ensureSlots(int count) {
      if (count > values.length) {
        values = Arrays.copyOf(values, Math.max(count, values.length * 3 / 2));
      }
    }

    @Override
    public void reset(int slot) {
      values[slot] = null;
    }

    @Override
    public void merge(int into, int from) {
      throw new AssertionError("the aggregator merges by itself");
    }

    @Override
    public void copy(int into, int from) {
      values[into] = values[from];
    }

    @Override
    public boolean isNull(int slot) {
      return values[slot] == null;
    }

    @Override
    public void write(int slot, StateWriter out) {
      out.writeValue(values[slot]);
    }

    @Override
    public void read(int slot, StateReader in) {
      if (values[slot] != null) {
        throw new AssertionError("read into a slot that was not reset");
      }
      values[slot] = (String) in.readValue();
    }
  }
}
