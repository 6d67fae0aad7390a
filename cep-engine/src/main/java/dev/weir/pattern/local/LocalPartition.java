package dev.weir.pattern.local;

/** One partition: the rows that attempts may need, and the matches that wait for attempts alive. */
abstract class LocalPartition extends HeldRows {
  final FoundMatches found = new FoundMatches();

  /** The first row that is not known yet to be the start of a match or none. */
  long undecided;

  /** The last row that is in a match, or -1. */
  long covered = -1;

  /** How many attempts are alive. */
  abstract int alive();

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
