package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.type.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Text. Characters are code points and positions count from 1; texts without characters outside the
 * basic plane, nearly all there are, take a shorter way.
 */
public final class StringFunctions {
  /** No function makes a text longer than this: it would be a mistake in the data. */
  private static final int MAX_LENGTH = 1 << 27;

  private StringFunctions() {}

  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  public static String initcap(String text) {
    var out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
      inWord = Character.isLetterOrDigit(c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  public static int length(Bytes bytes) {
    return bytes.length();
  }

  public static int octetLength(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  public static int bitLength(String text) {
    return octetLength(text) * 8;
  }

  /** Where {@code part} begins, 0 if nowhere. */
  public static int strpos(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : text.codePointCount(0, at) + 1;
  }

  public static int position(String part, String text) {
    return strpos(text, part);
  }

  /** Everything from a position on; positions before the text count. */
  public static String substring(String text, int from) {
    return from <= 1 ? text : text.substring(index(text, from - 1L));
  }

  public static String substring(String text, int from, int length) {
    if (length < 0) {
      throw new RowError("the length of a substring is " + length + ", it must not be negative");
    }
    long end = (long) from + length - 1;
    long start = Math.max(from - 1L, 0);
    if (end <= start) {
      return "";
    }
    int first = index(text, start);
    return text.substring(first, indexFrom(text, first, end - start));
  }

  /** The index of the code point of this number, or the length of the text. */
  private static int index(String text, long number) {
    return indexFrom(text, 0, number);
  }

  private static int indexFrom(String text, int start, long number) {
    if (number >= text.length() - start) {
      return text.length();
    }
    int position = start;
    for (long i = 0; i < number && position < text.length(); i++) {
      boolean pair =
          Character.isHighSurrogate(text.charAt(position))
              && position + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(position + 1));
      position += pair ? 2 : 1;
    }
    return position;
  }

  /** Replaces as many characters as {@code with} has. */
  public static String overlay(String text, String with, int from) {
    return overlay(text, with, from, length(with));
  }

  public static String overlay(String text, String with, int from, int length) {
    if (from < 1) {
      throw new RowError("the position of OVERLAY is " + from + ", it must be at least 1");
    }
    int start = index(text, from - 1L);
    int end = index(text, Math.max(from - 1L + length, 0));
    return text.substring(0, start) + with + text.substring(end);
  }

  public static String trim(String text) {
    return trim(text, " ");
  }

  public static String ltrim(String text) {
    return ltrim(text, " ");
  }

  public static String rtrim(String text) {
    return rtrim(text, " ");
  }

  /** Takes away any of the characters at both ends. */
  public static String trim(String text, String characters) {
    return ltrim(rtrim(text, characters), characters);
  }

  public static String ltrim(String text, String characters) {
    int start = 0;
    while (start < text.length()) {
      int c = text.codePointAt(start);
      if (characters.indexOf(c) < 0) {
        break;
      }
      start += Character.charCount(c);
    }
    return text.substring(start);
  }

  public static String rtrim(String text, String characters) {
    int end = text.length();
    while (end > 0) {
      int c = text.codePointBefore(end);
      if (characters.indexOf(c) < 0) {
        break;
      }
      end -= Character.charCount(c);
    }
    return text.substring(0, end);
  }

  public static String lpad(String text, int length) {
    return lpad(text, length, " ");
  }

  public static String lpad(String text, int length, String fill) {
    int missing = checkedLength(length) - length(text);
    return missing <= 0 ? left(text, Math.max(length, 0)) : filling(fill, missing) + text;
  }

  public static String rpad(String text, int length) {
    return rpad(text, length, " ");
  }

  public static String rpad(String text, int length, String fill) {
    int missing = checkedLength(length) - length(text);
    return missing <= 0 ? left(text, Math.max(length, 0)) : text + filling(fill, missing);
  }

  private static String filling(String fill, int length) {
    if (fill.isEmpty()) {
      return "";
    }
    int fillLength = length(fill);
    return fill.repeat(length / fillLength) + left(fill, length % fillLength);
  }

  private static int checkedLength(long length) {
    if (length > MAX_LENGTH) {
      throw new RowError("a text of " + length + " characters is too long");
    }
    return (int) length;
  }

  /** The first characters; for a negative count all but the last ones. */
  public static String left(String text, int count) {
    return text.substring(
        0, index(text, count >= 0 ? count : Math.max((long) length(text) + count, 0)));
  }

  /** The last characters; for a negative count all but the first ones. */
  public static String right(String text, int count) {
    long skipped = count >= 0 ? Math.max((long) length(text) - count, 0) : -(long) count;
    return text.substring(index(text, skipped));
  }

  public static String repeat(String text, int count) {
    checkedLength((long) text.length() * Math.max(count, 0));
    return text.repeat(Math.max(count, 0));
  }

  public static String replace(String text, String from, String to) {
    return from.isEmpty() ? text : text.replace(from, to);
  }

  /** Replaces each character of {@code from} by its counterpart, or by nothing if it has none. */
  public static String translate(String text, String from, String to) {
    int[] sources = from.codePoints().toArray();
    int[] targets = to.codePoints().toArray();
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int at = 0;
      while (at < sources.length && sources[at] != c) {
        at++;
      }
      if (at == sources.length) {
        out.appendCodePoint(c);
      } else if (at < targets.length) {
        out.appendCodePoint(targets[at]);
      }
    }
    return out.toString();
  }

  public static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** The texts one after the other; NULL is left out. */
  public static String concat(Object... values) {
    var out = new StringBuilder();
    for (var value : values) {
      if (value != null) {
        out.append((String) value);
      }
    }
    return out.toString();
  }

  /** The {@code ||} of texts. */
  public static String append(String left, String right) {
    return left.concat(right);
  }

  /** The texts with a separator between; NULL among them is left out. */
  public static String concatWs(Object separator, Object... values) {
    if (separator == null) {
      return null;
    }
    var out = new StringBuilder();
    boolean first = true;
    for (var value : values) {
      if (value != null) {
        out.append(first ? "" : (String) separator).append((String) value);
        first = false;
      }
    }
    return out.toString();
  }

  /** The part of this number, from 1; negative numbers count from the end. Empty if there is none. */
  public static String splitPart(String text, String separator, int number) {
    if (number == 0) {
      throw new RowError("SPLIT_PART counts from 1, there is no part 0");
    }
    if (separator.isEmpty()) {
      return number == 1 || number == -1 ? text : "";
    }
    if (number < 0) {
      int end = text.length();
      for (int i = -1; i > number; i--) {
        int at =
            end - separator.length() < 0
                ? -1
                : text.lastIndexOf(separator, end - separator.length());
        if (at < 0) {
          return "";
        }
        end = at;
      }
      int at =
          end - separator.length() < 0 ? -1 : text.lastIndexOf(separator, end - separator.length());
      return text.substring(at < 0 ? 0 : at + separator.length(), end);
    }
    int start = 0;
    for (int i = 1; i < number; i++) {
      int at = text.indexOf(separator, start);
      if (at < 0) {
        return "";
      }
      start = at + separator.length();
    }
    int end = text.indexOf(separator, start);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  public static boolean startsWith(String text, String prefix) {
    return text.startsWith(prefix);
  }

  public static boolean endsWith(String text, String suffix) {
    return text.endsWith(suffix);
  }

  public static boolean contains(String text, String part) {
    return text.contains(part);
  }

  /** The code point of the first character, 0 for an empty text. */
  public static int ascii(String text) {
    return text.isEmpty() ? 0 : text.codePointAt(0);
  }

  public static String chr(int codePoint) {
    if (codePoint <= 0 || !Character.isValidCodePoint(codePoint)) {
      throw new RowError("there is no character " + codePoint);
    }
    return Character.toString(codePoint);
  }

  public static String toHex(long value) {
    return Long.toHexString(value);
  }

  public static String toHex(int value) {
    return Integer.toHexString(value);
  }

  public static String md5(String text) {
    return HexFormat.of().formatHex(digest("MD5", text.getBytes(StandardCharsets.UTF_8)));
  }

  public static String sha1(String text) {
    return HexFormat.of().formatHex(digest("SHA-1", text.getBytes(StandardCharsets.UTF_8)));
  }

  public static String sha256(String text) {
    return HexFormat.of().formatHex(digest("SHA-256", text.getBytes(StandardCharsets.UTF_8)));
  }

  public static String sha512(String text) {
    return HexFormat.of().formatHex(digest("SHA-512", text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(algorithm + " is missing from this JDK", e);
    }
  }

  /** A hash of the text that is the same in every process: FNV-1a of its UTF-8 bytes, 64 bits. */
  public static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xff) * 0x100000001b3L;
    }
    return hash;
  }

  /** Base64, hexadecimal or escaped text of bytes. */
  public static String encode(Bytes bytes, String form) {
    return switch (form.toLowerCase(Locale.ROOT)) {
      case "base64" -> java.util.Base64.getEncoder().encodeToString(bytes.toArray());
      case "hex" -> HexFormat.of().formatHex(bytes.toArray());
      default -> throw new RowError("'" + form + "' is not a form of ENCODE: base64, hex");
    };
  }

  public static Bytes decode(String text, String form) {
    try {
      return switch (form.toLowerCase(Locale.ROOT)) {
        case "base64" -> new Bytes(java.util.Base64.getMimeDecoder().decode(text));
        case "hex" -> new Bytes(HexFormat.of().parseHex(text));
        default -> throw new RowError("'" + form + "' is not a form of DECODE: base64, hex");
      };
    } catch (IllegalArgumentException e) {
      throw new RowError("'" + text + "' is not " + form);
    }
  }

  /** A template without arguments. */
  public static String format(Object template) {
    return format(template, new Object[0]);
  }

  /**
   * Fills the arguments into a template: {@code %s} the next one as text, {@code %n$s} the n-th,
   * {@code %-10s} padded, {@code %I} and {@code %L} quoted as an identifier and a literal, {@code %%}
   * a percent sign.
   */
  public static String format(Object template, Object... values) {
    if (template == null) {
      return null;
    }
    String form = (String) template;
    var out = new StringBuilder();
    int next = 0;
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int start = ++i;
      while (i < form.length()
          && (Character.isDigit(form.charAt(i))
              || form.charAt(i) == '$'
              || form.charAt(i) == '-')) {
        i++;
      }
      if (i == form.length()) {
        throw new RowError("the template of FORMAT ends inside a specifier");
      }
      char kind = form.charAt(i);
      if (kind == '%') {
        out.append('%');
        continue;
      }
      String options = form.substring(start, i);
      int dollar = options.indexOf('$');
      int index = dollar < 0 ? next : smallNumber(options.substring(0, dollar)) - 1;
      next = index + 1;
      if (index < 0 || index >= values.length) {
        throw new RowError("FORMAT has no argument " + (index + 1));
      }
      appendFormatted(out, kind, options.substring(dollar + 1), (String) values[index]);
    }
    return out.toString();
  }

  private static int smallNumber(String digits) {
    return digits.isEmpty() || digits.length() > 6 || digits.indexOf('-') >= 0
        ? 0
        : Integer.parseInt(digits);
  }

  private static void appendFormatted(StringBuilder out, char kind, String width, String value) {
    String text =
        switch (kind) {
          case 's' -> value == null ? "" : value;
          case 'L' -> value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
          case 'I' -> {
            if (value == null) {
              throw new RowError("FORMAT has NULL for an identifier");
            }
            yield value.matches("[a-z_][a-z0-9_]*")
                ? value
                : "\"" + value.replace("\"", "\"\"") + "\"";
          }
          default ->
              throw new RowError("'%" + kind + "' is not a specifier of FORMAT: %s, %I, %L, %%");
        };
    boolean leftAligned = width.startsWith("-");
    int least = smallNumber(leftAligned ? width.substring(1) : width);
    out.append(
        least == 0 || length(text) >= least
            ? text
            : leftAligned ? rpad(text, least) : lpad(text, least));
  }
}
