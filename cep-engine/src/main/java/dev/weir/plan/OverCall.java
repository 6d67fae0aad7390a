package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.type.DataType;
import java.util.List;

/**
 * One window function of an {@link LogicalPlan.Over}.
 *
 * @param aggregate the aggregate if {@code function} is AGGREGATE, else null
 * @param arguments of the other functions: value, offset, default of LAG and LEAD; value of
 *     FIRST_VALUE, LAST_VALUE, NTH_VALUE; buckets of NTILE
 * @param ignoreNulls for LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE
 */
public record OverCall(
    Function function,
    AggregateCall aggregate,
    List<Expression> arguments,
    boolean ignoreNulls,
    Frame frame,
    DataType type) {

  public OverCall {
    arguments = List.copyOf(arguments);
  }

  public enum Function {
    ROW_NUMBER,
    RANK,
    DENSE_RANK,
    PERCENT_RANK,
    CUME_DIST,
    NTILE,
    LAG,
    LEAD,
    FIRST_VALUE,
    LAST_VALUE,
    NTH_VALUE,
    AGGREGATE
  }

  /**
   * The rows around the current one that a call sees.
   *
   * @param startOffset used by PRECEDING and FOLLOWING: rows, peer groups, or microseconds (RANGE
   *     over the time column), or the number to add to a numeric sort key (RANGE over finished partitions)
   */
  public record Frame(Unit unit, Bound start, long startOffset, Bound end, long endOffset) {
    /** From the start of the partition to the current row and its peers. */
    public static final Frame DEFAULT =
        new Frame(Unit.RANGE, Bound.UNBOUNDED_PRECEDING, 0, Bound.CURRENT_ROW, 0);

    /** The whole partition. */
    public static final Frame WHOLE =
        new Frame(Unit.ROWS, Bound.UNBOUNDED_PRECEDING, 0, Bound.UNBOUNDED_FOLLOWING, 0);
  }

  public enum Unit {
    ROWS,
    RANGE,
    GROUPS
  }

  public enum Bound {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }
}
