package dev.weir.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes eight at a time: a byte is zero in {@code (x - 0x01..01) & ~x & 0x80..80} exactly up to
 * and including the first zero byte of x. After Mycroft, 1987, and Warren, "Hacker's Delight", 6-1.
 */
public final class ByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private ByteSearch() {}

  /** The index of the first byte that equals one of the three, or {@code to}. */
  public static int find(byte[] bytes, int from, int to, byte a, byte b, byte c) {
    long as = (a & 0xFF) * ONES;
    long bs = (b & 0xFF) * ONES;
    long cs = (c & 0xFF) * ONES;
    int at = from;
    for (int end = to - 8; at <= end; at += 8) {
      long word = (long) LONGS.get(bytes, at);
      long x = word ^ as;
      long y = word ^ bs;
      long z = word ^ cs;
      long found = (x - ONES & ~x | y - ONES & ~y | z - ONES & ~z) & HIGHS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (at < to && bytes[at] != a && bytes[at] != b && bytes[at] != c) {
      at++;
    }
    return at;
  }

  /** The index of the first byte that equals the one, or {@code to}. */
  public static int find(byte[] bytes, int from, int to, byte a) {
    long as = (a & 0xFF) * ONES;
    int at = from;
    for (int end = to - 8; at <= end; at += 8) {
      long x = (long) LONGS.get(bytes, at) ^ as;
      long found = x - ONES & ~x & HIGHS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (at < to && bytes[at] != a) {
      at++;
    }
    return at;
  }
}
