package dev.weir.plan;

import dev.weir.expression.Expression;
import dev.weir.type.DataType;
import java.util.List;

/**
 * What a MATCH_RECOGNIZE looks for and gives, every name and type resolved.
 *
 * <p>Expressions in DEFINE and MEASURES read the current row by {@link Expression.Column}, other rows
 * by {@link Expression.OtherRow}, whose number is an index into {@link #defineRows} or {@link
 * #measureRows}, and other values by {@link Expression.Given}, whose index is one into {@link
 * #defineValues} or {@link #measureValues}.
 *
 * @param variables by label, those of the pattern in order of first appearance; at most {@link
 *     VariableSet#MAX}
 * @param withinMicros the longest time from the first row of a match to its last, or -1
 * @param measures the columns that a match adds. Of ONE ROW PER MATCH the current row is the last one
 *     of the match; for an empty match every row reference is void
 * @param timed whether rows come in order of the time on their edge; else WITHIN, limits and FOR do
 *     not occur
 */
public record MatchSpec(
    List<Variable> variables,
    PatternNode pattern,
    long withinMicros,
    Rows rows,
    Skip skip,
    List<RowReference> defineRows,
    List<MatchValue> defineValues,
    List<Measure> measures,
    List<RowReference> measureRows,
    List<MatchValue> measureValues,
    Limits limits,
    boolean timed) {
  public MatchSpec {
    variables = List.copyOf(variables);
    defineRows = List.copyOf(defineRows);
    defineValues = List.copyOf(defineValues);
    measures = List.copyOf(measures);
    measureRows = List.copyOf(measureRows);
    measureValues = List.copyOf(measureValues);
  }

  /**
   * A pattern variable.
   *
   * @param conjuncts what a row must satisfy, all of them; none for a variable that any row satisfies.
   *     The parts of a condition joined by AND; the test for {@code FROM stream} is one of them
   */
  public record Variable(String name, List<Expression> conjuncts) {
    public Variable {
      conjuncts = List.copyOf(conjuncts);
    }
  }

  /** A measure. */
  public record Measure(String name, Expression value, DataType type) {}

  /** Which rows a match gives. */
  public enum Rows {
    ONE_ROW,
    ONE_ROW_WITH_TIMED_OUT,
    ALL_ROWS_SHOW_EMPTY,
    ALL_ROWS_OMIT_EMPTY,
    ALL_ROWS_WITH_UNMATCHED;

    /** Whether each row of a match is given. */
    public boolean isAllRows() {
      return this != ONE_ROW && this != ONE_ROW_WITH_TIMED_OUT;
    }
  }

  /**
   * Where the search goes on after a match.
   *
   * @param target for TO_FIRST and TO_LAST: the variable or the members of the subset
   * @param name the target as the user wrote it, for messages; null if there is none
   */
  public record Skip(Kind kind, VariableSet target, String name) {
    public enum Kind {
      PAST_LAST_ROW,
      TO_NEXT_ROW,
      TO_FIRST,
      TO_LAST,
      /** No search for the preferred match: every match there is. */
      NONE
    }
  }

  /**
   * Bounds that hold memory and output.
   *
   * @param partialMatches the most partial matches of a partition
   * @param dropsSilently whether a start beyond that is only counted, else it is reported as a row error
   * @param matchesPerRow with SKIP NONE the most matches given per closing row, or -1; the number of those held
   *     back is reported
   */
  public record Limits(int partialMatches, boolean dropsSilently, long matchesPerRow) {
    /** What holds if nothing is set. */
    public static final Limits DEFAULT = new Limits(100_000, false, -1);
  }

  /** Whether an expression or an output of the match shows its number. */
  public boolean usesNumber() {
    return measureValues.stream().anyMatch(MatchValue.Number.class::isInstance) || numberInDefine();
  }

  /**
   * Whether matches are only counted: every row that completes some gives one row of the result, whose measures read that row,
   * its neighbours and the number.
   */
  public boolean isCounted() {
    return measureValues.stream().anyMatch(MatchValue.Matches.class::isInstance);
  }

  /** Whether a condition reads the match number, so that matches must be looked for one after another. */
  public boolean numberInDefine() {
    return defineValues.stream().anyMatch(MatchValue.Number.class::isInstance);
  }

  /** How many rows before the current one DEFINE and MEASURES can look at. */
  public int reachBack() {
    return Math.max(0, -Math.min(reach(defineRows, false), reach(measureRows, false)));
  }

  /** How many rows after the current one DEFINE and MEASURES can look at; a row waits for as many. */
  public int reachAhead() {
    return Math.max(0, Math.max(reach(defineRows, true), reach(measureRows, true)));
  }

  private static int reach(List<RowReference> rows, boolean ahead) {
    int reach = 0;
    for (var row : rows) {
      int distance =
          row instanceof RowReference.Neighbour n
              ? n.offset()
              : ((RowReference.Mapped) row).shift();
      reach = ahead ? Math.max(reach, distance) : Math.min(reach, distance);
    }
    return reach;
  }
}
