package dev.weir.connector;

/** A connector can't do what was asked: a wrong option, a missing file, a broken connection. */
public final class ConnectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message one line in the user's words, lower case, no full stop */
  public ConnectorException(String message) {
    super(message);
  }

  public ConnectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
