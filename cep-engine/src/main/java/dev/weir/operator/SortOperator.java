package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.state.Snapshot;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.List;

/**
 * ORDER BY over a bounded input: all rows, sorted, when it ends; ties in order of arrival. Rows keep
 * their times, which are then in no order.
 */
public final class SortOperator extends Operator {
  private record Row(Event event, long time) {}

  private final RowOrder order;
  private final Event prototype;
  private List<Row> rows = new ArrayList<>();

  /** @param prototype any event of the rows' class */
  public SortOperator(RowOrder order, Event prototype, Collector out) {
    super(out);
    this.order = order;
    this.prototype = prototype;
  }

  @Override
  public void row(Object event, long time, Change change) {
    rows.add(new Row((Event) event, time));
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      var sorted = rows;
      rows = new ArrayList<>();
      sorted.sort((left, right) -> order.compare(left.event, right.event));
      sorted.forEach(row -> out.row(row.event, row.time, Change.INSERT));
      out.watermark(time);
    }
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    var shared = snapshot.shared();
    shared.writeInt(rows.size());
    for (var row : rows) {
      shared.writeLong(row.time);
      shared.writeEvent(row.event);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    int count = shared.readInt();
    for (int i = 0; i < count; i++) {
      long time = shared.readLong();
      rows.add(new Row(shared.readEvent(prototype), time));
    }
  }
}
