package dev.weir.pattern.local;

import dev.weir.pattern.match.Partition;
import java.util.Arrays;

/** The attempts of one partition: those that are alive in order of their starts, and the matches that wait for them. */
abstract class LocalPartition extends Partition {
  /** All rows since the first that is still needed. */
  final HeldRows held = new HeldRows();

  /** By attempt alive: its first row's position, ascending, and its {@link Candidate}. */
  long[] starts = new long[2];

  long[] candidates = new long[2];
  int alive;

  final FoundMatches found = new FoundMatches();

  /** The first row that is not known yet to be the start of a match or none. */
  long undecided;

  /** The last row that is in a match, or -1. */
  long covered = -1;

  /** Appends an attempt. */
  void begin(long start, long candidate) {
    if (alive == starts.length) {
      starts = Arrays.copyOf(starts, 2 * alive);
      candidates = Arrays.copyOf(candidates, 2 * alive);
    }
    starts[alive] = start;
    candidates[alive++] = candidate;
  }

  /** Removes the first attempts. */
  void removeFirst(int count) {
    alive -= count;
    System.arraycopy(starts, count, starts, 0, alive);
    System.arraycopy(candidates, count, candidates, 0, alive);
  }

  // For the matcher, as the fields belong to another package.

  final long position() {
    return rows;
  }

  final long nextNumber() {
    return ++matches;
  }

  final void setDeadline(long time, long order) {
    deadline = time;
    deadlineOrder = order;
  }
}
