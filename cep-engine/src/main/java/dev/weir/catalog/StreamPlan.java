package dev.weir.catalog;

import dev.weir.expression.Expression;
import dev.weir.type.Schema;
import java.util.List;

/**
 * How a stream's rows come about from what its source reads.
 *
 * @param physical the columns that are read, in order of declaration
 * @param columns one expression over {@code physical} per column of the stream's schema: a plain
 *     column, or a computed one
 */
public record StreamPlan(StreamDefinition stream, Schema physical, List<Expression> columns) {
  public StreamPlan {
    columns = List.copyOf(columns);
  }

  /** Whether the rows that are read are the stream's rows as they are. */
  public boolean isPlain() {
    return physical.size() == columns.size()
        && columns.stream().allMatch(Expression.Column.class::isInstance);
  }
}
