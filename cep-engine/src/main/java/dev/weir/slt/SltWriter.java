package dev.weir.slt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Puts what came out into the text of a file. Everything else stays as it is: comments, layout, other blocks. */
final class SltWriter {
  private SltWriter() {}

  static SltRunner.Rewritten rewrite(
      SltFile file,
      Map<Expectation, List<String>> actual,
      List<Failure> failures,
      boolean onlyMissing) {
    var lines = new ArrayList<>(file.lines());
    var places = new java.util.TreeMap<Integer, Expectation>(Comparator.reverseOrder());
    var several = new java.util.HashSet<Integer>();
    for (var expectation : actual.keySet()) {
      if (onlyMissing && !expectation.isMissing()) {
        continue;
      }
      var other = places.put(expectation.from(), expectation);
      if (other != null && !actual.get(other).equals(actual.get(expectation))) {
        several.add(expectation.from());
      }
    }
    int changed = 0;
    for (var place : places.entrySet()) {
      if (!several.contains(place.getKey())) {
        replace(lines, place.getValue(), actual.get(place.getValue()));
        changed++;
      }
    }
    var remaining =
        failures.stream()
            .filter(failure -> !failure.headline().startsWith("the rows differ"))
            .filter(failure -> !failure.headline().startsWith("no expected rows"))
            .toList();
    return new SltRunner.Rewritten(String.join("\n", lines), changed, remaining);
  }

  private static void replace(List<String> lines, Expectation expectation, List<String> rows) {
    int from = expectation.from();
    lines.subList(from, from + expectation.lines().size()).clear();
    lines.addAll(from, rows);
    if (expectation.isMissing()) {
      lines.add(from, SltReader.SEPARATOR);
    }
  }
}
