package dev.weir.pattern.ordered;

/** One way through the automaton that is still open: a partial match. */
final class Run {
  final State state;

  /** The last row that was taken. */
  final Node last;

  /** See {@link Registers}; shared with other runs, never changed. */
  final Object[] registers;

  /** By running aggregate: the slot, see {@link RunningAggregates}; null if there are none. */
  final int[] slots;

  /** By group with WITHIN: the time of the first row of its present pass; null if none is needed. */
  final long[] groupStarts;

  /**
   * The last time at which the run can still do something: past it, one behind the last row is complete
   * and another one has ended.
   */
  final long ends;

  /** The next in order of preference. */
  Run next;

  Run(State state, Node last, Object[] registers, int[] slots, long[] groupStarts, long ends) {
    this.state = state;
    this.last = last;
    this.registers = registers;
    this.slots = slots;
    this.groupStarts = groupStarts;
    this.ends = ends;
  }
}
