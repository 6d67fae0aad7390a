package dev.weir;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
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

  /**
   * Takes rows one by one, out of a buffer of 1,024; see {@link RowIterator}. When that is full, the
   * call that causes one more row throws {@link BufferFullException}.
   */
  public RowIterator<R> iterator() {
    return iterator(Query.BUFFER, WhenFull.FAIL);
  }

  /**
   * As {@link #iterator()}. {@link WhenFull#BLOCK} is for an iterator that another thread uses than the engine's:
   * on one and the same it waits for ever.
   *
   * @param capacity rows that the buffer holds, at least 1
   */
  public RowIterator<R> iterator(int capacity, WhenFull whenFull) {
    var buffer = new RowBuffer<R>(capacity, whenFull);
    subscribe(buffer::add, buffer::end);
    return new RowIterator<>(buffer, query.engine());
  }

  /** As {@link #publisher(int, WhenFull, Executor)}: a buffer of 1,024 rows that blocks, and the common pool. */
  public Flow.Publisher<R> publisher() {
    return publisher(Query.BUFFER, WhenFull.BLOCK, ForkJoinPool.commonPool());
  }

  /**
   * Publishes the rows. Each subscriber sees them from its subscription on, which must be made on the engine's
   * thread, and has a buffer of its own for rows that it has not requested; {@code onComplete} comes when the query
   * has ended or is closed. {@code request} and {@code cancel} may be called by any thread.
   *
   * @param capacity rows that a buffer holds, at least 1
   * @param whenFull what to do with a row for which there is no room; with {@link WhenFull#BLOCK} the engine waits
   *     for the subscriber, which must not wait for the engine
   * @param executor calls the subscriber
   */
  public Flow.Publisher<R> publisher(int capacity, WhenFull whenFull, Executor executor) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a buffer holds at least one row, not " + capacity);
    }
    return new RowPublisher<>(this::subscribe, capacity, whenFull, executor);
  }

  private void subscribe(Consumer<R> consumer, Runnable end) {
    query.subscribe(reader::read, consumer, end);
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
