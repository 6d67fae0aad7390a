package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.state.Snapshot;

/**
 * OFFSET and LIMIT. When it is full it drops what still comes; whoever feeds the query asks {@link
 * #isFull} and may end it.
 */
public final class LimitOperator extends Operator {
  private static final long UNLIMITED = -1;

  private final Runnable whenFull;
  private long toSkip;
  private long toPass;

  /**
   * @param offset rows to skip
   * @param count rows to pass after these, -1 for all
   * @param whenFull called once, behind the last row that passes
   */
  public LimitOperator(long offset, long count, Runnable whenFull, Collector out) {
    super(out);
    this.toSkip = offset;
    this.toPass = count;
    this.whenFull = whenFull;
  }

  /** Whether no further row will pass. */
  public boolean isFull() {
    return toPass == 0;
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (toPass == 0) {
      return;
    }
    if (toSkip > 0) {
      toSkip--;
      return;
    }
    out.row(event, time, change);
    if (toPass != UNLIMITED && --toPass == 0) {
      whenFull.run();
    }
  }

  @Override
  public void watermark(long time) {
    out.watermark(time);
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(toSkip);
    snapshot.shared().writeLong(toPass);
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    toSkip = shared.readLong();
    toPass = shared.readLong();
  }
}
