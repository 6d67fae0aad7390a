package dev.weir.runtime;

/** A stream can't go on: a bad row under {@code 'on.error' = 'fail'}. */
public final class StreamFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message for the user: stream, place, reason */
  public StreamFailure(String message) {
    super(message);
  }
}
