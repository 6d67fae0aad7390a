package dev.weir.pattern.local;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The states of a deterministic automaton that are known. When there are too many all are forgotten; those in use remain
 * what they are and are merely not shared with equal ones that are made later.
 */
final class StateCache<T extends Cached<?>> {
  private final int most;
  private final Map<ThreadList, T> states = new HashMap<>();

  StateCache(int most) {
    this.most = most;
  }

  T get(ThreadList threads, Supplier<T> made) {
    var known = states.get(threads);
    if (known != null) {
      return known;
    }
    if (states.size() >= most) {
      states.values().forEach(Cached::forget);
      states.clear();
    }
    var state = made.get();
    states.put(threads, state);
    return state;
  }

  int size() {
    return states.size();
  }
}
