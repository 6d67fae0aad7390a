package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.state.Snapshot;
import dev.weir.time.Watermarks;

/**
 * Gives a bounded input without time the times of one of its columns: when the input ends, its rows
 * leave in that order, ties by arrival. Rows where the column is NULL are reported.
 */
public final class TimeFromColumnOperator extends Operator {
  private final int column;
  private final Event prototype;
  private final RowErrors errors;
  private final CalendarQueue waiting = new CalendarQueue();

  /** @param prototype any event of the rows' class */
  public TimeFromColumnOperator(int column, Event prototype, RowErrors errors, Collector out) {
    super(out);
    this.column = column;
    this.prototype = prototype;
    this.errors = errors;
  }

  @Override
  public void row(Object event, long time, Change change) {
    var row = (Event) event;
    if (row.isNull(column)) {
      errors.failed(row, time, new RowError("the time column is NULL"));
    } else {
      waiting.add(row, row.getLong(column), 0);
    }
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      waiting.release(time, out);
      out.watermark(time);
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
