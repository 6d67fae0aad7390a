package dev.weir;

/**
 * A Java type does not fit a stream or a query (found when the two are put together), or a value does not fit
 * its column (found when it is sent or delivered). The message names the column and says what would fit.
 */
public final class ConversionException extends WeirException {
  private static final long serialVersionUID = 1L;

  ConversionException(String message) {
    super(message, null);
  }

  ConversionException(String message, Throwable cause) {
    super(message, cause);
  }
}
