package dev.weir.pattern.union;

import dev.weir.event.Event;
import dev.weir.pattern.match.MatchRow;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.BitSet;

/** The state of a partition of {@link UnionMatcher} in binary form, and without what nothing refers to. */
final class UnionState {
  private final Subsets subsets;
  private final Event rowPrototype;

  UnionState(Subsets subsets, Event rowPrototype) {
    this.subsets = subsets;
    this.rowPrototype = rowPrototype;
  }

  private static ReachableNodes reachable(UnionPartition partition) {
    var reachable = new ReachableNodes(partition.arena, partition.oldest());
    for (int i = 0; i < partition.live; i++) {
      var list = partition.lists[i];
      for (int entry = 0; entry < list.size; entry++) {
        if (list.maxima[entry] >= partition.oldest()) {
          reachable.add(list.nodes[entry]);
        }
      }
    }
    reachable.sort();
    return reachable;
  }

  // ---- writing

  void write(UnionPartition partition, StateWriter out) {
    out.writeLong(partition.deadline());
    out.writeLong(partition.deadlineOrder());
    var reachable = reachable(partition);
    writeRows(partition, reachable.rows(), out);
    writeNodes(partition, reachable, out);
    out.writeInt(partition.live);
    for (int i = 0; i < partition.live; i++) {
      writeList(partition, i, reachable, out);
    }
    if (partition.counter != null) {
      partition.counter.write(out);
    }
  }

  private void writeRows(UnionPartition partition, BitSet rows, StateWriter out) {
    out.writeLong(partition.oldest());
    out.writeLong(partition.next());
    out.writeInt(rows.cardinality());
    for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
      var row = partition.row(partition.oldest() + i);
      out.writeInt(i);
      out.writeEvent((Event) row.event());
      out.writeLong(row.time());
      out.writeLong(row.position());
      out.writeLong(row.order());
      out.writeInt(row.around() == null ? -1 : row.around().length);
      if (row.around() != null) {
        for (var event : row.around()) {
          out.writeBoolean(event != null);
          if (event != null) {
            out.writeEvent((Event) event);
          }
        }
      }
    }
  }

  private static void writeNodes(
      UnionPartition partition, ReachableNodes reachable, StateWriter out) {
    var arena = partition.arena;
    out.writeInt(reachable.size());
    for (int place = 0; place < reachable.size(); place++) {
      long node = reachable.node(place);
      boolean isUnion = arena.isUnion(node);
      out.writeBoolean(isUnion);
      out.writeLong(place(reachable, arena.left(node)));
      out.writeLong(arena.max(node));
      if (isUnion) {
        long max = arena.rightMax(node);
        boolean isOld = max < partition.oldest();
        out.writeLong(isOld ? MatchArena.bottom(max) : place(reachable, arena.right(node)));
        out.writeLong(max);
      } else {
        out.writeLong(MatchArena.rowOf(arena.taken(node)));
        out.writeInt(MatchArena.keyOf(arena.taken(node)));
      }
    }
  }

  /** A bottom as it is, another node by its place. */
  private static long place(ReachableNodes reachable, long node) {
    return MatchArena.isBottom(node) ? node : reachable.place(node);
  }

  private static void writeList(
      UnionPartition partition, int index, ReachableNodes reachable, StateWriter out) {
    var members = partition.states[index].members;
    out.writeInt(members.cardinality());
    members.stream().forEach(out::writeInt);
    var list = partition.lists[index];
    int entries = 0;
    while (entries < list.size && list.maxima[entries] >= partition.oldest()) {
      entries++;
    }
    out.writeInt(entries);
    for (int entry = 0; entry < entries; entry++) {
      out.writeLong(place(reachable, list.nodes[entry]));
    }
  }

  // ---- reading

  void read(UnionPartition partition, StateReader in) {
    partition.setDeadline(in.readLong(), in.readLong());
    readRows(partition, in);
    var nodes = readNodes(partition, in);
    int live = in.readInt();
    for (int i = 0; i < live; i++) {
      readList(partition, nodes, in);
    }
    if (partition.counter != null) {
      partition.counter.read(in);
    }
  }

  private void readRows(UnionPartition partition, StateReader in) {
    long oldest = in.readLong();
    long next = in.readLong();
    partition.startAt(oldest);
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long number = oldest + in.readInt();
      while (partition.next() < number) {
        partition.hold(null);
      }
      var event = in.readEvent(rowPrototype);
      long time = in.readLong();
      long position = in.readLong();
      long order = in.readLong();
      int width = in.readInt();
      Object[] around = width < 0 ? null : new Object[width];
      for (int k = 0; k < width; k++) {
        around[k] = in.readBoolean() ? in.readEvent(rowPrototype) : null;
      }
      partition.hold(new MatchRow(event, time, position, order, around));
    }
    while (partition.next() < next) {
      partition.hold(null);
    }
  }

  private static long[] readNodes(UnionPartition partition, StateReader in) {
    var arena = partition.arena;
    var nodes = new long[in.readInt()];
    for (int place = 0; place < nodes.length; place++) {
      boolean isUnion = in.readBoolean();
      long left = node(nodes, in.readLong());
      long max = in.readLong();
      if (isUnion) {
        long right = node(nodes, in.readLong());
        nodes[place] = arena.union(left, max, right, in.readLong());
      } else {
        long row = in.readLong();
        nodes[place] = arena.output(left, max, row, in.readInt());
      }
    }
    return nodes;
  }

  private static long node(long[] nodes, long place) {
    return MatchArena.isBottom(place) ? place : nodes[(int) place];
  }

  private void readList(UnionPartition partition, long[] nodes, StateReader in) {
    var members = new BitSet();
    for (int count = in.readInt(); count > 0; count--) {
      members.set(in.readInt());
    }
    var list = new EntryList();
    for (int count = in.readInt(); count > 0; count--) {
      long node = node(nodes, in.readLong());
      list.append(node, partition.arena.max(node));
    }
    if (list.size > 0) {
      partition.add(subsets.of(members), list);
    }
  }

  // ---- without what nothing refers to

  /** Copies what is referred to into a new arena, and lets go of all other rows. Only where matches have no limit of time. */
  static void compact(UnionPartition partition) {
    var reachable = reachable(partition);
    var from = partition.arena;
    var to = from.emptyTwin();
    var copies = new long[reachable.size()];
    for (int place = 0; place < copies.length; place++) {
      long node = reachable.node(place);
      long left = copy(reachable, copies, from.left(node));
      copies[place] =
          from.isUnion(node)
              ? to.union(
                  left,
                  from.max(node),
                  copy(reachable, copies, from.right(node)),
                  from.rightMax(node))
              : to.output(
                  left,
                  from.max(node),
                  MatchArena.rowOf(from.taken(node)),
                  MatchArena.keyOf(from.taken(node)));
    }
    for (int i = 0; i < partition.live; i++) {
      var list = partition.lists[i];
      for (int entry = 0; entry < list.size; entry++) {
        list.nodes[entry] = copy(reachable, copies, list.nodes[entry]);
      }
    }
    partition.arena = to;
    partition.nodesKept = to.size();
    partition.retain(reachable.rows());
  }

  private static long copy(ReachableNodes reachable, long[] copies, long node) {
    return MatchArena.isBottom(node) ? node : copies[reachable.place(node)];
  }
}
