package dev.weir.window;

import dev.weir.aggregate.SlidingAggregate;
import dev.weir.event.Event;
import dev.weir.operator.Aggregator;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * Aggregates over a frame. Rows enter as the frame's end passes them and leave as its start does; a
 * frame without start only grows, so one slot per partition does.
 */
final class AggregateStep extends OverStep {
  private final FrameBounds bounds;
  private final Aggregator aggregator;
  private final int firstField;

  /** Null for a frame without start. Positions are numbers of rows. */
  private final SlidingAggregate window;

  AggregateStep(int index, OverFunction.Aggregates function, FrameBounds bounds) {
    super(index);
    this.bounds = bounds;
    this.aggregator = function.aggregator();
    this.firstField = function.firstField();
    this.window = bounds.isFromStart() ? null : new SlidingAggregate(aggregator);
  }

  @Override
  void ensureKeys(int count) {
    if (window == null) {
      aggregator.ensureSlots(count);
    } else {
      window.ensureKeys(count);
    }
  }

  @Override
  boolean isReady(OverPartition partition, long row, long horizon) {
    return horizon == FINISHED || bounds.isComplete(partition.rows, row, horizon);
  }

  @Override
  void evaluate(OverPartition partition, long row, Event target) {
    var rows = partition.rows;
    long end = bounds.end(rows, row, partition.ends[index]);
    partition.ends[index] = end;
    if (window == null) {
      for (long i = partition.taken[index]; i < end; i++) {
        aggregator.add(partition.key, rows.row(i));
      }
      partition.taken[index] = end;
      aggregator.result(partition.key, target, firstField);
      return;
    }
    long start = bounds.start(rows, row, partition.starts[index]);
    partition.starts[index] = start;
    window.evictBefore(partition.key, start);
    for (long i = Math.max(partition.taken[index], start); i < end; i++) {
      window.push(partition.key, i);
      window.addToLast(partition.key, rows.row(i));
    }
    partition.taken[index] = Math.max(partition.taken[index], end);
    int slot = window.result(partition.key);
    aggregator.result(
        slot == SlidingAggregate.NONE ? window.emptySlot() : slot, target, firstField);
  }

  @Override
  long needed(OverPartition partition) {
    long taken = partition.taken[index];
    return window == null ? taken : Math.min(taken, partition.starts[index]);
  }

  @Override
  void release(OverPartition partition) {
    if (window == null) {
      aggregator.reset(partition.key);
    } else {
      window.clear(partition.key);
    }
  }

  @Override
  void write(OverPartition partition, StateWriter out) {
    if (window == null) {
      aggregator.write(partition.key, out);
    } else {
      window.write(partition.key, out);
    }
  }

  @Override
  void read(OverPartition partition, StateReader in) {
    if (window == null) {
      aggregator.read(partition.key, in);
    } else {
      window.read(partition.key, in);
    }
  }
}
