package dev.weir.cli;

/** The command line is wrong, or names a file that cannot be read. The message is for people. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, null, false, false);
  }
}
