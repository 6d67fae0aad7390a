package dev.weir.format;

import com.fasterxml.jackson.core.JsonParser;
import dev.weir.connector.ByteOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Appends JSON's texts and tokens to bytes. */
public final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonText() {}

  /** Appends a text in quotes, as UTF-8. An unpaired surrogate becomes U+FFFD. */
  @SuppressWarnings(
      "deprecation") // The only bulk copy from a String to bytes without an allocation.
  public static void append(String text, ByteOutput out) {
    int length = text.length();
    var bytes = out.ensure(length + 2);
    int at = out.size();
    bytes[at] = '"';
    text.getBytes(0, length, bytes, at + 1);
    if (isPlain(text, length)) {
      bytes[at + 1 + length] = '"';
      out.advance(length + 2);
    } else {
      out.append('"');
      appendEscaped(text, out);
      out.append('"');
    }
  }

  private static boolean isPlain(String text, int length) {
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static void appendEscaped(String text, ByteOutput out) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += appendUnicode(text, i, out);
      } else if (c >= ' ' && c != '"' && c != '\\') {
        out.append(c);
      } else {
        out.append('\\');
        switch (c) {
          case '"', '\\' -> out.append(c);
          case '\n' -> out.append('n');
          case '\r' -> out.append('r');
          case '\t' -> out.append('t');
          case '\b' -> out.append('b');
          case '\f' -> out.append('f');
          default -> {
            out.append('u');
            out.append('0');
            out.append('0');
            out.append(HEX[c >> 4]);
            out.append(HEX[c & 15]);
          }
        }
      }
    }
  }

  /** Appends the code point at {@code i}; returns how many more characters it took than one. */
  private static int appendUnicode(String text, int i, ByteOutput out) {
    int point = text.codePointAt(i);
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      point = 0xFFFD;
    }
    if (point < 0x800) {
      out.append(0xC0 | point >> 6);
    } else if (point < 0x10000) {
      out.append(0xE0 | point >> 12);
      out.append(0x80 | point >> 6 & 0x3F);
    } else {
      out.append(0xF0 | point >> 18);
      out.append(0x80 | point >> 12 & 0x3F);
      out.append(0x80 | point >> 6 & 0x3F);
    }
    out.append(0x80 | point & 0x3F);
    return point >= 0x10000 ? 1 : 0;
  }

  /** Appends the value on whose first token the parser stands, without white space. */
  static void copy(JsonParser parser, ByteOutput out) throws IOException {
    int depth = 0;
    boolean isFirst = true;
    var token = parser.currentToken();
    while (true) {
      boolean ends = token.isStructEnd();
      if (!isFirst && !ends) {
        out.append(',');
      }
      isFirst = false;
      switch (token) {
        case FIELD_NAME -> {
          append(parser.currentName(), out);
          out.append(':');
          isFirst = true;
        }
        case START_OBJECT, START_ARRAY -> {
          out.appendAscii(token.asString());
          depth++;
          isFirst = true;
        }
        case END_OBJECT, END_ARRAY -> {
          out.appendAscii(token.asString());
          depth--;
        }
        case VALUE_STRING -> append(parser.getText(), out);
        default -> out.appendAscii(parser.getText());
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }
}
