package dev.weir.catalog;

import dev.weir.ast.Statement;
import dev.weir.type.Schema;
import java.util.Set;

/**
 * A name for a query.
 *
 * @param statement as it was written; its query is bound anew wherever the view is used
 * @param schema what the query gave when the view was created
 * @param uses the streams and views that it reads, in their own spelling
 */
public record View(String name, Statement.CreateView statement, Schema schema, Set<String> uses) {
  public View {
    uses = Set.copyOf(uses);
  }
}
