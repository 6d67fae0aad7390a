package dev.weir.terminal;

import dev.weir.type.DataType;
import dev.weir.type.ValueFormat;

/** Values as people read them, each on one line. */
final class Cells {
  private Cells() {}

  static String text(Object value, DataType type) {
    if (value == null) {
      return "NULL";
    }
    var text = ValueFormat.format(value, type);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return visible(text);
      }
    }
    return text;
  }

  /** Control characters would break the table, or the terminal. */
  private static String visible(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
    return out.toString();
  }
}
