package dev.weir.aggregate;

import dev.weir.operator.Aggregator;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/*
 * Layout. A key owns a contiguous range of 2^c slots of the aggregator. Slot 0 of the range is the
 * key's "back"; the others are a ring of entries, oldest first from the head:
 *
 *     [ suffix suffix suffix | plain plain plain | open ]
 *       front                  settled in back     not yet in back
 *
 * A front entry holds the aggregate of itself and all front entries behind it; `back` holds the
 * aggregate of the plain entries. So the window's aggregate is  front head + back + open entries.
 * Evicting a front entry is a step of the head. When eviction eats into the plain part, whose sum in
 * `back` cannot be taken apart, all entries are turned into suffixes in one backward pass (a flip):
 * each entry takes part in one flip at most, so the amortised cost is one merge.
 *
 * The suffixes take the place of the entries (plain values of the front are never needed again): n + 2
 * partials for n entries. Keys with few entries have small ranges, whatever the window's size is, and
 * a result reads two neighbouring slots. The bookkeeping of a key is eight ints side by side, one
 * cache line's half.
 *
 * Why not subtract what leaves: sums of doubles would drift, MAX has no inverse, and this is as fast.
 */

/**
 * Aggregates of sliding windows: amortised O(1) merges per entry and per result, whatever the window
 * holds; results depend on the order of entries only, and need associativity, neither an inverse nor
 * commutativity. Not thread-safe.
 *
 * <p>After Tangwongsan, Hirzel, Schneider, "In-Order Sliding-Window Aggregation in Worst-Case
 * Constant Time" (Two-Stacks Lite), VLDB Journal 2021.
 */
public final class SlidingAggregate implements SlidingWindow {
  private static final int STRIDE = 8;
  private static final int RANGE = 0;
  private static final int SIZE_CLASS = 1;
  private static final int HEAD = 2;
  private static final int COUNT = 3;
  private static final int FRONT = 4;
  private static final int SETTLED = 5;

  /** The slot of the last entry, if there is one. */
  private static final int LAST = 6;

  private static final int SMALLEST_CLASS = 2;

  private final Aggregator aggregator;
  private final SlotRanges ranges = new SlotRanges();

  /** {@link #STRIDE} ints per key. RANGE is 0 for a key without entries: slot 0 is in the range of {@link #scratch}. */
  private int[] keys = new int[0];

  /** By slot: the position of its entry. */
  private long[] positions = new long[0];

  private final int scratch;

  /** @param aggregator all its slots belong to this object */
  public SlidingAggregate(Aggregator aggregator) {
    this.aggregator = aggregator;
    // Takes the range at 0, so that no key's range starts there.
    this.scratch = ranges.allocate(SMALLEST_CLASS);
    addressSlots();
  }

  public Aggregator aggregator() {
    return aggregator;
  }

  /** A slot with the aggregate of no rows. */
  public int emptySlot() {
    return scratch + 1;
  }

  @Override
  public void ensureKeys(int count) {
    if (count * STRIDE > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(count * STRIDE, keys.length + (keys.length >> 1)));
    }
  }

  @Override
  public int size(int key) {
    return keys[key * STRIDE + COUNT];
  }

  @Override
  public long position(int key, int entry) {
    int at = key * STRIDE;
    return positions[keys[at + RANGE] + 1 + wrap(at, keys[at + HEAD] + entry)];
  }

  @Override
  public long lastPosition(int key) {
    return positions[keys[key * STRIDE + LAST]];
  }

  @Override
  public void add(int key, long position, Object event) {
    int at = key * STRIDE;
    int last = keys[at + LAST];
    boolean isLast = keys[at + COUNT] > 0 && positions[last] == position;
    aggregator.add(isLast ? last : append(at, position), event);
  }

  /**
   * As {@link #add}, with the entry taken into the back at once: quicker where a result follows each
   * row. One key must be fed in one of the two ways only.
   */
  public void addSettled(int key, long position, Object event) {
    int at = key * STRIDE;
    int last = keys[at + LAST];
    boolean isLast = keys[at + COUNT] > 0 && positions[last] == position;
    int slot = isLast ? last : append(at, position);
    aggregator.addToBoth(slot, keys[at + RANGE], event);
    keys[at + SETTLED] = keys[at + COUNT];
  }

  @Override
  public void addToLast(int key, Object event) {
    aggregator.add(keys[key * STRIDE + LAST], event);
  }

  @Override
  public void push(int key, long position) {
    append(key * STRIDE, position);
  }

  private int append(int at, long position) {
    int count = keys[at + COUNT];
    if (keys[at + SETTLED] != count) {
      settle(at);
    }
    int capacity = (1 << keys[at + SIZE_CLASS]) - 1;
    // A key without a range has size class 0, and so no capacity.
    if (count == capacity) {
      resize(at, count == 0 ? SMALLEST_CLASS : keys[at + SIZE_CLASS] + 1);
      capacity = (1 << keys[at + SIZE_CLASS]) - 1;
    }
    int place = keys[at + HEAD] + count;
    int slot = keys[at + RANGE] + 1 + (place >= capacity ? place - capacity : place);
    positions[slot] = position;
    keys[at + COUNT] = count + 1;
    keys[at + LAST] = slot;
    return slot;
  }

  @Override
  public void evictBefore(int key, long position) {
    int at = key * STRIDE;
    int count = keys[at + COUNT];
    if (count == 0) {
      return;
    }
    int range = keys[at + RANGE] + 1;
    int head = keys[at + HEAD];
    if (positions[range + head] >= position) {
      return;
    }
    int capacity = (1 << keys[at + SIZE_CLASS]) - 1;
    int dropped = 0;
    do {
      aggregator.reset(range + head);
      head = head + 1 == capacity ? 0 : head + 1;
      dropped++;
    } while (dropped < count && positions[range + head] < position);
    dropped(at, head, dropped);
  }

  @Override
  public void evict(int key, int number) {
    if (number == 0) {
      return;
    }
    int at = key * STRIDE;
    int range = keys[at + RANGE] + 1;
    int head = keys[at + HEAD];
    for (int i = 0; i < number; i++) {
      aggregator.reset(range + head);
      head = wrap(at, head + 1);
    }
    dropped(at, head, number);
  }

  private void dropped(int at, int head, int dropped) {
    keys[at + HEAD] = head;
    int count = keys[at + COUNT] - dropped;
    int front = keys[at + FRONT];
    keys[at + COUNT] = count;
    keys[at + SETTLED] = Math.max(0, keys[at + SETTLED] - dropped);
    if (count == 0) {
      aggregator.reset(keys[at + RANGE]);
      keys[at + HEAD] = 0;
      keys[at + FRONT] = 0;
    } else if (dropped <= front) {
      keys[at + FRONT] = front - dropped;
    } else {
      int sizeClass = keys[at + SIZE_CLASS];
      if (sizeClass > SMALLEST_CLASS + 1 && count < 1 << sizeClass - 3) {
        resize(at, sizeClass - 1);
      }
      turnIntoFront(at);
    }
  }

  /**
   * Turns all of a key's entries into the front now, so that its next flip comes a window later:
   * called at different times for different keys, it keeps them from flipping all at once.
   */
  @Override
  public void flip(int key) {
    int at = key * STRIDE;
    if (keys[at + COUNT] > 0 && keys[at + FRONT] == 0) {
      turnIntoFront(at);
    }
  }

  private void turnIntoFront(int at) {
    int range = keys[at + RANGE] + 1;
    int capacity = (1 << keys[at + SIZE_CLASS]) - 1;
    int count = keys[at + COUNT];
    int later = wrap(at, keys[at + HEAD] + count - 1);
    for (int i = 1; i < count; i++) {
      int earlier = later == 0 ? capacity - 1 : later - 1;
      aggregator.merge(range + earlier, range + later);
      later = earlier;
    }
    aggregator.reset(range - 1);
    keys[at + FRONT] = count;
    keys[at + SETTLED] = count;
  }

  /** Takes the last entry, the only one that can be missing there, into the back. */
  private void settle(int at) {
    int back = keys[at + RANGE];
    int last = keys[at + LAST];
    if (keys[at + SETTLED] == keys[at + FRONT]) {
      aggregator.copy(back, last);
    } else {
      aggregator.merge(back, last);
    }
    keys[at + SETTLED] = keys[at + COUNT];
  }

  @Override
  public int result(int key) {
    int at = key * STRIDE;
    int count = keys[at + COUNT];
    if (count == 0) {
      return NONE;
    }
    if (keys[at + SETTLED] != count) {
      settle(at);
    }
    int front = keys[at + FRONT];
    int back = keys[at + RANGE];
    if (front == 0) {
      return back;
    }
    int head = back + 1 + keys[at + HEAD];
    if (front == count) {
      return head;
    }
    aggregator.combine(scratch, head, back);
    return scratch;
  }

  @Override
  public void clear(int key) {
    int at = key * STRIDE;
    int range = keys[at + RANGE];
    if (range == 0) {
      return;
    }
    evict(key, keys[at + COUNT]);
    ranges.free(range, keys[at + SIZE_CLASS]);
    Arrays.fill(keys, at, at + STRIDE, 0);
  }

  private int wrap(int at, int place) {
    int capacity = (1 << keys[at + SIZE_CLASS]) - 1;
    return place >= capacity ? place - capacity : place;
  }

  private void resize(int at, int sizeClass) {
    int from = keys[at + RANGE];
    int to = ranges.allocate(sizeClass);
    addressSlots();
    if (from != 0) {
      move(from, to);
      int count = keys[at + COUNT];
      for (int i = 0; i < count; i++) {
        int entry = from + 1 + wrap(at, keys[at + HEAD] + i);
        move(entry, to + 1 + i);
        positions[to + 1 + i] = positions[entry];
      }
      ranges.free(from, keys[at + SIZE_CLASS]);
    }
    keys[at + RANGE] = to;
    keys[at + SIZE_CLASS] = sizeClass;
    keys[at + HEAD] = 0;
    keys[at + LAST] = to + keys[at + COUNT];
  }

  private void move(int from, int to) {
    aggregator.copy(to, from);
    aggregator.reset(from);
  }

  private void addressSlots() {
    if (ranges.end() > positions.length) {
      positions = Arrays.copyOf(positions, ranges.end());
      aggregator.ensureSlots(ranges.end());
    }
  }

  @Override
  public void write(int key, StateWriter out) {
    int at = key * STRIDE;
    int count = keys[at + COUNT];
    out.writeInt(count);
    if (count == 0) {
      return;
    }
    out.writeInt(keys[at + FRONT]);
    out.writeInt(keys[at + SETTLED]);
    aggregator.write(keys[at + RANGE], out);
    for (int i = 0; i < count; i++) {
      int entry = keys[at + RANGE] + 1 + wrap(at, keys[at + HEAD] + i);
      out.writeLong(positions[entry]);
      aggregator.write(entry, out);
    }
  }

  @Override
  public void read(int key, StateReader in) {
    int count = in.readInt();
    if (count == 0) {
      return;
    }
    int at = key * STRIDE;
    int sizeClass = SMALLEST_CLASS;
    while (count > (1 << sizeClass) - 1) {
      sizeClass++;
    }
    resize(at, sizeClass);
    keys[at + COUNT] = count;
    keys[at + FRONT] = in.readInt();
    keys[at + SETTLED] = in.readInt();
    int range = keys[at + RANGE];
    aggregator.read(range, in);
    for (int i = 0; i < count; i++) {
      positions[range + 1 + i] = in.readLong();
      aggregator.read(range + 1 + i, in);
    }
    keys[at + LAST] = range + count;
  }
}
