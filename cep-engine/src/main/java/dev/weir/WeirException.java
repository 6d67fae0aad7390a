package dev.weir;

/** What the engine throws at its user; the message is for people. */
public abstract sealed class WeirException extends RuntimeException
    permits SqlException, RunException, ConversionException, BufferFullException {
  private static final long serialVersionUID = 1L;

  WeirException(String message, Throwable cause) {
    super(message, cause);
  }
}
