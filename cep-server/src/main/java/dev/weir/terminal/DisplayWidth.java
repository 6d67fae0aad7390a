package dev.weir.terminal;

/** How many columns of a terminal a text takes. The ranges are those of East Asian Width "W" and "F", coarsely. */
final class DisplayWidth {
  private DisplayWidth() {}

  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += c < 0x300 ? 1 : of(c);
      i += Character.charCount(c);
    }
    return width;
  }

  private static int of(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean isWide =
        isBetween(c, 0x1100, 0x115F)
            || isBetween(c, 0x2E80, 0x303E)
            || isBetween(c, 0x3041, 0xA4CF)
            || isBetween(c, 0xAC00, 0xD7A3)
            || isBetween(c, 0xF900, 0xFAFF)
            || isBetween(c, 0xFE30, 0xFE6F)
            || isBetween(c, 0xFF00, 0xFF60)
            || isBetween(c, 0xFFE0, 0xFFE6)
            || isBetween(c, 0x1F300, 0x1F64F)
            || isBetween(c, 0x1F680, 0x1FAFF)
            || isBetween(c, 0x20000, 0x3FFFD);
    return isWide ? 2 : 1;
  }

  private static boolean isBetween(int c, int from, int to) {
    return c >= from && c <= to;
  }
}
