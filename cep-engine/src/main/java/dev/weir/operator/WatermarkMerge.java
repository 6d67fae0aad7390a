package dev.weir.operator;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.Arrays;

/**
 * The watermark of several inputs: the smallest of those that are not idle. It never goes back, also
 * not when an idle input wakes up; while all inputs are idle it stands still. Not thread-safe.
 */
final class WatermarkMerge {
  private final long[] watermarks;
  private final boolean[] idle;
  private long merged = Watermarks.NONE;

  WatermarkMerge(int inputs) {
    watermarks = new long[inputs];
    Arrays.fill(watermarks, Watermarks.NONE);
    idle = new boolean[inputs];
  }

  long merged() {
    return merged;
  }

  int inputs() {
    return watermarks.length;
  }

  /** Takes the watermark of an input. Returns whether the merged one moved. */
  boolean advance(int input, long watermark) {
    if (watermark <= watermarks[input]) {
      return false;
    }
    watermarks[input] = watermark;
    return merge();
  }

  /** Says whether an input is idle. Returns whether the merged watermark moved. */
  boolean setIdle(int input, boolean isIdle) {
    idle[input] = isIdle;
    return merge();
  }

  private boolean merge() {
    long smallest = Watermarks.END;
    boolean allIdle = true;
    for (int i = 0; i < watermarks.length; i++) {
      // An input that has ended holds nothing back, idle or not.
      if (!idle[i] || watermarks[i] == Watermarks.END) {
        allIdle = false;
        smallest = Math.min(smallest, watermarks[i]);
      }
    }
    if (smallest == Watermarks.END && !allEnded()) {
      // Only idle inputs are left: they may still wake up.
      return false;
    }
    if (allIdle || smallest <= merged) {
      return false;
    }
    merged = smallest;
    return true;
  }

  private boolean allEnded() {
    for (long watermark : watermarks) {
      if (watermark != Watermarks.END) {
        return false;
      }
    }
    return true;
  }

  void write(StateWriter out) {
    out.writeLong(merged);
    for (int i = 0; i < watermarks.length; i++) {
      out.writeLong(watermarks[i]);
      out.writeBoolean(idle[i]);
    }
  }

  void read(StateReader in) {
    merged = in.readLong();
    for (int i = 0; i < watermarks.length; i++) {
      watermarks[i] = in.readLong();
      idle[i] = in.readBoolean();
    }
  }
}
