package dev.weir.pattern.match;

/**
 * What is known of one partition. Subclasses belong to the matchers; the fields here to the operator,
 * except for those said to be the matcher's.
 */
public abstract class Partition {
  /** No deadline. */
  public static final long NONE = Long.MAX_VALUE;

  /** The matcher's: when time goes beyond this, it wants to be called; {@link #NONE} if never. */
  protected long deadline = NONE;

  /** The matcher's: orders equal deadlines; the {@link MatchRow#order} of the row that set it. */
  protected long deadlineOrder;

  /** The matcher's: how many matches have been given; kept only if the query shows numbers. */
  protected long matches;

  /** How many rows the matcher has been given. */
  protected long rows;

  // ---- the operator's

  /** Its key, see {@link dev.weir.state.KeyTable}. */
  int slot;

  /** The order of the row with which it began, or began anew. */
  long opened;

  /** Whether nothing is alive in it and it may be forgotten; then its neighbours among those, see {@link RestingPartitions}. */
  boolean resting;

  Partition restingBefore;
  Partition restingAfter;

  /** The rows around the next one; null if none are looked at. */
  NearbyRows nearby;

  /** The timer that is set, which may be earlier than the deadline, and its place in the heap. */
  long scheduled = NONE;

  long scheduledOrder;
  int timer = -1;
}
