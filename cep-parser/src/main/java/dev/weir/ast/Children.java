package dev.weir.ast;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Collects the nodes below a node. */
final class Children {
  private Children() {}

  /** Flattens nodes, collections of nodes and optional nodes into one list, in the given order. */
  static List<Node> of(Object... parts) {
    var nodes = new ArrayList<Node>(parts.length);
    for (Object part : parts) {
      add(nodes, part);
    }
    return nodes;
  }

  private static void add(List<Node> nodes, Object part) {
    if (part instanceof Node node) {
      nodes.add(node);
    } else if (part instanceof Collection<?> many) {
      for (Object one : many) {
        add(nodes, one);
      }
    } else if (part instanceof Optional<?> maybe) {
      if (maybe.isPresent()) {
        add(nodes, maybe.get());
      }
    } else {
      throw new AssertionError(part);
    }
  }
}
