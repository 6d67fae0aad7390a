package dev.weir.pattern.ordered;

/**
 * The search where conditions read MATCH_NUMBER: what a later attempt would find depends on how many
 * matches there are before it. So there is one attempt at a time; the rows behind its start are kept,
 * and seen again by the next one. Between them the deadlines of the attempt are served as if its rows
 * came for the first time.
 */
final class OneByOne {
  private final CurrentRow current;
  private final Stepper stepper;
  private final Results results;

  OneByOne(CurrentRow current, Stepper stepper, Results results) {
    this.current = current;
    this.stepper = stepper;
    this.results = results;
  }

  /** Looks at the present row. */
  void row(OrderedPartition partition) {
    var unwanted = current.unwantedTimes;
    partition.replay.add(
        new Replay.Seen(
            current.row(), current.satisfied, unwanted == null ? null : unwanted.clone()));
    search(partition, Long.MIN_VALUE);
  }

  void expire(OrderedPartition partition, long deadline) {
    search(partition, deadline);
  }

  void end(OrderedPartition partition) {
    search(partition, Long.MIN_VALUE);
    while (partition.head != null) {
      stepper.end(partition, partition.head);
      settle(partition);
      search(partition, Long.MIN_VALUE);
    }
    partition.replay.release(partition.replay.end());
  }

  /** Goes on as far as the rows and the time go. @param passed time has gone past this moment */
  private void search(OrderedPartition partition, long passed) {
    var replay = partition.replay;
    while (true) {
      if (replay.next < replay.end()) {
        lookAt(partition, replay.at(replay.next));
      } else if (partition.head != null && partition.head.ends <= passed) {
        stepper.expire(partition, partition.head, partition.head.ends);
      } else {
        break;
      }
      settle(partition);
    }
  }

  private void lookAt(OrderedPartition partition, Replay.Seen seen) {
    var head = partition.head;
    if (head != null && head.ends < seen.row.time()) {
      stepper.expire(partition, head, head.ends);
      return;
    }
    current.set(seen.row, seen.satisfied, seen.reported);
    current.unwantedTimes = seen.unwantedTimes;
    current.number = partition.matches() + 1;
    stepper.beginRow();
    if (head != null) {
      stepper.step(partition, head);
    } else {
      var attempt = stepper.start(partition);
      if (attempt != null) {
        partition.add(attempt);
      }
    }
    stepper.endRow();
    seen.reported = current.isReported();
    partition.replay.next++;
  }

  private void settle(OrderedPartition partition) {
    var replay = partition.replay;
    var head = partition.head;
    if (head != null && head.isDecided()) {
      results.giveUnmatched(partition, head.position());
      partition.removeHead();
      replay.next = head.complete ? results.give(partition, head) : head.position() + 1;
      head = null;
    }
    replay.release(head == null ? replay.next : head.position());
  }
}
