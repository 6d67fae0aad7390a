package dev.weir.pattern.union;

import java.util.Arrays;
import java.util.BitSet;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;

/**
 * The nodes that can be reached from some roots, in an order in which each comes behind those it is made of. In
 * time n log n. Of a union whose right is too old only the left counts.
 */
final class ReachableNodes {
  private final MatchArena arena;
  private final long oldest;
  private final LongIntHashMap places = new LongIntHashMap();
  private final BitSet rows = new BitSet();
  private long[] nodes = new long[16];
  private int count;

  /** @param oldest the number of the first row that a match may start with */
  ReachableNodes(MatchArena arena, long oldest) {
    this.arena = arena;
    this.oldest = oldest;
  }

  /** Adds a root and what it is made of. */
  void add(long root) {
    int done = count;
    note(root);
    while (done < count) {
      long node = nodes[done++];
      note(arena.left(node));
      if (!arena.isUnion(node)) {
        rows.set((int) (MatchArena.rowOf(arena.taken(node)) - oldest));
      } else if (arena.rightMax(node) >= oldest) {
        note(arena.right(node));
      }
    }
  }

  private void note(long node) {
    if (MatchArena.isBottom(node)) {
      rows.set((int) (arena.max(node) - oldest));
    } else if (!places.containsKey(node)) {
      places.put(node, count);
      if (count == nodes.length) {
        nodes = Arrays.copyOf(nodes, count * 2);
      }
      nodes[count++] = node;
    }
  }

  /** Orders the nodes; none are added afterwards. */
  void sort() {
    // Nodes are numbered as they are made.
    Arrays.sort(nodes, 0, count);
    for (int i = 0; i < count; i++) {
      places.put(nodes[i], i);
    }
  }

  int size() {
    return count;
  }

  long node(int place) {
    return nodes[place];
  }

  /** The place of a node that is no bottom. */
  int place(long node) {
    return places.getOrThrow(node);
  }

  /** The rows of these nodes, counted from the oldest that a match may start with. */
  BitSet rows() {
    return rows;
  }

  /** How many matches each root has, {@link Long#MAX_VALUE} standing for more than that, together. */
  static long count(MatchArena arena, long oldest, long[] roots, int rootCount) {
    var reachable = new ReachableNodes(arena, oldest);
    for (int i = 0; i < rootCount; i++) {
      reachable.add(roots[i]);
    }
    reachable.sort();
    var counts = new long[reachable.count];
    for (int place = 0; place < counts.length; place++) {
      long node = reachable.nodes[place];
      long sum = reachable.count(counts, arena.left(node));
      if (arena.isUnion(node) && arena.rightMax(node) >= oldest) {
        sum += reachable.count(counts, arena.right(node));
      }
      counts[place] = sum < 0 ? Long.MAX_VALUE : sum;
    }
    long total = 0;
    for (int i = 0; i < rootCount; i++) {
      total += reachable.count(counts, roots[i]);
      total = total < 0 ? Long.MAX_VALUE : total;
    }
    return total;
  }

  private long count(long[] counts, long node) {
    return MatchArena.isBottom(node) ? 1 : counts[place(node)];
  }
}
