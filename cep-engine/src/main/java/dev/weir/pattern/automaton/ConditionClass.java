package dev.weir.pattern.automaton;

/** How much of a match a condition must know, which decides how it can be evaluated. */
public enum ConditionClass {
  /** The current row and its neighbours at fixed distances: once per row for all runs. */
  LOCAL("L0"),
  /** Equality of a value of the row with a value that is fixed once an earlier row is taken. */
  CAPTURED_EQUALITY("L1"),
  /** Another comparison of a value of the row with such a value. */
  CAPTURED_COMPARISON("L2"),
  /** Anything else: running aggregates, the latest row of a loop, several earlier rows at once. */
  GENERAL("L3");

  private final String code;

  ConditionClass(String code) {
    this.code = code;
  }

  /** As EXPLAIN shows it. */
  public String code() {
    return code;
  }
}
