package dev.weir.window;

import dev.weir.event.Event;

/** ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE: functions of a row's place alone. */
final class RankingStep extends OverStep {
  private final OverFunction.Ranking function;

  RankingStep(int index, OverFunction.Ranking function) {
    super(index);
    this.function = function;
  }

  @Override
  boolean isReady(OverPartition partition, long row, long horizon) {
    return horizon == FINISHED || !needsEnd(function);
  }

  @Override
  void evaluate(OverPartition partition, long row, Event target) {
    var rows = partition.rows;
    switch (function.function()) {
      case ROW_NUMBER -> set(target, row + 1);
      case RANK -> set(target, rows.groupStart(row) + 1);
      case DENSE_RANK -> set(target, rows.group(row) + 1);
      case PERCENT_RANK -> {
        double others = rows.end() - 1;
        target.setDouble(function.field(), others == 0 ? 0 : rows.groupStart(row) / others);
      }
      case CUME_DIST -> {
        long end = Math.max(partition.ends[index], row + 1);
        while (end < rows.end() && rows.group(end) == rows.group(row)) {
          end++;
        }
        partition.ends[index] = end;
        target.setDouble(function.field(), (double) end / rows.end());
      }
      case NTILE -> set(target, bucket(row, rows.end()));
      default -> throw new AssertionError(function);
    }
  }

  /** The first {@code rows % buckets} buckets hold one row more than the others. */
  private long bucket(long row, long rows) {
    long size = rows / function.buckets();
    long larger = rows % function.buckets();
    long inLarger = larger * (size + 1);
    return row < inLarger ? row / (size + 1) + 1 : larger + (row - inLarger) / size + 1;
  }

  private void set(Event target, long value) {
    if (target.layout().charAt(function.field()) == 'I') {
      target.setInt(function.field(), Math.toIntExact(value));
    } else {
      target.setLong(function.field(), value);
    }
  }

  @Override
  long needed(OverPartition partition) {
    return NOTHING;
  }
}
