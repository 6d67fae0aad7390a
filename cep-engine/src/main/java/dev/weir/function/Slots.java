package dev.weir.function;

import java.util.Arrays;

/** Growth of the arrays behind accumulators: by at least half, so that adding slots is linear. */
final class Slots {
  private Slots() {}

  /** The length to grow to, or the current one if it suffices. */
  static int length(int current, int needed) {
    return needed <= current ? current : Math.max(Math.max(needed, current + (current >> 1)), 16);
  }

  static long[] grow(long[] array, int needed) {
    int length = length(array.length, needed);
    return length == array.length ? array : Arrays.copyOf(array, length);
  }

  static double[] grow(double[] array, int needed) {
    int length = length(array.length, needed);
    return length == array.length ? array : Arrays.copyOf(array, length);
  }

  static boolean[] grow(boolean[] array, int needed) {
    int length = length(array.length, needed);
    return length == array.length ? array : Arrays.copyOf(array, length);
  }

  static <T> T[] grow(T[] array, int needed) {
    int length = length(array.length, needed);
    return length == array.length ? array : Arrays.copyOf(array, length);
  }
}
