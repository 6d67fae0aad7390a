package dev.weir;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Publishes the rows of a query as Reactive Streams define it: each subscriber gets what it has requested and no more,
 * the rest waits in a buffer of its own. Signals come one after the other, on a thread of the executor.
 *
 * @param <E> rows or objects
 */
final class RowPublisher<E> implements Flow.Publisher<E> {
  private final BiConsumer<Consumer<E>, Runnable> source;
  private final int capacity;
  private final WhenFull whenFull;
  private final Executor executor;

  /** @param source given a consumer of rows and what to do at the end, begins to call them */
  RowPublisher(
      BiConsumer<Consumer<E>, Runnable> source,
      int capacity,
      WhenFull whenFull,
      Executor executor) {
    this.source = source;
    this.capacity = capacity;
    this.whenFull = Objects.requireNonNull(whenFull);
    this.executor = Objects.requireNonNull(executor);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super E> subscriber) {
    Objects.requireNonNull(subscriber);
    var subscription =
        new Subscription<E>(subscriber, new RowBuffer<>(capacity, whenFull), executor);
    subscription.schedule();
    try {
      source.accept(subscription::offer, subscription::end);
    } catch (RuntimeException e) {
      subscription.fail(e);
    }
  }

  /**
   * One subscriber. All its signals are given by {@link #drain}, of which at most one runs at a time: whoever has
   * something to signal counts up {@link #work}, and the one that counts from 0 schedules it.
   */
  private static final class Subscription<E> implements Flow.Subscription {
    private final Flow.Subscriber<? super E> subscriber;
    private final RowBuffer<E> buffer;
    private final Executor executor;
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile Throwable failure;
    private volatile boolean ended;
    private boolean subscribed;

    Subscription(Flow.Subscriber<? super E> subscriber, RowBuffer<E> buffer, Executor executor) {
      this.subscriber = subscriber;
      this.buffer = buffer;
      this.executor = executor;
    }

    void offer(E element) {
      if (!done.get()) {
        buffer.add(element);
        schedule();
      }
    }

    /** What is in the buffer comes before the end. */
    void end() {
      ended = true;
      schedule();
    }

    /** What is in the buffer is thrown away. */
    void fail(Throwable cause) {
      failure = cause;
      schedule();
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        fail(new IllegalArgumentException("a request is of at least one row, not " + count));
        return;
      }
      requested.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      schedule();
    }

    @Override
    public void cancel() {
      done.set(true);
      buffer.abandon();
    }

    void schedule() {
      if (work.getAndIncrement() == 0) {
        try {
          executor.execute(this::drain);
        } catch (RuntimeException e) {
          cancel();
          throw e;
        }
      }
    }

    private void drain() {
      int seen = work.get();
      do {
        try {
          signal();
        } catch (RuntimeException | Error e) {
          // A subscriber that throws breaks the rules and hears nothing more.
          cancel();
        }
        seen = work.addAndGet(-seen);
      } while (seen != 0);
    }

    private void signal() {
      if (!subscribed) {
        subscribed = true;
        subscriber.onSubscribe(this);
      }
      // Read before the buffer: what was added before the end is then seen.
      boolean last = ended;
      while (!done.get() && failure == null && requested.get() > 0) {
        var element = buffer.poll();
        if (element == null) {
          break;
        }
        requested.accumulateAndGet(1, (a, b) -> a == Long.MAX_VALUE ? a : a - b);
        subscriber.onNext(element);
      }
      if (failure != null && done.compareAndSet(false, true)) {
        buffer.abandon();
        subscriber.onError(failure);
      } else if (last && buffer.isEmpty() && done.compareAndSet(false, true)) {
        subscriber.onComplete();
      }
    }
  }
}
