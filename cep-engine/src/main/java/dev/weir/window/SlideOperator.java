package dev.weir.window;

import dev.weir.aggregate.SlidingWindow;
import dev.weir.event.Change;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.Comparator;

/**
 * SLIDE: aggregates per key over each distinct content of a window that slides through time. At a
 * moment {@code t} the window holds the rows with times in {@code (t - size, t]}. Its content changes
 * when rows enter, at their time, and when rows leave, {@code size} later; there is one result per
 * key for each such moment, unless the window is then empty. Two rows less than {@code size} apart
 * thus are in a window together, two exactly {@code size} apart never.
 *
 * <p>The bounds of the window at {@code t} are {@code window_end = t + 1 ms} (exclusive) and {@code
 * window_start = window_end - size}, so that {@code window_time} is {@code t}. A result is given when
 * time has gone beyond {@code t}.
 *
 * <p>Order among the results of a moment: first the keys that only lose rows, in the order of these
 * rows; then the keys that gain rows, in the order of these rows.
 *
 * <p>O(1) amortised per row and result, whatever the window holds. Because one size holds for all
 * keys, rows leave in the order in which they came: a queue replaces timers.
 */
final class SlideOperator extends Operator {
  private final long size;
  private final WindowResults results;
  private final KeyTable table;
  private final SlidingWindow rows;

  /** Times and keys of rows in windows, one per key and time, in order of time: a ring. */
  private long[] times = new long[16];

  private int[] keys = new int[16];
  private int head;
  private int count;

  /** How many of the last ones have the current time, which has no results yet. */
  private int current;

  SlideOperator(long sizeMicros, WindowResults results, Collector out) {
    super(out);
    this.size = sizeMicros;
    this.results = results;
    this.table = results.table();
    this.rows = results.sliding();
  }

  @Override
  public void row(Object event, long time, Change change) {
    advance(time);
    int key = table.put(event);
    if (key < 0) {
      key = ~key;
      rows.ensureKeys(key + 1);
    } else if (rows.lastPosition(key) == time) {
      rows.addToLast(key, event);
      return;
    }
    rows.push(key, time);
    rows.addToLast(key, event);
    append(time, key);
    current++;
  }

  private void append(long time, int key) {
    if (count == times.length) {
      var largerTimes = new long[count * 2];
      var largerKeys = new int[count * 2];
      for (int i = 0; i < count; i++) {
        largerTimes[i] = times[at(i)];
        largerKeys[i] = keys[at(i)];
      }
      times = largerTimes;
      keys = largerKeys;
      head = 0;
    }
    times[at(count)] = time;
    keys[at(count)] = key;
    count++;
  }

  private int at(int place) {
    return head + place & times.length - 1;
  }

  /** Gives the results of all moments before {@code time}. */
  private void advance(long time) {
    while (count > 0) {
      long entering = current > 0 ? times[at(count - 1)] : Long.MAX_VALUE;
      long moment = Math.min(entering, times[head] + size);
      if (moment >= time) {
        return;
      }
      changeAt(moment, moment == entering);
    }
  }

  private void changeAt(long moment, boolean rowsEnter) {
    while (count > 0 && times[head] + size == moment) {
      int key = keys[head];
      head = at(1);
      count--;
      rows.evictBefore(key, moment - size + 1);
      if (rows.size(key) == 0) {
        rows.clear(key);
        table.remove(key);
      } else if (!rowsEnter || rows.lastPosition(key) != moment) {
        emit(key, moment);
      }
    }
    if (rowsEnter) {
      for (int i = count - current; i < count; i++) {
        emit(keys[at(i)], moment);
      }
      current = 0;
    }
  }

  private void emit(int key, long moment) {
    long windowEnd = moment + WindowTimes.MILLISECOND;
    results.emit(table.key(key), rows.result(key), windowEnd - size, windowEnd);
  }

  @Override
  public void watermark(long time) {
    advance(time);
    if (time == Watermarks.END) {
      times = new long[16];
      keys = new int[16];
      head = 0;
    }
    out.watermark(WindowTimes.forwarded(time));
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeInt(current);
    var records = new StateWriter[table.slotEnd()];
    for (int i = 0; i < count; i++) {
      int key = keys[at(i)];
      if (records[key] == null) {
        records[key] = new StateWriter();
        table.write(key, records[key]);
        rows.write(key, records[key]);
      }
      records[key].writeLong(i);
    }
    for (int key = 0; key < records.length; key++) {
      if (records[key] != null) {
        OrderedRecords.write(snapshot, table.keyGroup(key), key, records[key]);
      }
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    current = snapshot.readShared().readInt();
    record Place(long place, int key) {}
    var places = new ArrayList<Place>();
    for (var record : OrderedRecords.read(snapshot)) {
      int key = table.read(record);
      rows.ensureKeys(key + 1);
      rows.read(key, record);
      while (!record.isAtEnd()) {
        places.add(new Place(record.readLong(), key));
      }
    }
    places.sort(Comparator.comparingLong(Place::place));
    var nextEntry = new int[table.slotEnd()];
    for (var place : places) {
      append(rows.position(place.key, nextEntry[place.key]++), place.key);
    }
  }
}
