package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.event.RowError;
import dev.weir.state.Snapshot;
import java.util.List;

/** Each row once per projection, in their order: the input of an aggregate over grouping sets. */
public final class ExpandOperator extends Operator {
  private final Projection[] projections;
  private final RowErrors errors;

  public ExpandOperator(List<Projection> projections, RowErrors errors, Collector out) {
    super(out);
    this.projections = projections.toArray(Projection[]::new);
    this.errors = errors;
  }

  @Override
  public void row(Object event, long time, Change change) {
    var rows = new Object[projections.length];
    try {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = projections[i].apply(event, time);
      }
    } catch (RowError error) {
      errors.failed(event, time, error);
      return;
    }
    for (var row : rows) {
      out.row(row, time, change);
    }
  }

  @Override
  public void watermark(long time) {
    out.watermark(time);
  }

  /** There is no state. */
  @Override
  public void snapshot(Snapshot snapshot) {}

  @Override
  public void restore(Snapshot snapshot) {}
}
