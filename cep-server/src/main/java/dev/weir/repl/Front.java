package dev.weir.repl;

/** Where a session is held: at a prompt, or along a pipe. */
interface Front {
  /**
   * Calls an action on Ctrl-C, from another thread, until the next call.
   *
   * @param action what to stop
   */
  void onInterrupt(Runnable action);

  /** Whether the user has asked for the end of the whole session. */
  boolean isOver();

  /** Whether a person sits there, who wants to be told what happens. */
  boolean isInteractive();
}
