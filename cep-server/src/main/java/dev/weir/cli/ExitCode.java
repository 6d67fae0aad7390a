package dev.weir.cli;

/** How the process ends. */
final class ExitCode {
  static final int OK = 0;

  /** A test failed, or the program itself broke down. */
  static final int FAILED = 1;

  /** A text has errors, or the command line is wrong. */
  static final int USAGE = 2;

  /** A run could not go on. */
  static final int RUN_FAILED = 3;

  /** Ended by SIGINT: 128 + 2. */
  static final int INTERRUPTED = 130;

  /** Ended by SIGTERM: 128 + 15. */
  static final int TERMINATED = 143;

  private ExitCode() {}
}
