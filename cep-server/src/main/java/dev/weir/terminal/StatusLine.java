package dev.weir.terminal;

import java.io.PrintStream;

/** One line on a terminal that is written over again and again, and leaves no trace. Thread-safe. */
public final class StatusLine {
  private final PrintStream terminal;
  private boolean shown;

  /** @param terminal where it is shown */
  public StatusLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Shows a text in the place of the one before. */
  public synchronized void show(String text) {
    terminal.print("\r" + text + "\u001b[K");
    terminal.flush();
    shown = true;
  }

  /** Takes the line off the terminal. */
  public synchronized void clear() {
    if (shown) {
      terminal.print("\r\u001b[K");
      terminal.flush();
      shown = false;
    }
  }
}
