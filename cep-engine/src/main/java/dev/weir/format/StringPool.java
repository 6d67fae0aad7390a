package dev.weir.format;

/**
 * Makes strings of the values of one column, and gives the same object for a value that came
 * shortly before: symbols and host names repeat, so most values cost no allocation and later
 * comparisons find the same object. A direct-mapped table of fixed size; it gives up on a column
 * whose values hardly repeat. Not thread-safe.
 */
final class StringPool {
  private static final int SLOTS = 1 << 11;
  private static final int LENGTH_MAX = 40;
  private static final int TRIAL = 1 << 13;

  private final String[] slots = new String[SLOTS];
  private int lookups;
  private int hits;
  private boolean worthwhile = true;

  /** The text {@code [from, to)} as a string. */
  String get(CharSequence text, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return "";
    }
    if (length > LENGTH_MAX || !worthwhile) {
      return text.subSequence(from, to).toString();
    }
    int hash = length;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    int slot = (hash ^ hash >>> 15) & SLOTS - 1;
    var known = slots[slot];
    if (known != null && known.length() == length && isSame(known, text, from)) {
      hits++;
      return known;
    }
    if (++lookups - TRIAL > hits) {
      // More than half of the values were new ones, over a fair trial.
      worthwhile = false;
    }
    var made = text.subSequence(from, to).toString();
    slots[slot] = made;
    return made;
  }

  private static boolean isSame(String known, CharSequence text, int from) {
    for (int i = 0; i < known.length(); i++) {
      if (known.charAt(i) != text.charAt(from + i)) {
        return false;
      }
    }
    return true;
  }
}
