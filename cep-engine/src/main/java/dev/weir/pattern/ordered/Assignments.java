package dev.weir.pattern.ordered;

import dev.weir.pattern.match.MatchRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where all matches are looked for: makes each way to map rows to variables, and to exclude some, one chain of nodes, however
 * many ways through the automaton lead to it. Holds what has come into being at the present row.
 */
final class Assignments {
  /** A table that has grown beyond this is not worth clearing. */
  private static final int KEPT_MAX = 4096;

  /** @param before the node before, or the attempt */
  private record Place(Object before, int label, boolean excluded) {}

  private record Stay(Node node, int state) {}

  private Map<Place, Node> nodes = new HashMap<>();
  private Map<Stay, List<Run>> runs = new HashMap<>();

  void clear() {
    if (nodes.size() > KEPT_MAX) {
      nodes = new HashMap<>();
    }
    if (runs.size() > KEPT_MAX) {
      runs = new HashMap<>();
    }
    nodes.clear();
    runs.clear();
  }

  Node node(Attempt attempt, Node parent, MatchRow row, Entry entry) {
    var place = new Place(parent == null ? attempt : parent, entry.label, entry.excluded);
    var known = nodes.get(place);
    if (known == null) {
      known = new Node(row, entry.label, entry.excluded, parent);
      nodes.put(place, known);
    }
    return known;
  }

  /** Adds a run. @return false if there is one already that stands for it */
  boolean add(Run run) {
    var same = runs.computeIfAbsent(new Stay(run.last, run.state.number), k -> new ArrayList<>(1));
    for (var other : same) {
      if (Equality.sameGroups(run, other)) {
        return false;
      }
    }
    same.add(run);
    return true;
  }
}
