package dev.weir.pattern.union;

import java.util.Arrays;

/**
 * Sets of partial matches as nodes of a graph, in slabs of primitives. Nodes are never changed.
 *
 * <ul>
 *   <li>A <em>bottom</em> is the beginning of all partial matches that start at a row. It is
 *       {@code ~start} and takes no room.
 *   <li>An <em>output</em> is the matches of its child with one more row.
 *   <li>A <em>union</em> is the matches of its left and of its right, which have none in common.
 * </ul>
 *
 * <p>Every node has the latest start among its matches, its maximum. Invariants: no union's left has
 * a smaller maximum than its right; and from any node at most three steps to the left lead to one that
 * is no union. So the matches that start in a window are listed with a delay of their own length,
 * nodes whose maximum is too old being passed over.
 *
 * <p>Time limits memory without any counting of references: a slab is dropped when the time of the row at which
 * it became full is behind the window. Whatever is still asked for is safe: a node has the maximum
 * of its left or child; and its right is followed only if the maximum of the right, which the
 * node itself holds, is in the window. Not thread-safe.
 */
final class MatchArena {
  /** Longs per node: left or child; right or what is added; maximum; maximum of the right, or {@link #OUTPUT}. */
  private static final int WIDTH = 4;

  static final long OUTPUT = -1;
  private static final int KEY_BITS = 7;

  private final int slabBits;
  private final int slabMask;

  /** The slabs from {@code first} on, by number; as many as a power of 2. */
  private long[][] slabs = new long[2][];

  /** By slab: the time at which it became full. */
  private long[] filled = new long[2];

  private long first;

  /** The number of the next node. */
  private long next;

  private long[] current;
  private long[] spare;
  private long now = Long.MIN_VALUE;
  private long window = Long.MAX_VALUE;

  /** @param slabBits the logarithm of the number of nodes in a slab */
  MatchArena(int slabBits) {
    this.slabBits = slabBits;
    this.slabMask = (1 << slabBits) - 1;
  }

  /**
   * Sets the time.
   *
   * @param micros how long before it the oldest start is that is still asked for; {@link
   *     Long#MAX_VALUE}: any
   */
  void setTime(long time, long micros) {
    now = time;
    window = micros;
  }

  // ---- nodes

  static long bottom(long start) {
    return ~start;
  }

  static boolean isBottom(long node) {
    return node < 0;
  }

  /** The latest start. */
  long max(long node) {
    return node < 0 ? ~node : slab(node)[at(node) + 2];
  }

  boolean isUnion(long node) {
    return node >= 0 && slab(node)[at(node) + 3] != OUTPUT;
  }

  /** A union's left, an output's child. */
  long left(long node) {
    return slab(node)[at(node)];
  }

  long right(long node) {
    return slab(node)[at(node) + 1];
  }

  long rightMax(long node) {
    return slab(node)[at(node) + 3];
  }

  /** What an output adds, see {@link #rowOf} and {@link #keyOf}. */
  long taken(long output) {
    return slab(output)[at(output) + 1];
  }

  /** The row that is added. */
  static long rowOf(long taken) {
    return taken >>> KEY_BITS;
  }

  /** How it is taken, see {@link Subsets#key}. */
  static int keyOf(long taken) {
    return (int) taken & (1 << KEY_BITS) - 1;
  }

  /** An output; {@code max} is that of the child. */
  long output(long child, long max, long row, int key) {
    return node(child, row << KEY_BITS | key, max, OUTPUT);
  }

  /** A union; the maxima are those of left and right, of which the right may be too old and gone. */
  long union(long left, long max, long right, long rightMax) {
    return node(left, right, max, rightMax);
  }

  /** A union of nodes where left's maximum is not the smaller. */
  long union(long left, long right) {
    return union(left, max(left), right, max(right));
  }

  /**
   * A union of safe nodes of one maximum, which is safe. A node is safe if it is no union, or its left
   * is none and its right is at most two steps to the left from one that is none.
   */
  long unite(long x, long y) {
    if (!isUnion(x)) {
      return union(x, y);
    }
    if (!isUnion(y)) {
      return union(y, x);
    }
    // The rights may be too old and gone: of them only the maxima held here are read.
    long xMax = rightMax(x);
    long yMax = rightMax(y);
    long rights =
        xMax >= yMax
            ? union(right(x), xMax, right(y), yMax)
            : union(right(y), yMax, right(x), xMax);
    long max = max(x);
    long rest = union(left(y), max, rights, Math.max(xMax, yMax));
    return union(left(x), max, rest, max);
  }

  // ---- slabs

  /** Where a node is found, from {@link #at} on: see {@link #WIDTH}. */
  long[] slab(long node) {
    return slabs[(int) (node >>> slabBits) & slabs.length - 1];
  }

  int at(long node) {
    return ((int) node & slabMask) * WIDTH;
  }

  private long node(long left, long right, long max, long rightMax) {
    int offset = (int) next & slabMask;
    if (offset == 0) {
      openSlab();
    }
    var slab = current;
    int at = offset * WIDTH;
    slab[at] = left;
    slab[at + 1] = right;
    slab[at + 2] = max;
    slab[at + 3] = rightMax;
    return next++;
  }

  private void openSlab() {
    long number = next >>> slabBits;
    if (number > first) {
      filled[(int) (number - 1) & filled.length - 1] = now;
    }
    dropOld(number);
    if (number - first == slabs.length) {
      grow(number);
    }
    current = spare == null ? new long[WIDTH << slabBits] : spare;
    spare = null;
    slabs[(int) number & slabs.length - 1] = current;
  }

  /** @param end the number of the first slab that is not full */
  private void dropOld(long end) {
    while (first < end && now - filled[(int) first & filled.length - 1] > window) {
      int oldest = (int) first++ & slabs.length - 1;
      spare = slabs[oldest];
      slabs[oldest] = null;
    }
  }

  private void grow(long end) {
    var larger = new long[slabs.length * 2][];
    var times = new long[larger.length];
    for (long number = first; number < end; number++) {
      int from = (int) number & slabs.length - 1;
      int to = (int) number & larger.length - 1;
      larger[to] = slabs[from];
      times[to] = filled[from];
    }
    slabs = larger;
    filled = times;
  }

  /** Forgets all nodes. */
  void clear() {
    if (next > 0) {
      spare = current;
      Arrays.fill(slabs, null);
      first = 0;
      next = 0;
    }
  }

  /** An arena like this one, without nodes. */
  MatchArena emptyTwin() {
    var twin = new MatchArena(slabBits);
    twin.setTime(now, window);
    return twin;
  }

  /** How many nodes are held. */
  long size() {
    return next - (first << slabBits);
  }
}
