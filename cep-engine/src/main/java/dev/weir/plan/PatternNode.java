package dev.weir.plan;

import java.util.List;

/**
 * A row pattern with its variables resolved to labels. The order of alternatives is the order of
 * preference, as in the standard.
 */
public sealed interface PatternNode {

  /** One row that satisfies a variable. */
  record Variable(int label) implements PatternNode {}

  /** Parts one after another. */
  record Sequence(List<Step> steps) implements PatternNode {
    public Sequence {
      steps = List.copyOf(steps);
    }
  }

  /** A part of a sequence and the gap before it; the first has one only in {@code (-> B)+}. */
  record Step(Gap gap, PatternNode part) {}

  /**
   * What may lie between two parts of a sequence.
   *
   * @param unwanted no row in the gap satisfies one of these ({@code -> !N ->}); a row that ends the
   *     gap may
   * @param limitMicros the longest time from the last row before the gap to the first after it, or -1
   */
  record Gap(Kind kind, VariableSet unwanted, long limitMicros) {
    public enum Kind {
      /** {@code A B}: nothing, B is the next row. */
      NEXT_ROW,
      /** {@code A -> B}: rows that cannot end the gap; B is the first that can. */
      NEXT_MATCH,
      /** {@code A ->> B}: any rows. */
      ANY_MATCH
    }

    /** No gap. */
    public static final Gap NONE = new Gap(Kind.NEXT_ROW, VariableSet.NONE, -1);
  }

  /** The first option is preferred. */
  record Alternation(List<PatternNode> options) implements PatternNode {
    public Alternation {
      options = List.copyOf(options);
    }
  }

  /**
   * A quantified part. Iterations beyond {@code min} take at least one row.
   *
   * @param max -1 for any number
   * @param reluctant as few as possible are preferred, else as many as possible
   */
  record Repeat(PatternNode body, int min, int max, boolean reluctant) implements PatternNode {}

  /** All orders, preferred lexicographically. */
  record Permute(List<PatternNode> parts) implements PatternNode {
    public Permute {
      parts = List.copyOf(parts);
    }
  }

  /** Matched, but left out of ALL ROWS PER MATCH. */
  record Exclusion(PatternNode body) implements PatternNode {}

  /** Before the first row of the partition. */
  record AnchorStart() implements PatternNode {}

  /** Behind the last row of the partition. */
  record AnchorEnd() implements PatternNode {}

  /** No row. */
  record Empty() implements PatternNode {}

  /**
   * {@code !N FOR d} before everything else: no row that satisfies one of the variables lies less than
   * or exactly {@code micros} before the first row of the match.
   */
  record QuietBefore(VariableSet unwanted, long micros) implements PatternNode {}

  /**
   * {@code !N [FOR d]} behind everything else: the match is complete when time has gone past the
   * deadline and no row up to and at it satisfied one of the variables.
   *
   * @param micros from the last row to the deadline; -1: until WITHIN ends
   */
  record QuietAfter(VariableSet unwanted, long micros) implements PatternNode {}

  /** {@code (pattern) WITHIN d}: the time from the first row of the group to its last is at most that. */
  record Within(PatternNode body, long micros) implements PatternNode {}
}
