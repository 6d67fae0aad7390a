package dev.weir.aggregate;

import dev.weir.event.Event;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;

/** The rows of sliding windows themselves, one window per key. The slot of a result is its key. */
public final class SlidingRows implements SlidingWindow {

  /** Entries in a ring, and the rows of all entries, oldest first. */
  private static final class Contents {
    private long[] positions = new long[4];
    private int[] counts = new int[4];
    private int head;
    private int size;
    private final ArrayDeque<Event> rows = new ArrayDeque<>();

    private int at(int entry) {
      return head + entry & positions.length - 1;
    }

    private void push(long position) {
      if (size == positions.length) {
        var largerPositions = new long[size * 2];
        var largerCounts = new int[size * 2];
        for (int i = 0; i < size; i++) {
          largerPositions[i] = positions[at(i)];
          largerCounts[i] = counts[at(i)];
        }
        positions = largerPositions;
        counts = largerCounts;
        head = 0;
      }
      positions[at(size)] = position;
      counts[at(size)] = 0;
      size++;
    }

    private void add(Event event) {
      rows.add(event);
      counts[at(size - 1)]++;
    }

    private void evictFirst() {
      for (int i = counts[head]; i > 0; i--) {
        rows.remove();
      }
      head = at(1);
      size--;
    }
  }

  private final Event prototype;
  private Contents[] keys = new Contents[0];

  /** @param prototype any event of the rows' class */
  public SlidingRows(Event prototype) {
    this.prototype = prototype;
  }

  /** Gives all rows of a key, oldest first. */
  public void forEach(int key, Consumer<Event> action) {
    keys[key].rows.forEach(action);
  }

  @Override
  public void ensureKeys(int count) {
    if (count > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(count, keys.length + (keys.length >> 1)));
    }
  }

  @Override
  public int size(int key) {
    return keys[key] == null ? 0 : keys[key].size;
  }

  @Override
  public long position(int key, int entry) {
    return keys[key].positions[keys[key].at(entry)];
  }

  @Override
  public long lastPosition(int key) {
    return position(key, keys[key].size - 1);
  }

  @Override
  public void add(int key, long position, Object event) {
    if (size(key) == 0 || lastPosition(key) != position) {
      push(key, position);
    }
    addToLast(key, event);
  }

  @Override
  public void addToLast(int key, Object event) {
    keys[key].add((Event) event);
  }

  @Override
  public void push(int key, long position) {
    if (keys[key] == null) {
      keys[key] = new Contents();
    }
    keys[key].push(position);
  }

  @Override
  public void evictBefore(int key, long position) {
    while (size(key) > 0 && position(key, 0) < position) {
      keys[key].evictFirst();
    }
  }

  @Override
  public void evict(int key, int number) {
    for (int i = 0; i < number; i++) {
      keys[key].evictFirst();
    }
  }

  @Override
  public int result(int key) {
    return size(key) == 0 ? NONE : key;
  }

  /** Nothing is ever put off. */
  @Override
  public void flip(int key) {}

  @Override
  public void clear(int key) {
    keys[key] = null;
  }

  @Override
  public void write(int key, StateWriter out) {
    out.writeInt(size(key));
    if (keys[key] == null) {
      return;
    }
    var rows = keys[key].rows.iterator();
    for (int entry = 0; entry < keys[key].size; entry++) {
      int count = keys[key].counts[keys[key].at(entry)];
      out.writeLong(position(key, entry));
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeEvent(rows.next());
      }
    }
  }

  @Override
  public void read(int key, StateReader in) {
    int entries = in.readInt();
    for (int entry = 0; entry < entries; entry++) {
      push(key, in.readLong());
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        addToLast(key, in.readEvent(prototype));
      }
    }
  }
}
