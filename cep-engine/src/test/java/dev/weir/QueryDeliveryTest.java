package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that are taken at the taker's pace: iterators and publishers. */
@Timeout(60)
final class QueryDeliveryTest {
  private final Engine engine = Engine.create();

  record Number(int value) {}

  private final EventStream<Number> numbers = engine.stream("numbers", Number.class);
  private final TypedQuery<Integer> values =
      engine.query("SELECT \"value\" FROM numbers").as(Integer.class);

  @AfterEach
  void close() {
    engine.close();
  }

  private void send(int from, int to) {
    IntStream.range(from, to).forEach(i -> numbers.send(new Number(i)));
  }

  /** Notes every signal; requests when told. Not all methods of one subscriber run on one thread, so it is guarded. */
  private static class Probe implements Flow.Subscriber<Integer> {
    final List<String> signals = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<Void> over = new CompletableFuture<>();
    private final long atFirst;
    volatile Flow.Subscription subscription;

    Probe(long atFirst) {
      this.atFirst = atFirst;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      signals.add("subscribed");
      subscription = given;
      if (atFirst > 0) {
        given.request(atFirst);
      }
    }

    @Override
    public void onNext(Integer item) {
      signals.add(String.valueOf(item));
    }

    @Override
    public void onError(Throwable error) {
      signals.add("error: " + error.getMessage());
      over.complete(null);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
      over.complete(null);
    }
  }

  /** Signals on the calling thread, so that nothing has to be waited for. */
  private Probe subscribed(long atFirst, int capacity, WhenFull whenFull) {
    var probe = new Probe(atFirst);
    values.publisher(capacity, whenFull, Runnable::run).subscribe(probe);
    return probe;
  }

  // ---- publishers

  @Test
  void asManyRowsComeAsWereRequested() {
    var probe = subscribed(2, 10, WhenFull.FAIL);
    send(0, 5);
    assertThat(probe.signals).containsExactly("subscribed", "0", "1");
    probe.subscription.request(1);
    assertThat(probe.signals).hasSize(4).endsWith("2");
    numbers.close();
    assertThat(probe.signals).doesNotContain("complete");
    probe.subscription.request(Long.MAX_VALUE);
    probe.subscription.request(Long.MAX_VALUE);
    assertThat(probe.signals).containsExactly("subscribed", "0", "1", "2", "3", "4", "complete");
  }

  @Test
  void anEndWithoutRowsNeedsNoRequest() {
    var probe = subscribed(0, 1, WhenFull.FAIL);
    numbers.close();
    assertThat(probe.signals).containsExactly("subscribed", "complete");
    probe.subscription.request(1);
    probe.subscription.request(-1);
    assertThat(probe.signals).hasSize(2);
  }

  @Test
  void aQueryThatHasEndedCompletesAtOnce() {
    values.onEvent(v -> {});
    numbers.close();
    assertThat(subscribed(1, 1, WhenFull.FAIL).signals).containsExactly("subscribed", "complete");
  }

  @Test
  void aClosedQueryCompletes() {
    var probe = subscribed(1, 1, WhenFull.FAIL);
    values.close();
    assertThat(probe.signals).containsExactly("subscribed", "complete");
  }

  @Test
  void aRequestOfNothingIsAnError() {
    var probe = subscribed(1, 1, WhenFull.FAIL);
    probe.subscription.request(0);
    assertThat(probe.signals)
        .containsExactly("subscribed", "error: a request is of at least one row, not 0");
    send(0, 3);
    assertThat(probe.signals).hasSize(2);
  }

  @Test
  void nothingComesAfterCancel() {
    var probe = subscribed(1, 1, WhenFull.BLOCK);
    send(0, 2);
    probe.subscription.cancel();
    probe.subscription.cancel();
    probe.subscription.request(5);
    send(2, 5);
    numbers.close();
    assertThat(probe.signals).containsExactly("subscribed", "0");
  }

  @Test
  void subscribersHaveBuffersOfTheirOwn() {
    var quick = subscribed(Long.MAX_VALUE, 1, WhenFull.FAIL);
    var slow = subscribed(1, 2, WhenFull.DROP_OLDEST);
    var strict = subscribed(1, 2, WhenFull.DROP_NEWEST);
    send(0, 5);
    slow.subscription.request(9);
    strict.subscription.request(9);
    assertThat(quick.signals).containsExactly("subscribed", "0", "1", "2", "3", "4");
    assertThat(slow.signals).containsExactly("subscribed", "0", "3", "4");
    assertThat(strict.signals).containsExactly("subscribed", "0", "1", "2");
  }

  @Test
  void aFullBufferCanFailTheSender() {
    subscribed(0, 2, WhenFull.FAIL);
    send(0, 2);
    assertThatThrownBy(() -> send(2, 3))
        .isInstanceOf(BufferFullException.class)
        .hasMessageContaining("2 rows");
  }

  @Test
  void aSubscriberThatRequestsFromWithinDoesNotRecur() {
    var probe =
        new Probe(1) {
          @Override
          public void onNext(Integer item) {
            super.onNext(item);
            subscription.request(1);
          }
        };
    values.publisher(100_000, WhenFull.FAIL, Runnable::run).subscribe(probe);
    numbers.send(IntStream.range(0, 50_000).mapToObj(Number::new).toList());
    assertThat(probe.signals).hasSize(50_001);
  }

  @Test
  void aSlowSubscriberHoldsTheEngineBackAndLosesNothing() throws Exception {
    var probe =
        new Probe(1) {
          @Override
          public void onNext(Integer item) {
            super.onNext(item);
            subscription.request(1);
          }
        };
    values.publisher(3, WhenFull.BLOCK, ForkJoinPool.commonPool()).subscribe(probe);
    send(0, 20_000);
    numbers.close();
    probe.over.get(30, TimeUnit.SECONDS);
    var expected = new ArrayList<String>(List.of("subscribed"));
    IntStream.range(0, 20_000).forEach(i -> expected.add(String.valueOf(i)));
    expected.add("complete");
    assertThat(probe.signals).isEqualTo(expected);
  }

  @Test
  void aSubscriberIsNotNull() {
    assertThatThrownBy(() -> values.publisher().subscribe(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> values.publisher(0, WhenFull.FAIL, Runnable::run))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- iterators

  @Test
  void onTheEnginesThreadAnIteratorGivesWhatIsThere() {
    var rows = values.iterator();
    assertThat(rows.hasNext()).isFalse();
    assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    send(0, 2);
    assertThat(rows.stream().toList()).containsExactly(0, 1);
    send(2, 3);
    assertThat(rows.next()).isEqualTo(2);
    rows.close();
    send(3, 4);
    assertThat(rows.hasNext()).isFalse();
  }

  @Test
  void anIteratorReadsTheSources() {
    engine.execute(
        "CREATE STREAM gen (v BIGINT) WITH ('connector' = 'datagen', 'number.of.rows' = '5000')");
    try (var rows = engine.query("SELECT v FROM gen").iterator(2_048, WhenFull.FAIL)) {
      assertThat(rows.stream().count()).isEqualTo(5_000);
    }
  }

  @Test
  void aFullIteratorDoesAsItIsTold() {
    var failing = values.iterator(1, WhenFull.FAIL);
    send(0, 1);
    assertThatThrownBy(() -> send(1, 2)).isInstanceOf(BufferFullException.class);
    assertThat(failing.dropped()).isEqualTo(1);
    failing.close();
    var newest = values.iterator(2, WhenFull.DROP_NEWEST);
    var oldest = values.iterator(2, WhenFull.DROP_OLDEST);
    send(2, 6);
    assertThat(newest.stream()).containsExactly(2, 3);
    assertThat(oldest.stream()).containsExactly(4, 5);
    assertThat(newest.dropped()).isEqualTo(2);
    assertThat(oldest.dropped()).isEqualTo(2);
  }

  @Test
  void anotherThreadWaitsForRowsAndTheEngineForTheThread() throws Exception {
    var rows = engine.query("SELECT \"value\" FROM numbers").iterator(2, WhenFull.BLOCK);
    var sum =
        CompletableFuture.supplyAsync(() -> rows.stream().mapToLong(row -> row.getInt(0)).sum());
    send(0, 10_000);
    numbers.close();
    assertThat(sum.get(30, TimeUnit.SECONDS)).isEqualTo(49_995_000);
    assertThat(rows.dropped()).isZero();
  }
}
