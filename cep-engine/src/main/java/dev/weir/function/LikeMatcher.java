package dev.weir.function;

import dev.weir.event.RowError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A compiled pattern of LIKE or ILIKE. The common forms ({@code abc}, {@code abc%}, {@code %abc},
 * {@code %abc%}) become one comparison; any other is matched piece by piece between its percent
 * signs, each at the first place that fits, which never needs to go back. {@code _} is one code
 * point.
 */
public final class LikeMatcher {
  /** Stands for {@code _} in a piece; no text contains it, since it is no character. */
  private static final char ANY = '\uffff';

  private final String source;
  private final boolean ignoreCase;
  private final String[] pieces;
  private final boolean[] wild;
  private final boolean openStart;
  private final boolean openEnd;

  private LikeMatcher(
      String source, boolean ignoreCase, List<String> pieces, boolean openStart, boolean openEnd) {
    this.source = source;
    this.ignoreCase = ignoreCase;
    this.pieces = pieces.toArray(new String[0]);
    this.wild = new boolean[this.pieces.length];
    for (int i = 0; i < wild.length; i++) {
      wild[i] = this.pieces[i].indexOf(ANY) >= 0;
    }
    this.openStart = openStart;
    this.openEnd = openEnd;
  }

  /**
   * @param escape the character before a {@code %}, {@code _} or itself that is meant literally;
   *     empty for none
   * @throws RowError if the escape is longer than one character, or ends the pattern
   */
  static LikeMatcher of(String pattern, String escape, boolean ignoreCase) {
    if (escape.length() > 1) {
      throw new RowError("the escape of LIKE is '" + escape + "', it must be one character");
    }
    int escapeChar = escape.isEmpty() ? -1 : escape.charAt(0);
    var pieces = new ArrayList<String>();
    var piece = new StringBuilder();
    boolean openStart = false;
    boolean openEnd = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      openEnd = false;
      if (c == escapeChar) {
        i++;
        if (i == pattern.length()) {
          throw new RowError("the LIKE pattern '" + pattern + "' ends with its escape character");
        }
        piece.append(pattern.charAt(i));
      } else if (c == '%') {
        openStart |= pieces.isEmpty() && piece.length() == 0;
        openEnd = true;
        if (piece.length() > 0) {
          pieces.add(piece.toString());
          piece.setLength(0);
        }
      } else {
        piece.append(c == '_' ? ANY : c);
      }
    }
    if (piece.length() > 0 || pieces.isEmpty() && !openEnd) {
      pieces.add(piece.toString());
    }
    if (ignoreCase) {
      pieces.replaceAll(p -> p.toLowerCase(Locale.ROOT));
    }
    return new LikeMatcher(pattern + '\0' + escape, ignoreCase, pieces, openStart, openEnd);
  }

  /** Whether the whole text has the form of the pattern. */
  public boolean matches(String given) {
    String text = ignoreCase ? given.toLowerCase(Locale.ROOT) : given;
    int from = 0;
    int to = text.length();
    int first = 0;
    int last = pieces.length;
    if (last == 0) {
      return true;
    }
    if (!openStart) {
      int end = endAt(text, 0, to, 0);
      if (end < 0 || last == 1 && !openEnd && end != to) {
        return false;
      }
      from = end;
      first = 1;
      if (last == 1) {
        return openEnd || end == to;
      }
    }
    if (!openEnd) {
      last--;
      int start = startOfLast(text, from, to, last);
      if (start < 0) {
        return false;
      }
      to = start;
    }
    for (int i = first; i < last; i++) {
      from = find(text, from, to, i);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  /** Behind the first place of a piece in {@code from .. to}, or -1. */
  private int find(String text, int from, int to, int piece) {
    if (!wild[piece]) {
      int at = text.indexOf(pieces[piece], from);
      int end = at + pieces[piece].length();
      return at >= 0 && end <= to ? end : -1;
    }
    for (int start = from; start <= to; start++) {
      int end = endAt(text, start, to, piece);
      if (end >= 0) {
        return end;
      }
    }
    return -1;
  }

  /** Where the last piece begins if the text ends with it, or -1. */
  private int startOfLast(String text, int from, int to, int piece) {
    if (!wild[piece]) {
      int start = to - pieces[piece].length();
      return start >= from && text.endsWith(pieces[piece]) ? start : -1;
    }
    // A surrogate pair under an underscore takes two chars: count back code points.
    int start = to - pieces[piece].length();
    for (int at = start; at >= from && at >= start - pieces[piece].length(); at--) {
      if (endAt(text, at, to, piece) == to) {
        return at;
      }
    }
    return -1;
  }

  /** Behind a piece that lies at {@code start}, or -1. */
  private int endAt(String text, int start, int to, int piece) {
    String wanted = pieces[piece];
    if (!wild[piece]) {
      return start + wanted.length() <= to && text.startsWith(wanted, start)
          ? start + wanted.length()
          : -1;
    }
    int position = start;
    for (int i = 0; i < wanted.length(); i++) {
      if (position >= to) {
        return -1;
      }
      char c = text.charAt(position++);
      if (wanted.charAt(i) == ANY) {
        if (Character.isHighSurrogate(c)
            && position < to
            && Character.isLowSurrogate(text.charAt(position))) {
          position++;
        }
      } else if (c != wanted.charAt(i)) {
        return -1;
      }
    }
    return position;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LikeMatcher matcher
        && matcher.source.equals(source)
        && matcher.ignoreCase == ignoreCase;
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /** The pattern as written. */
  @Override
  public String toString() {
    return source.substring(0, source.indexOf('\0'));
  }
}
