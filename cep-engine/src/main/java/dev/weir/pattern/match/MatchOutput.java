package dev.weir.pattern.match;

/** Where matchers give what they have found; it evaluates the measures and makes the rows of the result. */
public interface MatchOutput {
  /**
   * A match that is decided.
   *
   * @param match read before the call returns
   * @param time the time of the result rows, see {@link dev.weir.plan.LogicalPlan.Match}
   */
  void matched(MatchRows match, long time);

  /** A row that is in no match, for WITH UNMATCHED ROWS. */
  void unmatched(MatchRow row, long time);
}
