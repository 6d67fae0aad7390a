package dev.weir.catalog;

import dev.weir.ast.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * A standing query with a name.
 *
 * @param version 1 for the first rule of that name, one more each time it is made anew
 * @param body what it does: an INSERT or a query
 * @param text the statement that makes it as it is now
 * @param target the stream that it inserts into
 * @param uses the streams and views that it reads
 */
public record Rule(
    String name,
    int version,
    Statement body,
    String text,
    Optional<String> target,
    Set<String> uses) {
  public Rule {
    uses = Set.copyOf(uses);
  }
}
