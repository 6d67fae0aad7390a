package dev.weir;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Takes the rows of a query one by one, out of a bounded buffer.
 *
 * <p>For one thread. If it is another than the engine's, {@link #hasNext} waits for the next row or the end of the
 * query. On the engine's own thread, which it would keep from making rows, it waits for nothing: it reads the sources
 * of the engine, if there are any, until there is a row, and says {@code false} when there is none now; more may come
 * later.
 */
public final class RowIterator<E> implements Iterator<E>, AutoCloseable {
  private final RowBuffer<E> buffer;
  private final Engine engine;
  private E next;

  RowIterator(RowBuffer<E> buffer, Engine engine) {
    this.buffer = buffer;
    this.engine = engine;
  }

  /** @throws IllegalStateException if the thread is interrupted while it waits; it stays interrupted */
  @Override
  public boolean hasNext() {
    if (next != null) {
      return true;
    }
    next = buffer.isProducer() ? pollHere() : await();
    return next != null;
  }

  private E pollHere() {
    var element = buffer.poll();
    while (element == null && engine.pollIfOpen()) {
      element = buffer.poll();
    }
    return element != null ? element : buffer.poll();
  }

  private E await() {
    try {
      return buffer.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a row", e);
    }
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no row now");
    }
    var element = next;
    next = null;
    return element;
  }

  /** How many rows were lost because the buffer was full. */
  public long dropped() {
    return buffer.dropped();
  }

  /** The rows as a sequential stream, to be closed; it ends where {@link #hasNext} says {@code false}. */
  public Stream<E> stream() {
    int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, characteristics), false)
        .onClose(this::close);
  }

  /** Takes no more rows; the query goes on for its other consumers. May be called by any thread. */
  @Override
  public void close() {
    buffer.abandon();
  }
}
