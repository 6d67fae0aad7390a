package dev.weir.slt;

import java.util.ArrayList;
import java.util.List;

/** The difference of two lists of lines, for people. */
final class Diff {
  private static final int CONTEXT = 3;

  /** Beyond this many pairs of lines the table of common subsequences would cost more than it tells. */
  private static final long CELLS_MAX = 4_000_000;

  private Diff() {}

  /**
   * Lines that only {@code expected} has begin with {@code -}, those that only {@code actual} has with {@code +}; equal
   * lines far from a difference are left out. Longest common subsequence, O(n·m).
   */
  static List<String> lines(List<String> expected, List<String> actual) {
    var all = new ArrayList<String>();
    if ((long) expected.size() * actual.size() > CELLS_MAX) {
      expected.forEach(line -> all.add("- " + line));
      actual.forEach(line -> all.add("+ " + line));
      return all;
    }
    int[][] common = new int[expected.size() + 1][actual.size() + 1];
    for (int i = expected.size() - 1; i >= 0; i--) {
      for (int j = actual.size() - 1; j >= 0; j--) {
        common[i][j] =
            expected.get(i).equals(actual.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < expected.size() || j < actual.size()) {
      if (i < expected.size() && j < actual.size() && expected.get(i).equals(actual.get(j))) {
        all.add("  " + expected.get(i));
        i++;
        j++;
      } else if (j >= actual.size()
          || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
        all.add("- " + expected.get(i++));
      } else {
        all.add("+ " + actual.get(j++));
      }
    }
    return shorten(all);
  }

  private static List<String> shorten(List<String> all) {
    var near = new boolean[all.size()];
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).startsWith("  ")) {
        for (int k = Math.max(0, i - CONTEXT); k <= Math.min(all.size() - 1, i + CONTEXT); k++) {
          near[k] = true;
        }
      }
    }
    var shown = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      if (near[i]) {
        shown.add(all.get(i));
      } else if (shown.isEmpty() || !shown.get(shown.size() - 1).equals("  ...")) {
        shown.add("  ...");
      }
    }
    return shown;
  }
}
