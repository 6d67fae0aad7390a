package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.state.Snapshot;
import dev.weir.type.RowValue;
import java.util.Collection;
import java.util.Map;

/**
 * UNNEST: each row once per element of a collection, with the element appended: one field for the
 * element of an array, one per field of its rows, two for key and value of a map; then the position
 * from 1 if asked for. A row with no element gives nothing, or one row with NULLs.
 */
public final class UnnestOperator extends Operator {
  private final Projection columns;
  private final int collectionColumn;
  private final int inputColumns;
  private final boolean ordinality;
  private final boolean keepEmpty;
  private final RowErrors errors;

  /**
   * @param columns makes an output row: the input's columns, then room for what is appended
   * @param collectionColumn the column of the input row that holds the array or map
   * @param inputColumns the number of columns that {@code columns} fills
   */
  public UnnestOperator(
      Projection columns,
      int collectionColumn,
      int inputColumns,
      boolean ordinality,
      boolean keepEmpty,
      RowErrors errors,
      Collector out) {
    super(out);
    this.columns = columns;
    this.collectionColumn = collectionColumn;
    this.inputColumns = inputColumns;
    this.ordinality = ordinality;
    this.keepEmpty = keepEmpty;
    this.errors = errors;
  }

  @Override
  public void row(Object event, long time, Change change) {
    try {
      unnest((Event) event, time, change);
    } catch (RowError error) {
      errors.failed(event, time, error);
    }
  }

  private void unnest(Event event, long time, Change change) {
    var collection = event.getObject(collectionColumn);
    int position = 0;
    if (collection instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        var row = columns.apply(event, time);
        row.set(inputColumns, entry.getKey());
        row.set(inputColumns + 1, entry.getValue());
        give(row, ++position, time, change);
      }
    } else if (collection instanceof Collection<?> elements) {
      for (var element : elements) {
        var row = columns.apply(event, time);
        fill(row, element);
        give(row, ++position, time, change);
      }
    }
    if (position == 0 && keepEmpty) {
      var row = columns.apply(event, time);
      for (int field = inputColumns; field < row.size(); field++) {
        row.setNull(field);
      }
      out.row(row, time, change);
    }
  }

  private void fill(Event row, Object element) {
    int end = ordinality ? row.size() - 1 : row.size();
    if (element instanceof RowValue value && value.fields().size() == end - inputColumns) {
      for (int field = inputColumns; field < end; field++) {
        row.set(field, value.fields().get(field - inputColumns));
      }
    } else {
      // A NULL element of an array of rows makes all its fields NULL.
      for (int field = inputColumns; field < end; field++) {
        row.set(field, element);
      }
    }
  }

  private void give(Event row, int position, long time, Change change) {
    if (ordinality) {
      int field = row.size() - 1;
      if (row.layout().charAt(field) == 'I') {
        row.setInt(field, position);
      } else {
        row.setLong(field, position);
      }
    }
    out.row(row, time, change);
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
