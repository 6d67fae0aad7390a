package dev.weir.aggregate;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * The contents of sliding windows, one per key: entries come in at the new end, each with a position
 * (a time, a number) that never falls and with one row or more, and leave at the old end. Keys are the
 * slots of a {@code KeyTable}. Not thread-safe.
 */
public interface SlidingWindow {
  /** No slot: an empty window. */
  int NONE = -1;

  /** Makes keys {@code 0 .. count - 1} addressable. New ones have no entries. */
  void ensureKeys(int count);

  /** The number of a key's entries. */
  int size(int key);

  /** The position of a key's entry, counted from 0 for the oldest; it must have so many. */
  long position(int key, int entry);

  /** The position of a key's last entry; it must have one. */
  long lastPosition(int key);

  /**
   * Adds a row to the entry at a position, which is the last one or a new one behind it. An entry
   * takes rows until the first result or eviction after it was made.
   */
  void add(int key, long position, Object event);

  /** Adds a row to the last entry, see {@link #add}. */
  void addToLast(int key, Object event);

  /** Begins a new, empty entry. */
  void push(int key, long position);

  /** Drops the entries with positions below {@code position}. */
  void evictBefore(int key, long position);

  /** Drops the first {@code number} entries. */
  void evict(int key, int number);

  /**
   * A slot that stands for all entries of a key, or {@link #NONE}. It must only be read, and is valid
   * until the next call of any method but this one for the same key.
   */
  int result(int key);

  /** A moment at which the key may do now what would otherwise be due later. */
  void flip(int key);

  /** Drops all of a key's entries, and gives back its slots. */
  void clear(int key);

  /** Writes a key's entries. */
  void write(int key, StateWriter out);

  /** Reads what {@link #write} wrote into a key without entries. */
  void read(int key, StateReader in);
}
