package dev.weir;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A standing query. It starts with its first consumer and then sees what is sent from there on; a consumer that is
 * added later misses what came before it. Rows are delivered on the engine's thread, before the call that caused them
 * returns, and in one order to all consumers.
 *
 * <p>Confined to the engine's thread. Obtained by {@link Engine#query(String)}.
 */
public final class Query implements AutoCloseable {
  static final int BUFFER = 1_024;

  private final Engine engine;
  private final Schema schema;
  private final Event prototype;
  private final Function<ResultHandler, StandingQuery> starter;
  private final List<Consumer<Event>> consumers = new CopyOnWriteArrayList<>();
  private final List<Runnable> atEnd = new CopyOnWriteArrayList<>();
  private StandingQuery running;
  private boolean ended;
  private boolean closed;

  /** @param prototype an event of the class that rows have */
  Query(
      Engine engine,
      Schema schema,
      Event prototype,
      Function<ResultHandler, StandingQuery> starter) {
    this.engine = engine;
    this.schema = schema;
    this.prototype = prototype;
    this.starter = starter;
  }

  /** The columns of its rows. */
  public Schema schema() {
    return schema;
  }

  /**
   * Gives every row to {@code consumer}. What it throws ends the call that caused the row, and is thrown there.
   *
   * @return this query
   * @throws IllegalStateException if the query is closed, or what it reads has been changed since it was made
   * @throws RunException if it can't be started
   */
  public Query onRow(Consumer<Row> consumer) {
    Objects.requireNonNull(consumer);
    consume(event -> consumer.accept(new Row(schema, event)));
    return this;
  }

  /** Runs {@code action} when the last row has come; at once if it has. @return this query */
  public Query onEnd(Runnable action) {
    Objects.requireNonNull(action);
    if (ended) {
      action.run();
    } else {
      atEnd.add(action);
    }
    return this;
  }

  /**
   * The rows as objects of a class: a record, whose components are found among the columns by their names; a bean
   * with a constructor without parameters, whose setters are; or, for a query of one column, a single value. Names
   * match whatever their case and underscores: component {@code windowEnd} takes column {@code window_end}.
   *
   * @throws ConversionException if the class does not fit the columns
   */
  public <R> TypedQuery<R> as(Class<R> type) {
    return new TypedQuery<>(this, new EventReader<>(type, schema, prototype));
  }

  /**
   * Takes rows one by one, out of a buffer of 1,024; see {@link RowIterator}. When that is full, the
   * call that causes one more row throws {@link BufferFullException}.
   */
  public RowIterator<Row> iterator() {
    return iterator(BUFFER, WhenFull.FAIL);
  }

  /**
   * As {@link #iterator()}. {@link WhenFull#BLOCK} is for an iterator that another thread uses than the engine's:
   * on one and the same it waits for ever.
   *
   * @param capacity rows that the buffer holds, at least 1
   */
  public RowIterator<Row> iterator(int capacity, WhenFull whenFull) {
    var buffer = new RowBuffer<Row>(capacity, whenFull);
    subscribe(buffer::add, buffer::end);
    return new RowIterator<>(buffer, engine);
  }

  /** As {@link #publisher(int, WhenFull, Executor)}: a buffer of 1,024 rows that blocks, and the common pool. */
  public Flow.Publisher<Row> publisher() {
    return publisher(BUFFER, WhenFull.BLOCK, ForkJoinPool.commonPool());
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
  public Flow.Publisher<Row> publisher(int capacity, WhenFull whenFull, Executor executor) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a buffer holds at least one row, not " + capacity);
    }
    return new RowPublisher<>(this::subscribe, capacity, whenFull, executor);
  }

  private void subscribe(Consumer<Row> consumer, Runnable end) {
    subscribe(event -> new Row(schema, event), consumer, end);
  }

  /** Gives every row, converted, to a consumer, and tells it the end. */
  <E> void subscribe(Function<Event, E> conversion, Consumer<E> consumer, Runnable end) {
    onEnd(end);
    if (!ended) {
      consume(event -> consumer.accept(conversion.apply(event)));
    }
  }

  Engine engine() {
    return engine;
  }

  void consume(Consumer<Event> consumer) {
    if (closed) {
      throw new IllegalStateException("the query is closed");
    }
    consumers.add(consumer);
    if (running == null) {
      running = starter.apply(new Delivery());
    }
  }

  private final class Delivery implements ResultHandler {
    @Override
    public void begin(String label, Schema columns, boolean changelog) {}

    @Override
    public void row(String label, Event row, Change change) {
      for (var consumer : consumers) {
        consumer.accept(row);
      }
    }

    @Override
    public void end(String label) {
      finish();
    }
  }

  private void finish() {
    if (!ended) {
      ended = true;
      atEnd.forEach(Runnable::run);
      atEnd.clear();
    }
  }

  /** Whether its last row has come: its inputs have ended, or LIMIT is reached. */
  public boolean hasEnded() {
    return ended;
  }

  /** Takes the query out of the engine; no row comes afterwards. Closing it again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      consumers.clear();
      if (running != null) {
        running.close();
      }
      finish();
    }
  }
}
