package dev.weir.pattern.match;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** Drives one partition of a matcher as the operator does; restores it before each call if asked to. */
public final class PartitionDriver<P extends Partition> {
  /** Makes a matcher anew. */
  public interface Matchers<P extends Partition> {
    Matcher<P> make();
  }

  private final Matchers<P> matchers;
  private final boolean restores;
  private Matcher<P> matcher;
  private P partition;
  private long now = Long.MIN_VALUE;

  public PartitionDriver(Matchers<P> matchers, boolean restores) {
    this.matchers = matchers;
    this.restores = restores;
    this.matcher = matchers.make();
    this.partition = matcher.newPartition();
  }

  /** The position of the next row. */
  public long position() {
    return partition.rows;
  }

  public void row(Object event, long time, Object[] around, long satisfied) {
    time(time);
    restore();
    now = time;
    long order = 10 + 3 * partition.rows;
    matcher.row(partition, event, time, order, around, satisfied, now);
    partition.rows++;
  }

  /** Serves the deadlines before a time. */
  public void time(long time) {
    while (partition.deadline < time) {
      restore();
      now = partition.deadline;
      matcher.expire(partition, now);
      if (partition.deadline <= now) {
        throw new AssertionError("the deadline " + now + " has been served");
      }
    }
  }

  public void end() {
    time(Long.MAX_VALUE);
    restore();
    matcher.end(partition, now);
    if (!matcher.isIdle(partition) || partition.deadline != Partition.NONE) {
      throw new AssertionError("the partition is not empty");
    }
  }

  public int partialMatches() {
    return matcher.partialMatches(partition);
  }

  public boolean isIdle() {
    return matcher.isIdle(partition);
  }

  public long deadline() {
    return partition.deadline;
  }

  private void restore() {
    if (!restores) {
      return;
    }
    var out = new StateWriter();
    matcher.write(partition, out);
    var restoredMatcher = matchers.make();
    var restored = restoredMatcher.newPartition();
    restored.rows = partition.rows;
    restored.matches = partition.matches;
    var in = new StateReader(out.toByteArray());
    restoredMatcher.read(restored, in);
    if (!in.isAtEnd()
        || restored.deadline != partition.deadline
        || restored.deadlineOrder != partition.deadlineOrder
        || restoredMatcher.partialMatches(restored) != matcher.partialMatches(partition)) {
      throw new AssertionError("what was read is not what was written");
    }
    matcher = restoredMatcher;
    partition = restored;
  }
}
