package dev.weir.pattern.ordered;

import dev.weir.pattern.match.MatchRow;

/**
 * A row that has been taken, behind those taken before. Runs that come from one share its nodes; rows
 * that were skipped are in none. Immutable but for {@link #given}.
 */
final class Node {
  final MatchRow row;

  /** The row before; null for the first. */
  final Node parent;

  private final byte label;
  final boolean excluded;

  /** Whether the match that ends here has been given; only where all matches are looked for. */
  boolean given;

  Node(MatchRow row, int label, boolean excluded, Node parent) {
    this.row = row;
    this.label = (byte) label;
    this.excluded = excluded;
    this.parent = parent;
  }

  int label() {
    return label;
  }

  long position() {
    return row.position();
  }

  /** The node of a row at or before this one, null if the match does not have that row. */
  Node at(long position) {
    var node = this;
    while (node != null && node.position() > position) {
      node = node.parent;
    }
    return node != null && node.position() == position ? node : null;
  }
}
