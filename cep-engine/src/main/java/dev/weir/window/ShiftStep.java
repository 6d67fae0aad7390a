package dev.weir.window;

import dev.weir.event.Event;

/**
 * LAG and LEAD. With IGNORE NULLS, LAG remembers the last rows with a value, as many as it goes back;
 * LEAD remembers those ahead.
 */
final class ShiftStep extends OverStep {
  private final OverFunction.Shift function;
  private final long distance;
  private final boolean ignoreNulls;

  ShiftStep(int index, OverFunction.Shift function) {
    super(index);
    this.function = function;
    this.distance = function.distance();
    this.ignoreNulls = function.ignoreNulls() && distance != 0;
  }

  @Override
  boolean isReady(OverPartition partition, long row, long horizon) {
    if (distance <= 0 || horizon == FINISHED) {
      return true;
    }
    return ignoreNulls
        ? lookAhead(partition, row) >= distance
        : distance < partition.rows.end() - row;
  }

  @Override
  void evaluate(OverPartition partition, long row, Event target) {
    var found = distance < 0 ? back(partition, row) : ahead(partition, row);
    if (found != null) {
      copy(found, function.valueColumn(), target, function.field());
    } else if (function.defaultColumn() >= 0) {
      copy(partition.rows.row(row), function.defaultColumn(), target, function.field());
    } else {
      target.setNull(function.field());
    }
  }

  private Event back(OverPartition partition, long row) {
    if (!ignoreNulls) {
      return row + distance < 0 ? null : partition.rows.row(row + distance);
    }
    var remembered = partition.remembered.get(index);
    for (long i = partition.taken[index]; i < row; i++) {
      if (!partition.rows.row(i).isNull(function.valueColumn())) {
        remembered.add(partition.rows.row(i));
        if (remembered.size() > -distance) {
          remembered.remove(0);
        }
      }
    }
    partition.taken[index] = row;
    return remembered.size() < -distance ? null : remembered.get(0);
  }

  private Event ahead(OverPartition partition, long row) {
    if (!ignoreNulls) {
      return distance < partition.rows.end() - row ? partition.rows.row(row + distance) : null;
    }
    return lookAhead(partition, row) < distance
        ? null
        : partition.remembered.get(index).get((int) distance - 1);
  }

  /** Brings the rows with a value behind {@code row} to mind, until there are enough. */
  private int lookAhead(OverPartition partition, long row) {
    var remembered = partition.remembered.get(index);
    // {@code starts} is the row up to which remembered ones are gone.
    for (long i = partition.starts[index]; i <= row; i++) {
      if (i < partition.taken[index] && !partition.rows.row(i).isNull(function.valueColumn())) {
        remembered.remove(0);
      }
    }
    partition.starts[index] = row + 1;
    long next = Math.max(partition.taken[index], row + 1);
    while (next < partition.rows.end() && remembered.size() < distance) {
      if (!partition.rows.row(next).isNull(function.valueColumn())) {
        remembered.add(partition.rows.row(next));
      }
      next++;
    }
    partition.taken[index] = next;
    return remembered.size();
  }

  @Override
  long needed(OverPartition partition) {
    if (distance >= 0) {
      return NOTHING;
    }
    return ignoreNulls ? partition.taken[index] : Math.max(0, partition.next + distance);
  }
}
