package dev.weir.slt;

import java.util.List;

/**
 * How one case went.
 *
 * @param file as the user named it
 * @param name of the case
 * @param line where it begins, from 1
 * @param variants how many variants were run
 * @param failures of the first variant that had any
 * @param skipped why the case was not run to its end, or empty
 * @param nanos the time it took
 */
public record CaseResult(
    String file,
    String name,
    int line,
    int variants,
    List<Failure> failures,
    String skipped,
    long nanos) {
  /** Copies the failures. */
  public CaseResult {
    failures = List.copyOf(failures);
  }

  public boolean failed() {
    return !failures.isEmpty();
  }

  public boolean wasSkipped() {
    return failures.isEmpty() && !skipped.isEmpty();
  }
}
