package dev.weir.cli;

import java.io.PrintStream;

/** One line on a terminal that is written over again and again, and leaves no trace. Thread-safe. */
final class StatusLine {
  private final PrintStream terminal;
  private boolean shown;

  /** @param terminal where it is shown */
  StatusLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  synchronized void show(String text) {
    terminal.print("\r" + text + "\u001b[K");
    terminal.flush();
    shown = true;
  }

  synchronized void clear() {
    if (shown) {
      terminal.print("\r\u001b[K");
      terminal.flush();
      shown = false;
    }
  }
}
