package dev.weir.pattern.ordered;

import java.util.BitSet;

/**
 * A place where a run stays between two rows: what may come, in order of preference. Immutable once the
 * program is complete.
 */
final class State {
  /** That a run reacts to every row. A row of 64 variables may satisfy all of them, which is the same. */
  static final long ANY_ROW = -1L;

  enum Kind {
    /** The next row is taken, or the run ends. */
    MUST_TAKE,
    /** In a gap. */
    WAITING,
    /** Behind the last row, while nothing unwanted may come. */
    QUIET,
    /** Behind the last row of the partition. */
    AT_END
  }

  final int number;
  final Kind kind;

  /** Under {@code ->>}: the run also stays where it takes a row. */
  final boolean any;

  /** The variables that end a waiting run. */
  final long unwanted;

  /** How long after the last row the gap may end or it must stay quiet; -1 for no limit, of quiet: until WITHIN ends. */
  final long micros;

  /** The groups with WITHIN that a gap lies in. */
  final int[] groups;

  Take[] takes = {};

  /** The variables of which a row must satisfy one to make a difference here. */
  long reacts;

  /** Whether limits other than WITHIN of the whole match end a run here. */
  boolean limited;

  /** The registers whose rows a condition may read from here on. */
  int[] liveRegisters = {};

  /** The running aggregates that a condition may read from here on. */
  int[] liveSums = {};

  /** The groups whose starts matter here. */
  int[] liveGroups = {};

  /** All of these, as {@link Liveness} numbers them. */
  BitSet live = new BitSet();

  State(int number, Kind kind, boolean any, long unwanted, long micros, int[] groups) {
    this.number = number;
    this.kind = kind;
    this.any = any;
    this.unwanted = unwanted;
    this.micros = micros;
    this.groups = groups;
  }

  /** Whether it can go on only by taking a row, which WITHIN of the whole match forbids some day. */
  boolean takesRows() {
    return kind == Kind.MUST_TAKE || kind == Kind.WAITING;
  }
}
