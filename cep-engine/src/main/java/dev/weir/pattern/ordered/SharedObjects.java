package dev.weir.pattern.ordered;

import dev.weir.event.Event;
import dev.weir.pattern.match.MatchRow;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that the runs of a partition share, numbered from 0 as they are met; a parent before its
 * children. Number -1 is null. Aggregate slots are numbered in the same way, {@link
 * RunningAggregates#EMPTY} and {@link RunningAggregates#FAILED} being -1 and -2.
 */
final class SharedObjects {
  private static final int NO_SLOT = -1;
  private static final int FAILED_SLOT = -2;

  private final RunningAggregates[] sums;
  private final Map<Object, Integer> numbers = new IdentityHashMap<>();
  private final List<Object> events = new ArrayList<>();
  private final List<MatchRow> rows = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  /** By running aggregate: numbers of slots when writing, in their order. */
  private final List<Map<Integer, Integer>> slotNumbers = new ArrayList<>();

  private final List<List<Integer>> slots = new ArrayList<>();

  SharedObjects(RunningAggregates[] sums) {
    this.sums = sums;
    for (int sum = 0; sum < sums.length; sum++) {
      slotNumbers.add(new LinkedHashMap<>());
      slots.add(new ArrayList<>());
    }
  }

  // ---- writing

  /** @param node may be null */
  void add(Node node) {
    var chain = new ArrayList<Node>();
    for (var at = node; at != null && !numbers.containsKey(at); at = at.parent) {
      chain.add(at);
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      add(chain.get(i).row);
      numbers.put(chain.get(i), nodes.size());
      nodes.add(chain.get(i));
    }
  }

  void add(MatchRow row) {
    if (numbers.putIfAbsent(row, rows.size()) == null) {
      rows.add(row);
      addEvent(row.event());
      if (row.around() != null) {
        for (var event : row.around()) {
          addEvent(event);
        }
      }
    }
  }

  private void addEvent(Object event) {
    if (event != null && numbers.putIfAbsent(event, events.size()) == null) {
      events.add(event);
    }
  }

  void addSlot(int sum, int slot) {
    if (slot > RunningAggregates.EMPTY) {
      slotNumbers.get(sum).putIfAbsent(slot, slotNumbers.get(sum).size());
    }
  }

  int number(Object object) {
    return object == null ? -1 : numbers.get(object);
  }

  int slotNumber(int sum, int slot) {
    if (slot == RunningAggregates.FAILED) {
      return FAILED_SLOT;
    }
    return slot == RunningAggregates.EMPTY ? NO_SLOT : slotNumbers.get(sum).get(slot);
  }

  void write(StateWriter out) {
    out.writeInt(events.size());
    events.forEach(event -> out.writeEvent((Event) event));
    out.writeInt(rows.size());
    rows.forEach(row -> write(row, out));
    out.writeInt(nodes.size());
    for (var node : nodes) {
      out.writeInt(number(node.row));
      out.writeInt(number(node.parent));
      out.writeInt(node.label());
      out.writeBoolean(node.excluded);
      out.writeBoolean(node.given);
    }
    for (int sum = 0; sum < sums.length; sum++) {
      out.writeInt(slotNumbers.get(sum).size());
      for (int slot : slotNumbers.get(sum).keySet()) {
        sums[sum].write(slot, out);
      }
    }
  }

  private void write(MatchRow row, StateWriter out) {
    out.writeInt(number(row.event()));
    out.writeLong(row.time());
    out.writeLong(row.position());
    out.writeLong(row.order());
    out.writeInt(row.around() == null ? -1 : row.around().length);
    if (row.around() != null) {
      for (var event : row.around()) {
        out.writeInt(number(event));
      }
    }
  }

  // ---- reading

  void read(StateReader in, Event prototype) {
    for (int count = in.readInt(); count > 0; count--) {
      events.add(in.readEvent(prototype));
    }
    for (int count = in.readInt(); count > 0; count--) {
      rows.add(readRow(in));
    }
    for (int count = in.readInt(); count > 0; count--) {
      var row = rows.get(in.readInt());
      var parent = node(in.readInt());
      int label = in.readInt();
      var node = new Node(row, label, in.readBoolean(), parent);
      node.given = in.readBoolean();
      nodes.add(node);
    }
    for (int sum = 0; sum < sums.length; sum++) {
      for (int count = in.readInt(); count > 0; count--) {
        slots.get(sum).add(sums[sum].read(in));
      }
    }
  }

  private MatchRow readRow(StateReader in) {
    var event = events.get(in.readInt());
    long time = in.readLong();
    long position = in.readLong();
    long order = in.readLong();
    int length = in.readInt();
    Object[] around = length < 0 ? null : new Object[length];
    for (int i = 0; i < length; i++) {
      int number = in.readInt();
      around[i] = number < 0 ? null : events.get(number);
    }
    return new MatchRow(event, time, position, order, around);
  }

  Node node(int number) {
    return number < 0 ? null : nodes.get(number);
  }

  Object event(int number) {
    return number < 0 ? null : events.get(number);
  }

  MatchRow row(int number) {
    return rows.get(number);
  }

  int slot(int sum, int number) {
    if (number < 0) {
      return number == FAILED_SLOT ? RunningAggregates.FAILED : RunningAggregates.EMPTY;
    }
    return slots.get(sum).get(number);
  }

  /** The slots that have been read are in use by those that have retained them, and no longer here. */
  void releaseSlots() {
    for (int sum = 0; sum < sums.length; sum++) {
      for (int slot : slots.get(sum)) {
        sums[sum].release(slot);
      }
    }
  }
}
