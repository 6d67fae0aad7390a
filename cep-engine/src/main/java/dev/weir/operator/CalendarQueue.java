package dev.weir.operator;

import dev.weir.event.Event;
import dev.weir.state.IndexSort;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Rows waiting for their time: put in at any order, taken out in order of time, then of input
 * ordinal, then of arrival. Not thread-safe.
 *
 * <p>A calendar: a ring of buckets, each {@code 1 << shift} microseconds wide, each a linked list
 * over parallel arrays. Adding a row is an append; taking rows out walks the occupied buckets, which
 * two levels of bitmap find, so that gaps in time cost nothing. Rows further ahead than the ring
 * reaches wait in a heap. When many rows do, or when buckets hold many rows, the width of the
 * buckets is chosen anew from the rows that are there, about one bucket per row, at most once per
 * as many additions as there are rows. Constant amortised cost per row for anything but a
 * distribution that keeps changing, O(log n) then. A binary heap costs five to ten times as much
 * and would need arrival numbers in every comparison.
 */
final class CalendarQueue {
  private static final int BUCKETS_MIN = 256;
  private static final int BUCKETS_MAX = 1 << 18;
  private static final int CROWDED = 64;
  private static final int BATCH = 256;
  private static final int ORDINAL_SHIFT = 48;

  private Object[] events = new Object[64];
  private long[] times = new long[64];

  /** Ordinal of the input, then number of arrival: the order among equal times. */
  private long[] ranks = new long[64];

  /** The next row of the bucket's list, or of the free list; -1 ends both. */
  private int[] next = new int[64];

  private int freeHead = -1;
  private int used;
  private int size;
  private long arrivals;

  private int shift = 10;
  private int[] heads = new int[BUCKETS_MIN];
  private int[] tails = new int[BUCKETS_MIN];
  private long[] occupied = new long[BUCKETS_MIN / 64];
  private long[] summary = new long[1];
  private int mask = BUCKETS_MIN - 1;

  /** The bucket number from which the ring counts; no row in the ring has a lower one. */
  private long base;

  /** No row has a smaller time. */
  private long earliest = Long.MAX_VALUE;

  /** What has been taken out: no row comes at or below this any more. */
  private long released = Long.MIN_VALUE;

  private int[] ahead = new int[16];
  private int aheadSize;
  private long addedSinceRebuild;
  private boolean crowded;

  private int[] scratch = new int[16];
  private final Object[] batchEvents = new Object[BATCH];
  private final long[] batchTimes = new long[BATCH];
  private int batchSize;

  int size() {
    return size;
  }

  /** A time that no waiting row is below; {@code Long.MAX_VALUE} if none waits. */
  long earliest() {
    return size == 0 ? Long.MAX_VALUE : earliest;
  }

  /** @param time above what has been released */
  void add(Object event, long time, int ordinal) {
    add(event, time, (long) ordinal << ORDINAL_SHIFT | arrivals++);
  }

  private void add(Object event, long time, long rank) {
    int row = freeHead;
    if (row >= 0) {
      freeHead = next[row];
    } else {
      row = used++;
      if (row == times.length) {
        growRows();
      }
    }
    events[row] = event;
    times[row] = time;
    ranks[row] = rank;
    if (time < earliest) {
      earliest = time;
    }
    size++;
    addedSinceRebuild++;
    long distance = (time >> shift) - base;
    if (distance >= 0 && distance <= mask) {
      link(row, (int) (time >> shift) & mask);
    } else {
      addOutside(row);
    }
  }

  private void link(int row, int bucket) {
    next[row] = -1;
    long bit = 1L << bucket;
    if ((occupied[bucket >> 6] & bit) != 0) {
      next[tails[bucket]] = row;
    } else {
      occupied[bucket >> 6] |= bit;
      summary[bucket >> 12] |= 1L << (bucket >> 6);
      heads[bucket] = row;
    }
    tails[bucket] = row;
  }

  private void addOutside(int row) {
    long bucket = times[row] >> shift;
    if (size == 1) {
      base = baseFor(bucket);
      link(row, (int) bucket & mask);
    } else if (bucket < base) {
      pushAhead(row);
      rebuild();
    } else {
      pushAhead(row);
      if (aheadSize > 64 + size / 4 && addedSinceRebuild >= size) {
        rebuild();
      }
    }
  }

  /** Leaves room for rows that come later and are earlier, as far as there can be any. */
  private long baseFor(long bucket) {
    long base = bucket - (mask + 1) / 2;
    return released == Long.MIN_VALUE ? base : Math.max(base, released >> shift);
  }

  /** Gives out, in order, all rows with times up to {@code limit}, inclusive. */
  void release(long limit, Collector out) {
    if (limit > released) {
      released = limit;
    }
    if (size == 0 || limit < earliest) {
      return;
    }
    earliest = Long.MAX_VALUE;
    while (size > 0) {
      int bucket = nextOccupied((int) base & mask);
      long number = bucket < 0 ? times[ahead[0]] >> shift : base + ((bucket - (int) base) & mask);
      if (number << shift > limit) {
        earliest = number << shift;
        // Rows between the limit and this bucket may still come.
        base = Math.max(base, limit >> shift);
        refill();
        break;
      }
      base = number;
      refill();
      if (bucket < 0) {
        continue;
      }
      if (!drain(bucket, limit, out)) {
        break;
      }
    }
    flush(out);
    if (size == 0) {
      shrink();
    } else if (crowded && addedSinceRebuild >= size) {
      rebuild();
    }
  }

  /** Gives out a bucket's rows up to the limit. Returns whether that was all of them. */
  private boolean drain(int bucket, long limit, Collector out) {
    int row = heads[bucket];
    occupied[bucket >> 6] &= ~(1L << bucket);
    if (occupied[bucket >> 6] == 0) {
      summary[bucket >> 12] &= ~(1L << (bucket >> 6));
    }
    if (next[row] < 0 && times[row] <= limit) {
      give(row, out);
      return true;
    }
    int count = 0;
    for (; row >= 0; row = next[row]) {
      if (count == scratch.length) {
        scratch = Arrays.copyOf(scratch, count * 2);
      }
      scratch[count++] = row;
    }
    IndexSort.sort(scratch, count, times, ranks);
    crowded |= count > CROWDED && times[scratch[0]] != times[scratch[count - 1]];
    int given = 0;
    while (given < count && times[scratch[given]] <= limit) {
      give(scratch[given++], out);
    }
    if (given == count) {
      return true;
    }
    earliest = times[scratch[given]];
    for (; given < count; given++) {
      link(scratch[given], bucket);
    }
    return false;
  }

  private void give(int row, Collector out) {
    if (batchSize == BATCH) {
      flush(out);
    }
    batchEvents[batchSize] = events[row];
    batchTimes[batchSize++] = times[row];
    events[row] = null;
    next[row] = freeHead;
    freeHead = row;
    size--;
  }

  private void flush(Collector out) {
    if (batchSize > 0) {
      out.rows(batchEvents, batchTimes, 0, batchSize);
      Arrays.fill(batchEvents, 0, batchSize, null);
      batchSize = 0;
    }
  }

  /** The first occupied bucket at or after {@code from} in the ring's order, or -1. */
  private int nextOccupied(int from) {
    int word = from >> 6;
    long bits = occupied[word] & -1L << from;
    if (bits == 0) {
      word = nextWord(word + 1);
      if (word < 0) {
        word = nextWord(0);
        if (word < 0) {
          return -1;
        }
      }
      bits = occupied[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  private int nextWord(int from) {
    for (int i = from >> 6; i < summary.length; i++) {
      long bits = i == from >> 6 ? summary[i] & -1L << from : summary[i];
      if (bits != 0) {
        return (i << 6) + Long.numberOfTrailingZeros(bits);
      }
    }
    return -1;
  }

  /** Moves rows from the heap into the part of the ring that has come free. */
  private void refill() {
    while (aheadSize > 0 && (times[ahead[0]] >> shift) - base <= mask) {
      int row = popAhead();
      link(row, (int) (times[row] >> shift) & mask);
    }
  }

  /** Chooses width and number of buckets for the rows that are waiting, and puts them in anew. */
  private void rebuild() {
    var rows = new int[size];
    int count = 0;
    for (int bucket = nextOccupiedFromStart(0); bucket >= 0; ) {
      for (int row = heads[bucket]; row >= 0; row = next[row]) {
        rows[count++] = row;
      }
      bucket = bucket == mask ? -1 : nextOccupiedFromStart(bucket + 1);
    }
    System.arraycopy(ahead, 0, rows, count, aheadSize);
    count += aheadSize;
    aheadSize = 0;
    IndexSort.sort(rows, count, times, ranks);

    long first = times[rows[0]];
    // The last tenth does not count: a few rows far ahead must not make all buckets wide.
    long width = Math.max(1, (times[rows[count - 1 - count / 10]] - first) / count);
    shift = 63 - Long.numberOfLeadingZeros(width);
    int buckets = BUCKETS_MIN;
    while (buckets < BUCKETS_MAX && buckets < count * 4) {
      buckets *= 2;
    }
    heads = new int[buckets];
    tails = new int[buckets];
    occupied = new long[buckets / 64];
    summary = new long[Math.max(1, buckets / 4096)];
    mask = buckets - 1;
    base = baseFor(first >> shift);
    earliest = first;
    crowded = false;
    addedSinceRebuild = 0;
    for (int row : rows) {
      if ((times[row] >> shift) - base <= mask) {
        link(row, (int) (times[row] >> shift) & mask);
      } else {
        pushAhead(row);
      }
    }
  }

  private int nextOccupiedFromStart(int from) {
    int bucket = nextOccupied(from);
    return bucket < from ? -1 : bucket;
  }

  private void growRows() {
    int capacity = times.length + (times.length >> 1);
    events = Arrays.copyOf(events, capacity);
    times = Arrays.copyOf(times, capacity);
    ranks = Arrays.copyOf(ranks, capacity);
    next = Arrays.copyOf(next, capacity);
  }

  private void shrink() {
    earliest = Long.MAX_VALUE;
    used = 0;
    freeHead = -1;
    arrivals = 0;
    if (times.length > 4096) {
      events = new Object[64];
      times = new long[64];
      ranks = new long[64];
      next = new int[64];
    }
  }

  private void pushAhead(int row) {
    if (aheadSize == ahead.length) {
      ahead = Arrays.copyOf(ahead, aheadSize * 2);
    }
    int at = aheadSize++;
    while (at > 0 && isAfter(ahead[(at - 1) / 2], row)) {
      ahead[at] = ahead[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    ahead[at] = row;
  }

  private int popAhead() {
    int top = ahead[0];
    int moving = ahead[--aheadSize];
    int at = 0;
    while (2 * at + 1 < aheadSize) {
      int child = 2 * at + 1;
      if (child + 1 < aheadSize && isAfter(ahead[child], ahead[child + 1])) {
        child++;
      }
      if (!isAfter(moving, ahead[child])) {
        break;
      }
      ahead[at] = ahead[child];
      at = child;
    }
    ahead[at] = moving;
    return top;
  }

  private boolean isAfter(int left, int right) {
    return times[left] != times[right] ? times[left] > times[right] : ranks[left] > ranks[right];
  }

  /** Writes all rows, which must be {@link Event}s. */
  void write(StateWriter out) {
    out.writeLong(released);
    out.writeLong(arrivals);
    out.writeInt(size);
    for (int row = 0; row < used; row++) {
      if (events[row] != null) {
        out.writeLong(times[row]);
        out.writeLong(ranks[row]);
        out.writeEvent((Event) events[row]);
      }
    }
  }

  void read(StateReader in, Event prototype) {
    released = in.readLong();
    long stored = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long time = in.readLong();
      long rank = in.readLong();
      add(in.readEvent(prototype), time, rank);
    }
    arrivals = stored;
  }
}
