package dev.weir.event;

/**
 * One row cannot be read or evaluated: division by zero, overflow, a text that is no number. It is
 * an outcome of the data, not a defect: whoever feeds the row catches it and sends the row to the
 * dead letters. It carries no stack trace, because a dirty input throws it a million times.
 */
public final class RowError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param reason one line in the user's words, lower case, no full stop */
  public RowError(String reason) {
    super(reason, null, false, false);
  }
}
