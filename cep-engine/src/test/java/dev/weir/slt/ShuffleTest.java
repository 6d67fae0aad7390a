package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
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

  @Property
  void theSameRowsAreLateAndEqualTimesKeepTheirOrder(
      @ForAll @Size(max = 40) List<@IntRange(max = 30) Integer> values,
      @ForAll @LongRange(max = 12) long bound,
      @ForAll @IntRange(max = 10) int watermark,
      @ForAll long seed) {
    var times = values.stream().mapToLong(Integer::longValue).toArray();

    var order = new Shuffle(bound, seed).order(times, watermark);

    assertThat(order).hasSameElementsAs(inOrder(times.length)).hasSameSizeAs(values);
    assertThat(late(times, order, bound, watermark))
        .isEqualTo(late(times, inOrder(times.length), bound, watermark));
    var last = new HashMap<Long, Integer>();
    for (int row : order) {
      var before = last.put(times[row], row);
      assertThat(before == null || before < row).isTrue();
    }
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
