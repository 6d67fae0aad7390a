package dev.weir.pattern.local;

import java.util.Arrays;

/**
 * A state of a deterministic automaton that is built while rows come, with the steps out of it that
 * have been needed, by the variables that a row satisfies.
 *
 * @param <S> the kind of step
 */
abstract class Cached<S> {
  /** Up to so many variables, steps are indexed by what the row satisfies itself. */
  static final int DIRECT_VARIABLES = 8;

  /** Steps kept per state where they are hashed. */
  private static final int STEPS_MAX = 1 << 12;

  private static final Object[] NO_STEPS = {};
  private static final long[] NO_KEYS = {};

  private Object[] steps = NO_STEPS;

  /** What each step is for; null where that is its index. */
  private long[] keys;

  private int size;

  /** @param variables those that matter */
  Cached(long variables) {
    if (variables >>> DIRECT_VARIABLES != 0) {
      keys = NO_KEYS;
    }
  }

  /** The step for a row, null if it is not known. @param satisfied only variables that matter */
  @SuppressWarnings("unchecked")
  final S step(long satisfied) {
    if (keys == null) {
      // Fewer steps only where none is known yet.
      return satisfied < steps.length ? (S) steps[(int) satisfied] : null;
    }
    for (int i = hash(satisfied); keys.length > 0; i++) {
      int slot = i & keys.length - 1;
      if (steps[slot] == null) {
        return null;
      } else if (keys[slot] == satisfied) {
        return (S) steps[slot];
      }
    }
    return null;
  }

  final void add(long satisfied, S step) {
    if (keys == null) {
      if (steps.length <= satisfied) {
        int length = Math.max(4, Integer.highestOneBit((int) satisfied) * 2);
        steps = Arrays.copyOf(steps, length);
      }
      steps[(int) satisfied] = step;
      return;
    }
    if (size == STEPS_MAX) {
      forget();
    }
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    put(satisfied, step);
  }

  private void put(long satisfied, Object step) {
    int slot = hash(satisfied) & keys.length - 1;
    while (steps[slot] != null) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = satisfied;
    steps[slot] = step;
    size++;
  }

  private void grow() {
    var oldKeys = keys;
    var oldSteps = steps;
    int length = Math.max(8, 2 * oldKeys.length);
    keys = new long[length];
    steps = new Object[length];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldSteps[i] != null) {
        put(oldKeys[i], oldSteps[i]);
      }
    }
  }

  private static int hash(long satisfied) {
    return (int) (satisfied * 0x9E3779B97F4A7C15L >>> 33);
  }

  /** Steps are found anew: what is reachable only through them can be collected. */
  final void forget() {
    steps = NO_STEPS;
    if (keys != null) {
      keys = NO_KEYS;
    }
    size = 0;
  }
}
