package dev.weir.window;

import dev.weir.event.Event;

/**
 * FIRST_VALUE, LAST_VALUE, NTH_VALUE. In a frame without start, only the rows that can ever be the
 * answer are remembered: the first {@code n}, or the last one.
 */
final class PickStep extends OverStep {
  private final OverFunction.Pick function;
  private final FrameBounds bounds;
  private final boolean isLast;

  PickStep(int index, OverFunction.Pick function, FrameBounds bounds) {
    super(index);
    this.function = function;
    this.bounds = bounds;
    this.isLast = function.nth() == OverFunction.Pick.LAST;
  }

  @Override
  boolean isReady(OverPartition partition, long row, long horizon) {
    return horizon == FINISHED || bounds.isComplete(partition.rows, row, horizon);
  }

  @Override
  void evaluate(OverPartition partition, long row, Event target) {
    var rows = partition.rows;
    long start = bounds.start(rows, row, partition.starts[index]);
    long end = bounds.end(rows, row, partition.ends[index]);
    partition.starts[index] = start;
    partition.ends[index] = end;
    var picked = bounds.isFromStart() ? remember(partition, end) : find(rows, start, end);
    if (picked == null) {
      target.setNull(function.field());
    } else {
      copy(picked, function.valueColumn(), target, function.field());
    }
  }

  private Event remember(OverPartition partition, long end) {
    var remembered = partition.remembered.get(index);
    for (long i = partition.taken[index]; i < end; i++) {
      var row = partition.rows.row(i);
      if (isLast && counts(row)) {
        remembered.clear();
      }
      if ((isLast || remembered.size() < function.nth()) && counts(row)) {
        remembered.add(row);
      }
    }
    partition.taken[index] = Math.max(partition.taken[index], end);
    if (isLast) {
      return remembered.isEmpty() ? null : remembered.get(0);
    }
    return remembered.size() < function.nth() ? null : remembered.get((int) function.nth() - 1);
  }

  private Event find(RowBuffer rows, long start, long end) {
    if (!function.ignoreNulls()) {
      long number = isLast ? end - 1 : start + function.nth() - 1;
      return number >= start && number < end ? rows.row(number) : null;
    }
    if (isLast) {
      for (long i = end - 1; i >= start; i--) {
        if (counts(rows.row(i))) {
          return rows.row(i);
        }
      }
      return null;
    }
    long rest = function.nth();
    for (long i = start; i < end; i++) {
      if (counts(rows.row(i)) && --rest == 0) {
        return rows.row(i);
      }
    }
    return null;
  }

  private boolean counts(Event row) {
    return !function.ignoreNulls() || !row.isNull(function.valueColumn());
  }

  @Override
  long needed(OverPartition partition) {
    return bounds.isFromStart()
        ? partition.taken[index]
        : Math.min(partition.starts[index], partition.ends[index]);
  }
}
