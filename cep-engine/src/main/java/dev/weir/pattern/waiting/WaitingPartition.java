package dev.weir.pattern.waiting;

import dev.weir.pattern.match.Partition;

/** The runs of one partition. */
final class WaitingPartition extends Partition {
  /** By stage: the runs that wait for it. The first stage has none. */
  final RunHeap[] waiting;

  /** All of them, in the order of their starts. */
  final RunList starts = new RunList();

  /** The runs that are complete if it stays quiet, in the order of their deadlines. */
  final RunList quiet = new RunList();

  int alive;

  WaitingPartition(int stages) {
    waiting = new RunHeap[stages];
    for (int stage = 1; stage < stages; stage++) {
      waiting[stage] = new RunHeap();
    }
  }

  /** For the matcher, as the fields belong to another package. */
  void setDeadline(long time, long order) {
    deadline = time;
    deadlineOrder = order;
  }

  long position() {
    return rows;
  }
}
