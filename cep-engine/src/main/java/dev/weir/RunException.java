package dev.weir;

/**
 * A run can't go on: a connector failed, or a bad row came under {@code 'on.error' = 'fail'}. What
 * was emitted before has been delivered.
 */
public final class RunException extends WeirException {
  private static final long serialVersionUID = 1L;

  RunException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
