package dev.weir.diagnostic;

import java.util.List;

/**
 * Draws a message with the source line it is about:
 *
 * <pre>
 * error[E0203]: column "usr_id" does not exist in stream "orders"
 *   --> alerts.sql:2:8
 * 2 | SELECT usr_id FROM orders;
 *   |        ^^^^^^ did you mean "user_id"?
 *   = columns: id, user_id, kind, ts
 * </pre>
 *
 * Tabs become spaces up to the next multiple of four, wide characters (East Asian, emoji) count two columns and combining
 * marks none, so the caret stands below its token. Of a long line only the stretch around the token is shown, between
 * {@code …}. A place that spans lines is underlined to the end of its first line.
 */
public final class DiagnosticPrinter {
  private static final int TAB = 4;
  private static final int WIDTH_MAX = 120;
  private static final int LEAD = 40;

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";

  private final boolean colours;

  private DiagnosticPrinter(boolean colours) {
    this.colours = colours;
  }

  /** Prints plain text. */
  public static DiagnosticPrinter plain() {
    return new DiagnosticPrinter(false);
  }

  /** Prints with ANSI colours, for a terminal. */
  public static DiagnosticPrinter coloured() {
    return new DiagnosticPrinter(true);
  }

  /** All messages, an empty line between two. */
  public String render(List<Diagnostic> diagnostics) {
    var out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      if (out.length() > 0) {
        out.append('\n');
      }
      out.append(render(diagnostic));
    }
    return out.toString();
  }

  /** One message, several lines, each ended by a line break. */
  public String render(Diagnostic diagnostic) {
    String tone = diagnostic.isError() ? RED : YELLOW;
    var out = new StringBuilder();
    out.append(paint(tone, diagnostic.severity().word() + "[" + diagnostic.code().code() + "]"))
        .append(paint(BOLD, ": " + diagnostic.headline()))
        .append('\n');
    Span place = diagnostic.primary();
    String margin = "  ";
    if (place.source().length() > 0) {
      String number = Integer.toString(place.line());
      margin = " ".repeat(number.length() + 1);
      out.append(margin).append(paint(BLUE, "-->")).append(' ').append(place).append('\n');
      excerpt(out, place, diagnostic.label(), number, margin, tone);
    } else if (!diagnostic.label().isEmpty()) {
      out.append(margin).append("= ").append(diagnostic.label()).append('\n');
    }
    for (String note : diagnostic.notes()) {
      out.append(margin)
          .append(paint(BLUE, "="))
          .append(' ')
          .append(note.replace("\n", "\n" + margin + "  "))
          .append('\n');
    }
    return out.toString();
  }

  private void excerpt(
      StringBuilder out, Span place, String label, String number, String margin, String tone) {
    String line = place.source().lineText(place.line());
    int from = Math.min(place.column() - 1, line.length());
    int to = Math.min(from + place.length(), line.length());
    var shown = new Excerpt(line, from, to);
    out.append(paint(BLUE, number + " |")).append(' ').append(shown.text).append('\n');
    String carets = "^".repeat(shown.caretWidth);
    String pointer =
        " ".repeat(shown.caretColumn)
            + paint(tone, label.isEmpty() ? carets : carets + " " + label);
    out.append(margin).append(paint(BLUE, "|")).append(' ').append(pointer).append('\n');
  }

  private String paint(String tone, String text) {
    return colours ? tone + text + RESET : text;
  }

  /** The visible part of one line, with the caret measured in columns of a terminal. */
  private static final class Excerpt {
    final String text;
    final int caretColumn;
    final int caretWidth;

    /** @param from @param to the marked characters of {@code line}; {@code from == to} marks the place before {@code from} */
    Excerpt(String line, int from, int to) {
      int first = 0;
      int last = line.length();
      if (line.length() > WIDTH_MAX) {
        int markedEnd = Math.min(to, from + WIDTH_MAX - LEAD);
        first = Math.max(0, Math.min(from - LEAD, line.length() - WIDTH_MAX));
        last = Math.min(line.length(), Math.max(first + WIDTH_MAX, markedEnd));
        if (first > 0 && Character.isLowSurrogate(line.charAt(first))) {
          first--;
        }
        if (last < line.length() && Character.isLowSurrogate(line.charAt(last))) {
          last++;
        }
      }
      var shown = new StringBuilder();
      int column = 0;
      int caretStart = -1;
      int caretEnd = -1;
      if (first > 0) {
        shown.append('…');
        column++;
      }
      for (int i = first; i < last; ) {
        int c = line.codePointAt(i);
        if (i >= from && caretStart < 0) {
          caretStart = column;
        }
        if (i >= to && caretEnd < 0) {
          caretEnd = column;
        }
        if (c == '\t') {
          int pad = TAB - column % TAB;
          shown.append(" ".repeat(pad));
          column += pad;
        } else if (Character.isISOControl(c)) {
          shown.append('\uFFFD');
          column++;
        } else {
          shown.appendCodePoint(c);
          column += width(c);
        }
        i += Character.charCount(c);
      }
      caretStart = caretStart < 0 ? column : caretStart;
      caretEnd = caretEnd < 0 ? column : caretEnd;
      if (last < line.length()) {
        shown.append('…');
      }
      text = shown.toString().stripTrailing();
      caretColumn = caretStart;
      caretWidth = Math.max(1, caretEnd - caretStart);
    }

    /** Columns that a terminal gives to a character; the ranges are those of East Asian Width "W" and "F", coarsely. */
    private static int width(int c) {
      if (c < 0x300) {
        return 1;
      }
      int type = Character.getType(c);
      if (type == Character.NON_SPACING_MARK
          || type == Character.ENCLOSING_MARK
          || type == Character.FORMAT) {
        return 0;
      }
      boolean wide =
          (c >= 0x1100 && c <= 0x115F)
              || (c >= 0x2E80 && c <= 0x303E)
              || (c >= 0x3041 && c <= 0xA4CF)
              || (c >= 0xAC00 && c <= 0xD7A3)
              || (c >= 0xF900 && c <= 0xFAFF)
              || (c >= 0xFE30 && c <= 0xFE6F)
              || (c >= 0xFF00 && c <= 0xFF60)
              || (c >= 0xFFE0 && c <= 0xFFE6)
              || (c >= 0x1F300 && c <= 0x1F64F)
              || (c >= 0x1F680 && c <= 0x1FAFF)
              || (c >= 0x20000 && c <= 0x3FFFD);
      return wide ? 2 : 1;
    }
  }
}
