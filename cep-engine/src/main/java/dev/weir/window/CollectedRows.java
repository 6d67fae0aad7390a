package dev.weir.window;

import dev.weir.event.Event;
import dev.weir.function.Accumulator;
import dev.weir.operator.Aggregator;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The "aggregate" whose partial result is the list of rows. */
final class CollectedRows extends Aggregator {
  private final Lists lists;

  private CollectedRows(Lists lists) {
    super(new Accumulator[] {lists});
    this.lists = lists;
  }

  static CollectedRows of(Event prototype) {
    return new CollectedRows(new Lists(prototype));
  }

  /** The rows in a slot, in order. */
  List<Event> rows(int slot) {
    return lists.rows[slot] == null ? List.of() : lists.rows[slot];
  }

  @Override
  public void reset(int slot) {
    lists.reset(slot);
  }

  @Override
  public void add(int slot, Object event) {
    lists.writable(slot).add((Event) event);
  }

  @Override
  public void merge(int into, int from) {
    lists.merge(into, from);
  }

  @Override
  public void copy(int into, int from) {
    lists.copy(into, from);
  }

  /** Rows have no single result; whoever wants them reads {@link #rows}. */
  @Override
  public void result(int slot, Event target, int firstField) {
    throw new IllegalStateException("rows are read one by one");
  }

  private static final class Lists extends Accumulator {
    private final Event prototype;
    private ArrayList<Event>[] rows = newArray(0);

    private Lists(Event prototype) {
      this.prototype = prototype;
    }

    @SuppressWarnings("unchecked")
    private static ArrayList<Event>[] newArray(int length) {
      return new ArrayList[length];
    }

    private List<Event> writable(int slot) {
      if (rows[slot] == null) {
        rows[slot] = new ArrayList<>();
      }
      return rows[slot];
    }

    @Override
    public void ensureSlots(int count) {
      if (count > rows.length) {
        rows = Arrays.copyOf(rows, Math.max(count, rows.length + (rows.length >> 1)));
      }
    }

    @Override
    public void reset(int slot) {
      rows[slot] = null;
    }

    @Override
    public void merge(int into, int from) {
      if (rows[from] != null) {
        writable(into).addAll(rows[from]);
      }
    }

    @Override
    public void copy(int into, int from) {
      rows[into] = rows[from] == null ? null : new ArrayList<>(rows[from]);
    }

    @Override
    public boolean isNull(int slot) {
      return rows[slot] == null;
    }

    @Override
    public void write(int slot, StateWriter out) {
      int count = rows[slot] == null ? 0 : rows[slot].size();
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeEvent(rows[slot].get(i));
      }
    }

    @Override
    public void read(int slot, StateReader in) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        writable(slot).add(in.readEvent(prototype));
      }
    }
  }
}
