package dev.weir.pattern.local;

/**
 * The best match of an attempt so far, as a word: the position of its last row, doubled; odd if it is
 * complete only because the partition has no further row.
 */
final class Candidate {
  /** There is none. */
  static final long NONE = Long.MIN_VALUE;

  private Candidate() {}

  static long at(long last) {
    return last << 1;
  }

  static long atEnd(long last) {
    return last << 1 | 1;
  }

  /** An empty match: its last row is the one before its start. */
  static long empty(long start) {
    return at(start - 1);
  }

  static long last(long candidate) {
    return candidate >> 1;
  }

  static boolean isAtEnd(long candidate) {
    return (candidate & 1) != 0;
  }
}
