package dev.weir.pattern.local;

import java.util.Arrays;

/**
 * States of the automaton in order of preference, as a value. Where there are several attempts, a negative number stands
 * behind the threads of each.
 */
final class ThreadList {
  /** Behind the threads of an attempt that has not come to a match so far. */
  static final int END_OF_ATTEMPT = -1;

  /** Behind the threads of an attempt that has. */
  static final int END_OF_FOUND = -2;

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
