package dev.weir;

import java.util.List;
import java.util.Locale;

/** Finds columns by the names that Java has for them. */
final class Names {
  private Names() {}

  /**
   * The name that is meant: the same, or the only one that differs in case, or the only one that differs in case and
   * underscores ({@code windowEnd} finds {@code window_end}).
   *
   * @return its index, or -1
   */
  static int find(List<String> names, String wanted) {
    int exact = names.indexOf(wanted);
    if (exact >= 0) {
      return exact;
    }
    int byCase =
        only(
            names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList(),
            wanted.toLowerCase(Locale.ROOT));
    return byCase >= 0 ? byCase : only(names.stream().map(Names::plain).toList(), plain(wanted));
  }

  private static int only(List<String> names, String wanted) {
    int first = names.indexOf(wanted);
    return first == names.lastIndexOf(wanted) ? first : -1;
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
