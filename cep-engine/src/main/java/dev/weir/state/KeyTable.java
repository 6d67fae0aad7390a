package dev.weir.state;

import dev.weir.event.Event;
import java.util.Arrays;

/**
 * Maps keys to dense slots: small integers by which operators address their own arrays. A hit
 * allocates nothing. Slots are given out in the order 0, 1, 2, ... of the keys' arrival until one is
 * removed; removed slots are given out again, the latest first. What slot a key gets is thus a
 * function of the sequence of calls alone. Not thread-safe.
 *
 * <p>Open addressing with linear probing over one array of longs, {@code hash << 32 | slot + 1}, so
 * that a probe of another key touches neither the key event nor a second array. Removal shifts the
 * entries behind it back, so there are no tombstones, and a table that has seen many keys come and
 * go is as fast as a new one. At most 5/8 of the array is in use: 13 to 26 bytes per key, the key
 * event aside.
 */
public final class KeyTable {
  private static final int CAPACITY_MIN = 16;

  private final KeyReader reader;
  private final Event keyPrototype;

  private long[] index = new long[CAPACITY_MIN];
  private int mask = CAPACITY_MIN - 1;
  private Event[] keys = new Event[CAPACITY_MIN];
  private int size;

  /** Slots at or above this have not been given out since the table was last empty. */
  private int slotEnd;

  private int[] free = new int[0];
  private int freeCount;

  /**
   * @param keyPrototype any event of the class that {@code reader.keyOf} makes; used to read keys
   *     back
   */
  public KeyTable(KeyReader reader, Event keyPrototype) {
    this.reader = reader;
    this.keyPrototype = keyPrototype;
  }

  public int size() {
    return size;
  }

  /** All slots in use are below this. */
  public int slotEnd() {
    return slotEnd;
  }

  /** The slot of the event's key, or -1. */
  public int find(Object event) {
    int hash = reader.hash(event);
    for (int i = home(hash); ; i = (i + 1) & mask) {
      long entry = index[i];
      if (entry == 0) {
        return -1;
      }
      if ((int) (entry >>> 32) == hash) {
        int slot = (int) entry - 1;
        if (reader.matches(event, keys[slot])) {
          return slot;
        }
      }
    }
  }

  /** The slot of the event's key; if the key is new, {@code ~slot} of the slot it now has. */
  public int put(Object event) {
    int hash = reader.hash(event);
    for (int i = home(hash); ; i = (i + 1) & mask) {
      long entry = index[i];
      if (entry == 0) {
        return ~insert(hash, reader.keyOf(event));
      }
      if ((int) (entry >>> 32) == hash) {
        int slot = (int) entry - 1;
        if (reader.matches(event, keys[slot])) {
          return slot;
        }
      }
    }
  }

  /** The key of a slot in use; null for other slots below {@link #slotEnd}. */
  public Event key(int slot) {
    return keys[slot];
  }

  /** The key group of a slot in use. */
  public int keyGroup(int slot) {
    return KeyGroups.of(reader.hashOfKey(keys[slot]));
  }

  /** A hash of the key of a slot in use, the same in every process. */
  public int hash(int slot) {
    return reader.hashOfKey(keys[slot]);
  }

  /** Frees a slot in use. */
  public void remove(int slot) {
    int hash = reader.hashOfKey(keys[slot]);
    int i = home(hash);
    while ((int) index[i] - 1 != slot) {
      i = (i + 1) & mask;
    }
    closeGap(i);
    keys[slot] = null;
    size--;
    if (size == 0) {
      clear();
      return;
    }
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, Math.max(CAPACITY_MIN, free.length * 2));
    }
    free[freeCount++] = slot;
    if (index.length > CAPACITY_MIN && size < index.length >> 4) {
      rehash(index.length >> 2);
    }
  }

  /** Moves entries of the probe run behind {@code gap} back, so that each is still found. */
  private void closeGap(int gap) {
    for (int i = (gap + 1) & mask; index[i] != 0; i = (i + 1) & mask) {
      int wanted = home((int) (index[i] >>> 32));
      if (((i - wanted) & mask) >= ((i - gap) & mask)) {
        index[gap] = index[i];
        gap = i;
      }
    }
    index[gap] = 0;
  }

  /** Removes all keys. Arrays far larger than what was in use are given back. */
  public void clear() {
    if (index.length > CAPACITY_MIN && slotEnd < index.length >> 4) {
      index = new long[Math.max(CAPACITY_MIN, index.length >> 2)];
      mask = index.length - 1;
      keys = new Event[index.length];
      free = new int[0];
    } else {
      Arrays.fill(index, 0);
      Arrays.fill(keys, 0, slotEnd, null);
    }
    size = 0;
    slotEnd = 0;
    freeCount = 0;
  }

  /** Writes the key of a slot in use. */
  public void write(int slot, StateWriter out) {
    out.writeEvent(keys[slot]);
  }

  /** Reads a key that {@link #write} wrote and that the table does not hold, and gives it a slot. */
  public int read(StateReader in) {
    var key = in.readEvent(keyPrototype);
    return insert(reader.hashOfKey(key), key);
  }

  /** Reads a key that {@link #write} wrote: its slot if the table holds it, else {@code ~slot}. */
  public int readOrFind(StateReader in) {
    var key = in.readEvent(keyPrototype);
    int hash = reader.hashOfKey(key);
    for (int i = home(hash); index[i] != 0; i = (i + 1) & mask) {
      int slot = (int) index[i] - 1;
      if ((int) (index[i] >>> 32) == hash && reader.sameKey(key, keys[slot])) {
        return slot;
      }
    }
    return ~insert(hash, key);
  }

  private int insert(int hash, Event key) {
    if ((size + 1) * 8L > index.length * 5L) {
      rehash(index.length << 1);
    }
    int slot = freeCount > 0 ? free[--freeCount] : slotEnd++;
    if (slot == keys.length) {
      keys = Arrays.copyOf(keys, keys.length + (keys.length >> 1));
    }
    keys[slot] = key;
    size++;
    place(index, mask, (long) hash << 32 | slot + 1);
    return slot;
  }

  private void rehash(int capacity) {
    var larger = new long[Math.max(CAPACITY_MIN, capacity)];
    int largerMask = larger.length - 1;
    for (long entry : index) {
      if (entry != 0) {
        place(larger, largerMask, entry);
      }
    }
    index = larger;
    mask = largerMask;
  }

  private static void place(long[] index, int mask, long entry) {
    int i = home((int) (entry >>> 32), mask);
    while (index[i] != 0) {
      i = (i + 1) & mask;
    }
    index[i] = entry;
  }

  private int home(int hash) {
    return home(hash, mask);
  }

  /**
   * Mixed once more: a worker sees only the keys of its key groups, so some bits of the hash are
   * the same for all of them.
   */
  private static int home(int hash, int mask) {
    int mixed = hash * 0x9E3779B1;
    return (mixed ^ mixed >>> 15) & mask;
  }
}
