package dev.weir.pattern.automaton;

/** A pattern whose loops and permutations unroll to more states than an automaton may have. */
public final class PatternTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param reason one line in the user's words, lower case, no full stop */
  PatternTooLarge(String reason) {
    super(reason);
  }
}
