package dev.weir.pattern.ordered;

import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.Partition;

/** The search for the match, or all matches, that begin at one row. */
final class Attempt {
  final MatchRow start;

  /** The most preferred; null if the attempt is decided. */
  Run runs;

  /** The attempt that begins next. */
  Attempt next;

  /** Whether a match is complete. It is less preferred than all runs, which could replace it. */
  boolean complete;

  /** Whether what is complete is the partial match that WITHIN has ended. */
  boolean timedOut;

  /** Whether a match has been given; only where all matches are looked for. */
  boolean given;

  /** The last row of the match that is complete; null if that is empty. */
  Node match;

  /** The earliest of the times when runs end. */
  long ends = Partition.NONE;

  Attempt(MatchRow start) {
    this.start = start;
  }

  boolean isDecided() {
    return runs == null;
  }

  long position() {
    return start.position();
  }
}
