package dev.weir.terminal;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Turns SIGINT and SIGTERM into a clean end of what runs. The second signal ends the process at once.
 */
public final class Interrupts {
  private final AtomicInteger exitCode = new AtomicInteger();

  /** @param end called on the first signal, from a thread of the system */
  public Interrupts(Runnable end) {
    handle("INT", ExitCode.INTERRUPTED, end);
    handle("TERM", ExitCode.TERMINATED, end);
  }

  private void handle(String name, int code, Runnable end) {
    try {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (!exitCode.compareAndSet(0, code)) {
              Runtime.getRuntime().halt(code);
            }
            end.run();
          });
    } catch (IllegalArgumentException e) {
      // The system has no such signal, or the JVM leaves it alone (-Xrs): it then ends the process
      // as it would any.
    }
  }

  /** The exit code that the first signal asks for, or 0 if none came. */
  public int exitCode() {
    return exitCode.get();
  }
}
