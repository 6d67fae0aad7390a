package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  /** Which rows are late when they arrive in that order. */
  private static List<Integer> late(long[] times, List<Integer> order, long bound, long watermark) {
    var late = new ArrayList<Integer>();
    long current = watermark;
    for (int row : order) {
      if (times[row] < current) {
        late.add(row);
      }
      current = Math.max(current, times[row] - bound);
    }
    late.sort(null);
    return late;
  }

  private static List<Integer> inOrder(int size) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    return order;
  }

  @Test
  void theSameRowsAreLateAndEqualTimesKeepTheirOrder() {
    for (long seed = 0; seed < 1000; seed++) {
      var random = new Random(seed);
      var times = random.longs(random.nextInt(41), 0, 31).toArray();
      long bound = random.nextInt(13);
      long watermark = random.nextInt(11);

      var order = new Shuffle(bound, random.nextLong()).order(times, watermark);

      assertThat(order)
          .as("rows of seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(inOrder(times.length));
      assertThat(late(times, order, bound, watermark))
          .as("late rows of seed %d", seed)
          .isEqualTo(late(times, inOrder(times.length), bound, watermark));
      assertThat(keepsOrderOfEqualTimes(times, order))
          .as("order of seed %d: %s", seed, order)
          .isTrue();
    }
  }

  private static boolean keepsOrderOfEqualTimes(long[] times, List<Integer> order) {
    var last = new HashMap<Long, Integer>();
    for (int row : order) {
      var before = last.put(times[row], row);
      if (before != null && before > row) {
        return false;
      }
    }
    return true;
  }

  @Test
  void rowsMoveInsideTheBound() {
    var times = new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    assertThat(new Shuffle(3, 5).order(times, Long.MIN_VALUE)).isNotEqualTo(inOrder(10));
    assertThat(new Shuffle(0, 5).order(times, Long.MIN_VALUE)).isEqualTo(inOrder(10));
  }

  @Test
  void rowsWithoutTimeKeepTheirPlace() {
    var times = new long[] {5, Shuffle.NO_TIME, 4, 3};

    var order = new Shuffle(10, 1).order(times, Long.MIN_VALUE);

    assertThat(order.get(1)).isEqualTo(1);
    assertThat(order.get(0)).isZero();
    assertThat(order).hasSize(Arrays.stream(times).toArray().length);
  }
}
