package dev.weir.rewrite;

import dev.weir.ast.Node;
import dev.weir.ast.Relation;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What binding has found out about nodes of a statement, by identity, that its text does not say. */
public final class Resolved {
  private final Map<Node, String> times = new IdentityHashMap<>();
  private final Map<Relation, List<String>> columns = new IdentityHashMap<>();

  /** Notes the column that holds the time of what a window or a pattern reads. */
  public void time(Relation node, String column) {
    times.put(node, column);
  }

  /** Notes the columns that a relation gives, in their order. */
  public void columns(Relation node, List<String> names) {
    columns.put(node, List.copyOf(names));
  }

  Optional<String> time(Relation node) {
    return Optional.ofNullable(times.get(node));
  }

  Optional<List<String>> columns(Relation node) {
    return Optional.ofNullable(columns.get(node));
  }
}
