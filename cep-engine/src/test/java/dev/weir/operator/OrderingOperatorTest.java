package dev.weir.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.state.Snapshot;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingOperatorTest {
  private static final Collector NO_LATE_ROWS =
      new Collector() {
        @Override
        public void row(Object event, long time, Change change) {
          throw new AssertionError("late: " + event + "@" + time);
        }

        @Override
        public void watermark(long time) {}
      };

  private static final TestEvent PROTOTYPE = TestEvent.blank("J");

  @ParameterizedTest
  @ValueSource(longs = {1, 40, 2_000, 1_000_000, 3_000_000_000L})
  void sortsByTimeThenArrivalWhateverTheSpacing(long spacing) {
    for (int seed = 0; seed < 20; seed++) {
      var input = disordered(seed, 300, spacing);
      long bound = bound(input);
      for (boolean strict : new boolean[] {false, true}) {
        var output =
            OperatorHarness.run(
                out -> new OrderingOperator(PROTOTYPE, strict, NO_LATE_ROWS, out), input, bound);
        assertThat(output).as("seed %d", seed).isEqualTo(sorted(input));
      }
    }
  }

  @Test
  void sortsMoreRowsThanItHasBuckets() {
    var input = disordered(1, 60_000, 700);
    var output = new ArrayList<Row>();
    var operator = new OrderingOperator(PROTOTYPE, false, NO_LATE_ROWS, into(output));
    long bound = bound(input);
    long greatest = Long.MIN_VALUE;
    for (var row : input) {
      operator.row(row.event(), row.time(), Change.INSERT);
      greatest = Math.max(greatest, row.time());
      operator.watermark(greatest - bound);
    }
    operator.watermark(Watermarks.END);
    assertThat(output).isEqualTo(sorted(input));
  }

  @Test
  void keepsOrderAcrossJumpsIntoTheFarFutureAndChangesOfRate() {
    var random = new Random(5);
    var input = new ArrayList<Row>();
    long time = -4_000_000_000_000L;
    for (int i = 0; i < 20_000; i++) {
      // Alternately microseconds and hours apart, with a row years ahead now and then.
      time += i / 2_000 % 2 == 0 ? random.nextInt(5) : random.nextInt(1_000_000_000);
      long ahead = random.nextInt(500) == 0 ? 30_000_000_000_000L : 0;
      input.add(new Row(TestEvent.of("J", (long) i), time + ahead + random.nextInt(10)));
    }
    var output = new ArrayList<Row>();
    var operator = new OrderingOperator(PROTOTYPE, false, NO_LATE_ROWS, into(output));
    for (int i = 0; i < input.size(); i++) {
      operator.row(input.get(i).event(), input.get(i).time(), Change.INSERT);
      if (i % 100 == 99) {
        long smallest =
            input.subList(i + 1, input.size()).stream().mapToLong(Row::time).min().orElse(time);
        operator.watermark(smallest);
      }
    }
    operator.watermark(Watermarks.END);
    assertThat(output).isEqualTo(sorted(input));
  }

  @Test
  void breaksTiesOfSeveralInputsByOrdinalHoweverTheyInterleave() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var inputs =
          List.of(
              disordered(seed, 40, 2),
              disordered(seed + 1_000, 30, 2),
              disordered(seed + 2_000, 5, 9));
      var output = new ArrayList<Row>();
      var operator = new OrderingOperator(PROTOTYPE, 3, NO_LATE_ROWS, into(output));
      var next = new int[3];
      var ended = new boolean[3];
      while (!(ended[0] && ended[1] && ended[2])) {
        int i = random.nextInt(3);
        var input = inputs.get(i);
        if (next[i] < input.size()) {
          var row = input.get(next[i]++);
          operator.input(i).row(row.event(), row.time(), Change.INSERT);
          long rest =
              input.subList(next[i], input.size()).stream()
                  .mapToLong(Row::time)
                  .min()
                  .orElse(row.time());
          operator.input(i).watermark(rest);
        } else if (!ended[i]) {
          ended[i] = true;
          operator.input(i).watermark(Watermarks.END);
        }
        if (random.nextInt(10) == 0) {
          var snapshot = new Snapshot();
          operator.snapshot(snapshot);
          operator = new OrderingOperator(PROTOTYPE, 3, NO_LATE_ROWS, into(output));
          operator.restore(Snapshot.of(snapshot.toByteArray()));
        }
      }
      var expected = new ArrayList<Row>();
      inputs.forEach(expected::addAll);
      assertThat(output).as("seed %d", seed).isEqualTo(sorted(expected));
    }
  }

  @Test
  void anIdleInputDoesNotHoldBackAndIsLateWhenItWakesUpBehind() {
    var output = new ArrayList<Row>();
    var late = new ArrayList<Row>();
    var operator = new OrderingOperator(PROTOTYPE, 2, into(late), into(output));
    operator.input(0).row(TestEvent.of("J", 1L), 10, Change.INSERT);
    operator.input(0).watermark(20);
    assertThat(output).isEmpty();

    operator.idle(1, true);
    assertThat(output).containsExactly(new Row(TestEvent.of("J", 1L), 10));

    operator.input(1).row(TestEvent.of("J", 2L), 15, Change.INSERT);
    assertThat(late).containsExactly(new Row(TestEvent.of("J", 2L), 15));

    operator.idle(0, true);
    operator.input(1).watermark(Watermarks.END);
    operator.input(0).row(TestEvent.of("J", 3L), 30, Change.INSERT);
    operator.input(0).watermark(Watermarks.END);
    assertThat(output).extracting(Row::time).containsExactly(10L, 30L);
  }

  private static Collector into(List<Row> rows) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        rows.add(new Row((Event) event, time));
      }

      @Override
      public void watermark(long time) {}
    };
  }

  private static List<Row> disordered(int seed, int count, long spacing) {
    var random = new Random(seed);
    var rows = new ArrayList<Row>();
    long time = random.nextLong(-1_000_000_000L, 1_000_000_000L);
    for (int i = 0; i < count; i++) {
      time += (long) (random.nextDouble() * spacing * 2);
      if (random.nextInt(50) == 0) {
        time += spacing * 1_000;
      }
      long jitter = random.nextInt(3) == 0 ? (long) (random.nextDouble() * spacing * 20) : 0;
      rows.add(new Row(TestEvent.of("J", (long) i), time - jitter));
    }
    return rows;
  }

  private static long bound(List<Row> rows) {
    long greatest = Long.MIN_VALUE;
    long bound = 0;
    for (var row : rows) {
      greatest = Math.max(greatest, row.time());
      bound = Math.max(bound, greatest - row.time());
    }
    return bound;
  }

  private static List<Row> sorted(List<Row> rows) {
    return rows.stream().sorted(Comparator.comparingLong(Row::time)).toList();
  }
}
