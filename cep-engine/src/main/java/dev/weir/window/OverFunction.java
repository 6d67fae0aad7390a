package dev.weir.window;

import dev.weir.operator.Aggregator;
import dev.weir.plan.OverCall;
import dev.weir.plan.OverCall.Frame;

/**
 * What an OVER operator computes for each row. Columns are those of the input rows, fields those of
 * the output rows.
 */
public sealed interface OverFunction {

  /**
   * All aggregates over one frame.
   *
   * @param aggregator used by this function alone
   * @param firstField the field of the first aggregate; the others follow it
   */
  record Aggregates(Frame frame, Aggregator aggregator, int firstField) implements OverFunction {}

  /**
   * ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE.
   *
   * @param buckets of NTILE, at least 1; otherwise not used
   * @param field an {@code int} or {@code long} field; {@code double} for PERCENT_RANK and CUME_DIST
   */
  record Ranking(OverCall.Function function, long buckets, int field) implements OverFunction {}

  /**
   * LAG and LEAD.
   *
   * @param distance rows to go: negative back, positive ahead, 0 the row itself
   * @param defaultColumn column of the current row that is taken where there is no such row, or -1
   *     for NULL
   */
  record Shift(long distance, int valueColumn, int defaultColumn, boolean ignoreNulls, int field)
      implements OverFunction {}

  /**
   * FIRST_VALUE, LAST_VALUE, NTH_VALUE.
   *
   * @param nth counted from 1 at the start of the frame; {@link #LAST} for its last row
   */
  record Pick(Frame frame, long nth, int valueColumn, boolean ignoreNulls, int field)
      implements OverFunction {
    public static final long LAST = -1;
  }
}
