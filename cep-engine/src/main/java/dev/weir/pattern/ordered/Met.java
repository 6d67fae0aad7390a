package dev.weir.pattern.ordered;

import java.util.Arrays;

/** The runs that have come into being at the present row, by state, to find those that are equal. */
final class Met {
  private final Equality equality;
  private final int[] head;
  private final long[] stamps;
  private long stamp = 1;
  private Run[] runs = new Run[16];
  private int[] next = new int[16];
  private int size;

  Met(Equality equality, int states) {
    this.equality = equality;
    this.head = new int[states];
    this.stamps = new long[states];
  }

  /** Forgets all. */
  void clear() {
    stamp++;
    Arrays.fill(runs, 0, size, null);
    size = 0;
  }

  /** Adds a run. @return false if there is one already that stands for it */
  boolean add(Run run) {
    int state = run.state.number;
    boolean first = stamps[state] != stamp;
    if (!first) {
      for (int i = head[state]; i >= 0; i = next[i]) {
        if (equality.same(runs[i], run)) {
          return false;
        }
      }
    }
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, size * 2);
      next = Arrays.copyOf(next, size * 2);
    }
    runs[size] = run;
    next[size] = first ? -1 : head[state];
    head[state] = size++;
    stamps[state] = stamp;
    return true;
  }
}
