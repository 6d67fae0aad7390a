package dev.weir.pattern.ordered;

import java.util.BitSet;

/** What follows once a row has been taken in one place of the pattern. */
final class Entry {
  final int label;
  final boolean excluded;

  /** Where runs stay, in order of preference. */
  State[] states = {};

  /**
   * Whether a match is complete with the row. Where the preferred match is looked for, all of {@link
   * #states} are preferred to it.
   */
  boolean accepts;

  /** What is live in one of the states, as {@link Liveness} numbers it. */
  BitSet live = new BitSet();

  /** Whether the row goes into a register that is live. */
  boolean captures;

  boolean keepsRegisters;
  boolean keepsGroups;

  /** By running aggregate, whether it is live. */
  boolean[] keepsSum = {};

  Entry(int label, boolean excluded) {
    this.label = label;
    this.excluded = excluded;
  }
}
