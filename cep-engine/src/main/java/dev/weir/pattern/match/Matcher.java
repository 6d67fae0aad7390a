package dev.weir.pattern.match;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * Finds matches in the rows of partitions. One object serves all partitions of an operator; what
 * differs is in {@link Partition}. Rows of all partitions together come in order of time, with {@link
 * #expire} in between: when {@code row} is called with a time, all earlier deadlines have been served.
 *
 * @param <P> the matcher's kind of partition
 */
public interface Matcher<P extends Partition> {
  /** Of {@link #starters}: every row makes a difference, even one that satisfies nothing. */
  long ANY_ROW = -1L;

  /** An empty partition. */
  P newPartition();

  /**
   * One row. Its position is {@link Partition#rows}, which the operator then increments.
   *
   * @param order the number of the row among all rows of the operator
   * @param around see {@link MatchRow}
   * @param satisfied the variables whose local conditions the row satisfies (all of a variable's
   *     conjuncts that are local; a variable without any is in the set)
   * @param now the time at which what is found is found: that of the row, or later if the row waited for
   *     those behind it
   */
  void row(
      P partition, Object event, long time, long order, Object[] around, long satisfied, long now);

  /**
   * Time has gone past {@code deadline}, the partition's: everything that ends then or before ends.
   * Sets the next deadline.
   */
  void expire(P partition, long deadline);

  /** No further row comes. What is open is decided; the partition is empty afterwards. @param now as in {@link #row} */
  void end(P partition, long now);

  /** Whether nothing is alive, so that the partition may be forgotten and begun anew at its next row. */
  boolean isIdle(P partition);

  /**
   * The variables of which a row must satisfy one to make any difference to an idle partition; a row that does not
   * is not given to {@link #row} if the partition is not known. {@link #ANY_ROW} if all do.
   */
  long starters();

  /**
   * The variables of which a row must satisfy one to make any difference to any partition, whatever is alive in
   * it; other rows are not given to {@link #row}. {@link #ANY_ROW} if all rows count, as they do where a row that
   * fits nothing ends a partial match.
   */
  default long relevant() {
    return ANY_ROW;
  }

  /** How many partial matches are alive in the partition, for metrics and bounds. */
  int partialMatches(P partition);

  void write(P partition, StateWriter out);

  /** Reads what {@link #write} wrote into a new partition. */
  void read(P partition, StateReader in);
}
