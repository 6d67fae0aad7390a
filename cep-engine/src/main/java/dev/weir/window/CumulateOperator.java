package dev.weir.window;

import dev.weir.event.Change;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.plan.WindowSpec;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;

/**
 * CUMULATE: aggregates per key over windows that grow step by step from one start. All windows of one
 * start share their accumulators, which are read at the end of each step and reset at the end of the
 * last. Order among the results of a window: keys by their first rows since the start.
 */
final class CumulateOperator extends Operator {
  private final WindowGrid grid;
  private final WindowSpec.Length step;
  private final Aggregator aggregator;
  private final WindowResults results;
  private final KeyTable table;

  /** The longest window of the current start, its bounds, and the steps of it that have ended. */
  private long window;

  private long windowStart = Long.MIN_VALUE;
  private long windowEnd = Long.MIN_VALUE;
  private long steps;

  /** The end of the current step, {@code Long.MIN_VALUE} without keys. */
  private long stepEnd = Long.MIN_VALUE;

  CumulateOperator(WindowSpec.Cumulate spec, WindowResults results, Collector out) {
    super(out);
    this.grid = WindowGrid.of(spec);
    this.step = spec.step();
    this.aggregator = results.slots();
    this.results = results;
    this.table = results.table();
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (time >= stepEnd) {
      advance(time);
      if (table.size() == 0) {
        open(time);
      }
    }
    int slot = table.put(event);
    if (slot < 0) {
      slot = ~slot;
      aggregator.ensureSlots(slot + 1);
    }
    aggregator.add(slot, event);
  }

  private void open(long time) {
    window = grid.firstEndingAfter(time);
    windowStart = grid.start(window);
    windowEnd = grid.end(window);
    steps = 0;
    do {
      nextStep();
    } while (stepEnd <= time);
  }

  private void nextStep() {
    steps++;
    stepEnd = grid.stepEnd(window, step, steps);
  }

  private void advance(long time) {
    while (table.size() > 0 && stepEnd <= time) {
      for (int slot = 0; slot < table.slotEnd(); slot++) {
        results.emit(table.key(slot), slot, windowStart, stepEnd);
      }
      long ended = stepEnd;
      if (ended == windowEnd) {
        clear();
      } else {
        do {
          nextStep();
        } while (stepEnd == ended);
      }
    }
  }

  private void clear() {
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      aggregator.reset(slot);
    }
    table.clear();
    windowStart = Long.MIN_VALUE;
    windowEnd = Long.MIN_VALUE;
    stepEnd = Long.MIN_VALUE;
    window = 0;
    steps = 0;
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      advance(windowEnd);
    } else if (time >= stepEnd) {
      advance(time);
    }
    out.watermark(WindowTimes.forwarded(time));
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    var shared = snapshot.shared();
    shared.writeLong(window);
    shared.writeLong(windowStart);
    shared.writeLong(windowEnd);
    shared.writeLong(steps);
    shared.writeLong(stepEnd);
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      var record = new StateWriter();
      table.write(slot, record);
      aggregator.write(slot, record);
      OrderedRecords.write(snapshot, table.keyGroup(slot), slot, record);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    window = shared.readLong();
    windowStart = shared.readLong();
    windowEnd = shared.readLong();
    steps = shared.readLong();
    stepEnd = shared.readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      int slot = table.read(record);
      aggregator.ensureSlots(slot + 1);
      aggregator.read(slot, record);
    }
  }
}
