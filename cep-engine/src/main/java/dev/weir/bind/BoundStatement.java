package dev.weir.bind;

import dev.weir.ast.Statement;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.Rule;
import dev.weir.catalog.StreamPlan;
import dev.weir.catalog.View;
import dev.weir.plan.LogicalPlan;
import dev.weir.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A statement in which every name and type is resolved. */
public sealed interface BoundStatement {

  /** What it does to the catalog; nothing for most statements. */
  default void applyTo(Catalog catalog) {}

  /**
   * A new or replaced stream.
   *
   * @param text the statement as it was written
   * @param keep IF NOT EXISTS, and there is one: nothing to do
   */
  record CreateStream(StreamPlan stream, String text, boolean keep) implements BoundStatement {
    @Override
    public void applyTo(Catalog catalog) {
      if (!keep) {
        catalog.put(stream, text);
      }
    }
  }

  /** A new or replaced view. {@code keep}: IF NOT EXISTS, and there is one: nothing to do. */
  record CreateView(View view, boolean keep) implements BoundStatement {
    @Override
    public void applyTo(Catalog catalog) {
      if (!keep) {
        catalog.put(view);
      }
    }
  }

  /**
   * A standing query with a name.
   *
   * @param target the stream that it inserts into; {@code plan} then has that stream's physical columns
   * @param keep IF NOT EXISTS, and there is one: nothing to do
   */
  record CreateRule(Rule rule, LogicalPlan plan, Optional<StreamPlan> target, boolean keep)
      implements BoundStatement {
    @Override
    public void applyTo(Catalog catalog) {
      if (!keep) {
        catalog.put(rule);
      }
    }
  }

  /** Holds a rule still or lets it go on. {@code name} is empty if IF EXISTS found nothing. */
  record AlterRule(Optional<String> name, boolean pause) implements BoundStatement {}

  /** The rules with their state. {@code like}: what names must fit. */
  record ShowRules(Optional<Pattern> like) implements BoundStatement {}

  /** {@code plan} gives exactly the physical columns of the target, in their order. */
  record Insert(StreamPlan target, LogicalPlan plan) implements BoundStatement {}

  /** A query whose rows go to the user; the names of its columns are those of the plan's schema. */
  record Query(LogicalPlan plan) implements BoundStatement {}

  /** Takes a stream, view or rule away. {@code name} is empty if IF EXISTS found nothing. */
  record Drop(dev.weir.ast.ObjectKind kind, Optional<String> name) implements BoundStatement {
    @Override
    public void applyTo(Catalog catalog) {
      if (kind == dev.weir.ast.ObjectKind.RULE) {
        name.ifPresent(catalog::removeRule);
      } else {
        name.ifPresent(catalog::removeRelation);
      }
    }
  }

  /** SHOW, DESCRIBE and EXPLAIN: rows that are known at once, boxed as in {@link dev.weir.type.Storage}. */
  record Rows(Schema schema, List<List<Object>> rows) implements BoundStatement {}

  /** The rows that could not be read or evaluated. {@code of}: of this stream only. {@code limit}: -1 for all. */
  record ShowDeadLetters(Optional<String> of, long limit) implements BoundStatement {}

  /**
   * EXPLAIN of a query, INSERT or rule.
   *
   * @param statement what is explained, rewritten
   */
  record Explain(
      Statement.Explain.Mode mode, Statement.Explain.Format format, BoundStatement statement)
      implements BoundStatement {}

  /** A setting of the session. */
  record Set(String name, String value) implements BoundStatement {
    @Override
    public void applyTo(Catalog catalog) {
      catalog.set(name, value);
    }
  }
}
