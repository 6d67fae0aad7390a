package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.state.Snapshot;
import dev.weir.time.Clock;
import dev.weir.time.Watermarks;

/**
 * Makes processing time the time of the rows: each row has the clock's reading at its arrival, and
 * the watermark is the clock, told after each batch and by {@link #tick} while nothing arrives. The
 * times and watermarks of the input are dropped, its end is not.
 */
public final class ProcessingTimeOperator extends Operator {
  private final Clock clock;
  private long now = Watermarks.NONE;

  public ProcessingTimeOperator(Clock clock, Collector out) {
    super(out);
    this.clock = clock;
  }

  @Override
  public void row(Object event, long time, Change change) {
    out.row(event, read(), change);
  }

  @Override
  public void rows(Object[] events, long[] times, int from, int to) {
    for (int i = from; i < to; i++) {
      out.row(events[i], read(), Change.INSERT);
    }
    out.watermark(now);
  }

  /** Tells what is behind how late it is. Whoever runs the query calls it when time may be due. */
  public void tick() {
    if (now != Watermarks.END) {
      out.watermark(read());
    }
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      now = Watermarks.END;
      out.watermark(time);
    } else {
      tick();
    }
  }

  /** A clock that was set back between two runs must not take rows behind the watermark. */
  private long read() {
    now = Math.max(now, clock.micros());
    return now;
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(now);
  }

  @Override
  public void restore(Snapshot snapshot) {
    now = snapshot.readShared().readLong();
  }
}
