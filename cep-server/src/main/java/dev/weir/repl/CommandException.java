package dev.weir.repl;

/** A command of the console is wrong. The message is for people. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message, null, false, false);
  }
}
