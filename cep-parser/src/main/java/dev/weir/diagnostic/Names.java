package dev.weir.diagnostic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Names {
  private Names() {}

  /**
   * The candidate nearest to a name that does not exist, if one is near: at most a third of its length in edits, where
   * letters compare without case and two neighbouring letters that changed places count as one edit. Of several equally near
   * the first wins. A candidate that equals the wrong name but for case is the nearest of all.
   *
   * <p>Cost: O(|wrong| * |candidate|) for each candidate of fitting length.
   */
  public static Optional<String> suggest(String wrong, Iterable<String> candidates) {
    String from = wrong.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      if (candidate.equals(wrong)) {
        continue;
      }
      int limit =
          Math.min(bestDistance - 1, allowance(Math.max(wrong.length(), candidate.length())));
      int distance = distance(from, candidate.toLowerCase(Locale.ROOT), limit);
      if (distance <= limit) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many edits are still near for a name of that length; names of one or two letters are near to nothing but themselves. */
  static int allowance(int length) {
    return length / 3;
  }

  /**
   * The number of edits between two texts (insert, delete, replace, swap of neighbours: "optimal string alignment"), or any
   * number above {@code limit} if it is larger than that.
   */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Arrays.stream(row).min().orElse(0) > limit) {
        return limit + 1;
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
