package dev.weir.connector;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Drives a decoder as sources do. */
public final class Decoding {
  private Decoding() {}

  public static void all(Decoder decoder, String text) {
    all(decoder, text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE, 1024);
  }

  /** Offers the bytes in pieces of that size, and takes so many rows at a time. */
  public static void all(Decoder decoder, byte[] bytes, int pieceBytes, int maxRows) {
    int from = 0;
    int to = 0;
    while (true) {
      boolean last = to == bytes.length;
      // A buffer of its own each time: nothing may be remembered of the one before.
      var buffer = Arrays.copyOfRange(bytes, from, to);
      int next = decoder.decode(buffer, 0, buffer.length, last, maxRows);
      if (next < 0 || next > buffer.length) {
        throw new AssertionError("decoded to " + next + " of " + buffer.length);
      }
      if (decoder.rows() > maxRows) {
        throw new AssertionError(decoder.rows() + " rows for " + maxRows);
      }
      from += next;
      if (next == 0 && decoder.rows() < maxRows) {
        if (last) {
          if (from != bytes.length) {
            throw new AssertionError("stopped at " + from + " of " + bytes.length);
          }
          return;
        }
        to = (int) Math.min(bytes.length, (long) to + pieceBytes);
      }
    }
  }
}
