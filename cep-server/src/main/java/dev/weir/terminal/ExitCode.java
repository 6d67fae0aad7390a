package dev.weir.terminal;

/** How the process ends. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** A test failed, or the program itself broke down. */
  public static final int FAILED = 1;

  /** A text has errors, or the command line is wrong. */
  public static final int USAGE = 2;

  /** A run could not go on. */
  public static final int RUN_FAILED = 3;

  /** Ended by SIGINT: 128 + 2. */
  public static final int INTERRUPTED = 130;

  /** Ended by SIGTERM: 128 + 15. */
  public static final int TERMINATED = 143;

  private ExitCode() {}
}
