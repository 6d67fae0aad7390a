package dev.weir.format;

/** The three bytes that some programs write before UTF-8 text. */
public final class ByteOrderMark {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private ByteOrderMark() {}

  /** Where the text begins, or -1 if more bytes are needed to say. */
  public static int skip(byte[] bytes, int from, int to, boolean last) {
    for (int i = 0; i < MARK.length; i++) {
      if (from + i == to) {
        return last || i == 0 ? from : -1;
      }
      if (bytes[from + i] != MARK[i]) {
        return from;
      }
    }
    return from + MARK.length;
  }
}
