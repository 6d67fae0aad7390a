package dev.weir.pattern.union;

import java.util.Arrays;

/**
 * The partial matches that are in one state, as a list of nodes with falling maxima: the first is no
 * union and may have the maximum of the second, else they differ. All are safe, see {@link
 * MatchArena#unite}. It is short: an entry that is older than the first can only have the maximum of a list
 * that once came here as a whole. Not thread-safe.
 */
final class EntryList {
  long[] nodes = new long[2];
  long[] maxima = new long[2];
  int size;

  /** Makes it the list of one node, which is no union. */
  void set(long node, long max) {
    nodes[0] = node;
    maxima[0] = max;
    size = 1;
  }

  /** The latest start. */
  long max() {
    return maxima[0];
  }

  /** Adds a safe node whose maximum is not larger than the list's. */
  void insert(long node, long max, MatchArena arena) {
    int i = 1;
    while (i < size && maxima[i] > max) {
      i++;
    }
    if (i < size && maxima[i] == max) {
      nodes[i] = arena.unite(nodes[i], node);
      return;
    }
    append(node, max);
    for (int k = size - 1; k > i; k--) {
      nodes[k] = nodes[k - 1];
      maxima[k] = maxima[k - 1];
    }
    nodes[i] = node;
    maxima[i] = max;
  }

  /** Adds a node at the end. */
  void append(long node, long max) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size * 2);
      maxima = Arrays.copyOf(maxima, size * 2);
    }
    nodes[size] = node;
    maxima[size++] = max;
  }

  /** Drops entries all of whose matches start before a row. The first must not be one. */
  void dropBefore(long start) {
    while (maxima[size - 1] < start) {
      size--;
    }
  }

  /** All in one safe node; the list stays as it is. */
  long merged(MatchArena arena) {
    long merged = nodes[size - 1];
    for (int i = size - 2; i >= 0; i--) {
      merged = arena.union(nodes[i], merged);
    }
    return merged;
  }
}
