package dev.weir;

import java.util.Objects;
import java.util.function.Consumer;

/** A {@link Query} whose rows are objects of a class. Confined to the engine's thread. */
public final class TypedQuery<R> implements AutoCloseable {
  private final Query query;
  private final EventReader<R> reader;

  TypedQuery(Query query, EventReader<R> reader) {
    this.query = query;
    this.reader = reader;
  }

  /**
   * Gives every row to {@code consumer}, as {@link Query#onRow} does. A NULL for a primitive component, or a text that is no
   * constant of an enum, is a {@link ConversionException} thrown by the call that caused the row.
   *
   * @return this query
   */
  public TypedQuery<R> onEvent(Consumer<? super R> consumer) {
    Objects.requireNonNull(consumer);
    query.consume(event -> consumer.accept(reader.read(event)));
    return this;
  }

  /** Runs {@code action} when the last row has come; at once if it has. @return this query */
  public TypedQuery<R> onEnd(Runnable action) {
    query.onEnd(action);
    return this;
  }

  /** Whether its last row has come. */
  public boolean hasEnded() {
    return query.hasEnded();
  }

  /** Closes the query, for all its consumers. */
  @Override
  public void close() {
    query.close();
  }
}
