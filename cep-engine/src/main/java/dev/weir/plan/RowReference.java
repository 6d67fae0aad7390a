package dev.weir.plan;

/**
 * A row that an expression in DEFINE or MEASURES reads beside the current row. Where there is no such
 * row, what is read there is NULL.
 */
public sealed interface RowReference {

  /**
   * A row at a fixed distance from the current one in its partition, whatever either is mapped to.
   *
   * @param offset negative for {@code PREV}, positive for {@code NEXT}, never 0
   */
  record Neighbour(int offset) implements RowReference {}

  /**
   * A row that is mapped to one of some variables in the match. In DEFINE the current row counts as
   * mapped to the variable that is being defined.
   *
   * @param last counted from the last such row, else from the first
   * @param offset how many such rows further back (from the last) or on (from the first)
   * @param isFinal over all rows of the match, else over those up to the current row. Never in DEFINE
   * @param shift a physical distance from that row: negative for {@code PREV}, positive for {@code NEXT}
   */
  record Mapped(VariableSet variables, boolean last, int offset, boolean isFinal, int shift)
      implements RowReference {}
}
