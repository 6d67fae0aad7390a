package dev.weir.catalog;

import dev.weir.ast.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * A standing query with a name.
 *
 * @param statement as it was written
 * @param target the stream that it inserts into
 * @param uses the streams and views that it reads
 */
public record Rule(
    String name, Statement.CreateRule statement, Optional<String> target, Set<String> uses) {
  public Rule {
    uses = Set.copyOf(uses);
  }
}
