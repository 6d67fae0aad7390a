package dev.weir.window;

import dev.weir.aggregate.SlidingAggregate;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;
import dev.weir.plan.OverCall.Bound;
import dev.weir.plan.OverCall.Unit;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/**
 * OVER for aggregates whose frames end at the current row, several frames at once: the hot case. Rows
 * themselves are not kept, only their partial aggregates, and the cost of a row does not depend on
 * how many rows its frame holds, see {@link SlidingAggregate}.
 *
 * <p>Rows with equal times are peers in a RANGE frame and see each other: they wait until time has
 * gone beyond them. Without RANGE frames a row leaves at once. Output is in the order of input.
 */
final class SlidingOver extends Operator {

  /** A frame and its state per partition. */
  private static final class Sliding {
    private final Aggregator aggregator;
    private final int firstField;
    private final boolean isRange;

    /** Microseconds or rows before the current one. */
    private final long preceding;

    /** Null if the frame has no start; a partition's running aggregate is then in its own slot. */
    private final SlidingAggregate window;

    private Sliding(OverFunction.Aggregates function) {
      var frame = function.frame();
      this.aggregator = function.aggregator();
      this.firstField = function.firstField();
      this.isRange = frame.unit() == Unit.RANGE;
      this.preceding = frame.start() == Bound.PRECEDING ? frame.startOffset() : 0;
      this.window =
          frame.start() == Bound.UNBOUNDED_PRECEDING ? null : new SlidingAggregate(aggregator);
    }

    private void ensureKeys(int count) {
      if (window == null) {
        aggregator.ensureSlots(count);
      } else {
        window.ensureKeys(count);
      }
    }

    private void add(int key, long time, Object event) {
      if (window == null) {
        aggregator.add(key, event);
      } else if (isRange) {
        window.evictBefore(key, time - preceding);
        window.addSettled(key, time, event);
      } else {
        if (window.size(key) > preceding) {
          window.evict(key, 1);
        }
        window.push(key, time);
        window.addToLast(key, event);
      }
    }

    private void result(int key, Event target) {
      aggregator.result(window == null ? key : window.result(key), target, firstField);
    }

    private void clear(int key) {
      if (window == null) {
        aggregator.reset(key);
      } else {
        window.clear(key);
      }
    }
  }

  private final Projection columns;
  private final RowErrors errors;
  private final KeyTable table;
  private final Event rowPrototype;
  private final Sliding[] frames;
  private final boolean waitsForPeers;

  /** How long a partition is needed after its last row; -1 if always. */
  private final long reach;

  /** Rows of the current time that wait for their peers, and their keys. */
  private Event[] waiting = new Event[16];

  private int[] waitingKeys = new int[16];
  private int waitingCount;
  private long waitingTime = Long.MIN_VALUE;

  /** The keys in use, in no order, and the place of each there. */
  private int[] live = new int[0];

  private int[] livePlaces = new int[0];
  private long nextSweep = Long.MIN_VALUE;

  SlidingOver(OverParts parts, Collector out) {
    super(out);
    this.columns = parts.columns();
    this.errors = parts.errors();
    this.table = new KeyTable(parts.keyReader(), parts.keyPrototype());
    this.rowPrototype = parts.rowPrototype();
    this.frames =
        parts.functions().stream()
            .map(f -> new Sliding((OverFunction.Aggregates) f))
            .toArray(Sliding[]::new);
    this.waitsForPeers = Arrays.stream(frames).anyMatch(f -> f.isRange);
    boolean bounded = Arrays.stream(frames).allMatch(f -> f.isRange && f.window != null);
    this.reach = bounded ? Arrays.stream(frames).mapToLong(f -> f.preceding).max().orElse(0) : -1;
  }

  @Override
  public void row(Object event, long time, Change change) {
    add((Event) event, time);
  }

  @Override
  public void rows(Object[] events, long[] times, int from, int to) {
    for (int i = from; i < to; i++) {
      add((Event) events[i], times[i]);
    }
  }

  private void add(Event event, long time) {
    if (waitingCount > 0 && time > waitingTime) {
      flush();
    }
    if (time > nextSweep) {
      sweep(time);
    }
    int key = table.put(event);
    if (key < 0) {
      key = ~key;
      open(key);
    }
    for (var frame : frames) {
      if (frame.isRange) {
        frame.add(key, time, event);
      }
    }
    if (waitsForPeers) {
      await(event, key, time);
    } else {
      emit(event, key, time);
    }
  }

  private void open(int key) {
    if (key >= live.length) {
      int capacity = Math.max(16, key + (key >> 1) + 1);
      live = Arrays.copyOf(live, capacity);
      livePlaces = Arrays.copyOf(livePlaces, capacity);
      for (var frame : frames) {
        frame.ensureKeys(capacity);
      }
    }
    int place = table.size() - 1;
    live[place] = key;
    livePlaces[key] = place;
  }

  private void await(Event event, int key, long time) {
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, waitingCount * 2);
      waitingKeys = Arrays.copyOf(waitingKeys, waitingCount * 2);
    }
    waiting[waitingCount] = event;
    waitingKeys[waitingCount++] = key;
    waitingTime = time;
  }

  private void flush() {
    int count = waitingCount;
    waitingCount = 0;
    for (int i = 0; i < count; i++) {
      var event = waiting[i];
      waiting[i] = null;
      emit(event, waitingKeys[i], waitingTime);
    }
  }

  private void emit(Event event, int key, long time) {
    var row = columns.apply(event, time);
    for (var frame : frames) {
      // A ROWS frame ends at this very row, whatever peers are there already.
      if (!frame.isRange) {
        frame.add(key, time, event);
      }
    }
    try {
      for (var frame : frames) {
        frame.result(key, row);
      }
    } catch (RowError error) {
      errors.failed(row, time, error);
      return;
    }
    out.row(row, time, Change.INSERT);
  }

  /**
   * Releases the partitions that no frame of a row at {@code time} or later reaches. Done once per
   * reach: a row's partition is looked at a constant number of times, and one that has gone quiet is
   * kept for twice the reach at most.
   */
  private void sweep(long time) {
    if (reach < 0) {
      nextSweep = Long.MAX_VALUE;
      return;
    }
    for (int place = table.size() - 1; place >= 0; place--) {
      int key = live[place];
      var window = frames[0].window;
      if (window.lastPosition(key) < time - reach) {
        remove(place);
      }
    }
    nextSweep = time + reach;
  }

  private void remove(int place) {
    int key = live[place];
    int last = live[table.size() - 1];
    live[place] = last;
    livePlaces[last] = place;
    for (var frame : frames) {
      frame.clear(key);
    }
    table.remove(key);
  }

  @Override
  public void watermark(long time) {
    if (waitingCount > 0 && time > waitingTime) {
      flush();
    }
    if (time == Watermarks.END) {
      while (table.size() > 0) {
        remove(table.size() - 1);
      }
    } else if (time > nextSweep && reach >= 0) {
      sweep(time);
    }
    out.watermark(time);
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(waitingTime);
    snapshot.shared().writeLong(nextSweep);
    var records = new StateWriter[table.slotEnd()];
    for (int place = 0; place < table.size(); place++) {
      int key = live[place];
      var record = new StateWriter();
      table.write(key, record);
      for (var frame : frames) {
        if (frame.window == null) {
          frame.aggregator.write(key, record);
        } else {
          frame.window.write(key, record);
        }
      }
      records[key] = record;
    }
    for (int i = 0; i < waitingCount; i++) {
      var record = records[waitingKeys[i]];
      record.writeInt(i);
      record.writeEvent(waiting[i]);
    }
    for (int key = 0; key < records.length; key++) {
      if (records[key] != null) {
        OrderedRecords.write(snapshot, table.keyGroup(key), key, records[key]);
      }
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    waitingTime = shared.readLong();
    nextSweep = shared.readLong();
    record Waiting(int place, Event event, int key) {}
    var rows = new ArrayList<Waiting>();
    for (var record : OrderedRecords.read(snapshot)) {
      int key = table.read(record);
      open(key);
      for (var frame : frames) {
        if (frame.window == null) {
          frame.aggregator.read(key, record);
        } else {
          frame.window.read(key, record);
        }
      }
      while (!record.isAtEnd()) {
        rows.add(new Waiting(record.readInt(), record.readEvent(rowPrototype), key));
      }
    }
    rows.sort(Comparator.comparingInt(Waiting::place));
    rows.forEach(row -> await(row.event, row.key, waitingTime));
  }
}
