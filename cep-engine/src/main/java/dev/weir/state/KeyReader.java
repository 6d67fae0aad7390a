package dev.weir.state;

import dev.weir.event.Event;

/**
 * Reads the key of an event without copying it. Generated per key shape. NULL is a key value like
 * any other, equal to itself; so are NaN to NaN and 0.0 to -0.0. Stateless and thread-safe.
 */
public abstract class KeyReader {

  /** A well-mixed hash of the key columns, the same in every process and version. */
  public abstract int hash(Object event);

  /** Whether the event has exactly this key. */
  public abstract boolean matches(Object event, Event key);

  /** A new event that holds the key columns alone, in key order. */
  public abstract Event keyOf(Object event);

  /** The hash that {@link #hash} gives for events of this key. */
  public abstract int hashOfKey(Event key);

  /** Whether two key events are the same key. */
  public abstract boolean sameKey(Event left, Event right);
}
