package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.state.Snapshot;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.List;

/**
 * ORDER BY that leads with the time column ascending: rows leave when the watermark has passed their
 * time, so the input need not end. Rows of equal times are ordered by the further keys, then by
 * arrival.
 */
public final class TimeSortOperator extends Operator {
  private final RowOrder order;
  private final Event prototype;
  private final CalendarQueue waiting = new CalendarQueue();
  private final Group group = new Group();

  /**
   * @param order of rows with equal times, null for the order of arrival
   * @param prototype any event of the rows' class
   */
  public TimeSortOperator(RowOrder order, Event prototype, Collector out) {
    super(out);
    this.order = order;
    this.prototype = prototype;
  }

  @Override
  public void row(Object event, long time, Change change) {
    waiting.add(event, time, 0);
  }

  @Override
  public void watermark(long time) {
    if (order == null) {
      waiting.release(time == Watermarks.END ? time : time - 1, out);
    } else {
      waiting.release(time == Watermarks.END ? time : time - 1, group);
      group.flush();
    }
    out.watermark(time);
  }

  /** Collects rows of one time, and sorts them. */
  private final class Group implements Collector {
    private final List<Object> rows = new ArrayList<>();
    private long time;

    @Override
    public void row(Object event, long rowTime, Change change) {
      if (rowTime != time) {
        flush();
        time = rowTime;
      }
      rows.add(event);
    }

    private void flush() {
      rows.sort(order::compare);
      rows.forEach(row -> out.row(row, time, Change.INSERT));
      rows.clear();
    }

    @Override
    public void watermark(long time) {
      throw new AssertionError("the queue gives rows only");
    }
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    waiting.write(snapshot.shared());
  }

  @Override
  public void restore(Snapshot snapshot) {
    waiting.read(snapshot.readShared(), prototype);
  }
}
