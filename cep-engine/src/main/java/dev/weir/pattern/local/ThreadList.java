package dev.weir.pattern.local;

import java.util.Arrays;

/**
 * States of the automaton in order of preference, as a value. {@code -1} stands behind the threads of one
 * attempt, where there are several attempts.
 */
final class ThreadList {
  static final int END_OF_ATTEMPT = -1;

  private final int[] states;

  /** @param states not copied; must not change */
  ThreadList(int[] states) {
    this.states = states;
  }

  int[] states() {
    return states;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ThreadList list && Arrays.equals(states, list.states);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(states);
  }
}
