package dev.weir.cli;

import dev.weir.Engine;
import dev.weir.terminal.StatusLine;
import dev.weir.type.TimeText;
import java.util.Locale;

/**
 * Shows on a terminal how far a bounded run has come, from a thread of its own, a few times a second. Runs that are over at
 * once, and those whose end nobody knows, show nothing.
 */
final class ProgressLine implements AutoCloseable {
  private static final long FIRST_MILLIS = 400;
  private static final long EVERY_MILLIS = 200;

  private final Engine engine;
  private final StatusLine status;
  private final Thread thread;
  private volatile boolean closed;

  ProgressLine(Engine engine, StatusLine status) {
    this.engine = engine;
    this.status = status;
    this.thread = new Thread(this::run, "weir-progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long start = System.nanoTime();
    try {
      Thread.sleep(FIRST_MILLIS);
      while (!closed) {
        var progress = engine.progress();
        if (progress.bytesTotal() > 0) {
          show(text(progress, System.nanoTime() - start));
        }
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      // The run has ended.
    }
  }

  private synchronized void show(String text) {
    if (!closed) {
      status.show(text);
    }
  }

  /** Such as {@code 42% · 1,234,567 events · 870,000 events/s · event time 2026-01-02 03:04:05}. */
  static String text(Engine.Progress progress, long nanos) {
    long perSecond = nanos <= 0 ? 0 : (long) (progress.events() / (nanos / 1e9));
    var text = new StringBuilder();
    long percent = Math.min(100, progress.bytesRead() * 100 / progress.bytesTotal());
    text.append(
        String.format(
            Locale.ROOT,
            "%3d%% · %,d events · %,d events/s",
            percent,
            progress.events(),
            perSecond));
    if (progress.eventTimeMicros() != Long.MIN_VALUE) {
      text.append(" · event time ");
      long second = TimeText.MICROS_PER_SECOND;
      var time = new StringBuilder();
      TimeText.appendTimestamp(time, Math.floorDiv(progress.eventTimeMicros(), second) * second);
      text.append(time, 0, Math.max(0, time.length() - ".000".length()));
    }
    return text.toString();
  }

  /** Takes the line off the terminal. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      status.clear();
    }
    thread.interrupt();
  }
}
