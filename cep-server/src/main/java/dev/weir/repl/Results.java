package dev.weir.repl;

import dev.weir.ResultHandler;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.terminal.Output;
import dev.weir.terminal.OutputFormat;
import dev.weir.terminal.StandardOutput;
import dev.weir.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All rows of the session: those of the statement that was just entered, and those of rules in the background, which may
 * come at any moment. The format can be changed while rules run. A thread of its own sees to it that rows appear soon after
 * they came without one write to the terminal per row. Thread-safe.
 */
final class Results implements ResultHandler, AutoCloseable {
  private static final long DELAY_MILLIS = 20;

  private final Map<String, Begun> begun = new HashMap<>();
  private final Thread flusher = new Thread(this::flushNowAndThen, "weir-console-rows");
  private StandardOutput out;
  private OutputFormat format;
  private Output output;
  private UncheckedIOException failure;
  private boolean dirty;
  private boolean closed;

  private record Begun(String label, Schema schema, boolean changelog) {}

  Results(StandardOutput out, OutputFormat format) {
    this.out = out;
    this.format = format;
    this.output = Output.of(format, out);
    flusher.setDaemon(true);
    flusher.start();
  }

  synchronized OutputFormat format() {
    return format;
  }

  /** Prints in another format from now on. */
  synchronized void use(OutputFormat next) {
    use(out, next);
  }

  /** Prints to another place from now on. */
  synchronized void use(StandardOutput nextOut, OutputFormat next) {
    output.close();
    out = nextOut;
    format = next;
    output = Output.of(next, nextOut);
    begun.values().forEach(b -> output.begin(b.label(), b.schema(), b.changelog()));
  }

  @Override
  public synchronized void begin(String label, Schema schema, boolean changelog) {
    begun.put(label, new Begun(label, schema, changelog));
    output.begin(label, schema, changelog);
  }

  @Override
  public synchronized void row(String label, Event row, Change change) {
    if (failure != null) {
      return;
    }
    try {
      output.row(label, row, change);
    } catch (UncheckedIOException e) {
      // Nobody reads any more. The engine must not fail for that: the session ends at its next
      // step.
      failure = e;
      return;
    }
    if (!dirty) {
      dirty = true;
      notifyAll();
    }
  }

  @Override
  public synchronized void end(String label) {
    if (begun.remove(label) != null && failure == null) {
      guarded(() -> output.end(label));
    }
  }

  @Override
  public synchronized void flush() {
    guarded(output::flush);
  }

  /** Prints what waits, at a point where something else comes next. @throws UncheckedIOException if nobody reads any more */
  synchronized void pause() {
    if (failure != null) {
      throw failure;
    }
    output.pause();
  }

  /** As {@link #pause}, where more rows may follow under the same head. */
  synchronized void show() {
    if (failure != null) {
      throw failure;
    }
    output.flush();
  }

  /** Prints a text between rows. */
  synchronized void print(byte[] text) {
    pause();
    try {
      out.write(text);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same rows under a heading. */
  ResultHandler under(String heading) {
    return new ResultHandler() {
      @Override
      public void begin(String label, Schema schema, boolean changelog) {
        Results.this.begin(heading, schema, changelog);
      }

      @Override
      public void row(String label, Event row, Change change) {
        Results.this.row(heading, row, change);
      }

      @Override
      public void end(String label) {
        Results.this.end(heading);
      }
    };
  }

  /** What has gone wrong with the output. */
  synchronized Optional<UncheckedIOException> failure() {
    return Optional.ofNullable(failure);
  }

  private void guarded(Runnable action) {
    if (failure == null) {
      try {
        action.run();
      } catch (UncheckedIOException e) {
        failure = e;
      }
    }
  }

  private synchronized void flushNowAndThen() {
    try {
      while (!closed) {
        while (!dirty && !closed) {
          wait();
        }
        wait(DELAY_MILLIS);
        dirty = false;
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (failure == null) {
      output.close();
    }
  }
}
