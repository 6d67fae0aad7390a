package dev.weir.window;

import dev.weir.time.Watermarks;

/**
 * The conventions of times around windows, in microseconds. A window's rows carry its last
 * millisecond as their time, so that a window of the next level that ends at the same moment holds
 * them.
 */
final class WindowTimes {
  static final long MILLISECOND = 1_000;

  private WindowTimes() {}

  /** The time of the results of a window, {@code window_time}. */
  static long windowTime(long windowEnd) {
    return windowEnd - MILLISECOND;
  }

  /** The watermark behind a window operator, when it has given out all that {@code watermark} closes. */
  static long forwarded(long watermark) {
    boolean isBound = watermark == Watermarks.END || watermark < Watermarks.NONE + MILLISECOND;
    return isBound ? watermark : watermark - MILLISECOND;
  }
}
