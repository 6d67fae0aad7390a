package dev.weir.slt;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Another order of arrival of some rows of one stream that must not make a difference: no row becomes late that was not, a
 * row that was late stays late (it keeps its place, and the rows before and after it stay before and after it), and rows
 * with equal times keep their order. O(n²) for n rows, which are few.
 */
final class Shuffle {
  /** The time of a row that has none. */
  static final long NO_TIME = Long.MIN_VALUE;

  private final long boundMicros;
  private final Random random;

  /** @param boundMicros how far the stream's watermark stays behind the largest time */
  Shuffle(long boundMicros, long seed) {
    this.boundMicros = boundMicros;
    this.random = new Random(seed);
  }

  /**
   * Returns the indexes of the rows in their new order.
   *
   * @param times of the rows in order of arrival
   * @param watermark of the stream before the first of them
   */
  List<Integer> order(long[] times, long watermark) {
    var order = new ArrayList<Integer>(times.length);
    var movable = new ArrayList<Integer>();
    long current = watermark;
    for (int i = 0; i < times.length; i++) {
      if (times[i] == NO_TIME || times[i] < current) {
        mix(movable, times, order);
        order.add(i);
      } else {
        movable.add(i);
        current = Math.max(current, times[i] - boundMicros);
      }
    }
    mix(movable, times, order);
    return order;
  }

  /** Moves all of {@code rows} to {@code order}: each time one of those that can come next. */
  private void mix(List<Integer> rows, long[] times, List<Integer> order) {
    while (!rows.isEmpty()) {
      long least = rows.stream().mapToLong(row -> times[row]).min().orElseThrow();
      var candidates = new ArrayList<Integer>();
      for (int row : rows) {
        boolean leavesOthersInTime = times[row] - boundMicros <= least;
        boolean isFirstOfItsTime =
            candidates.stream().noneMatch(other -> times[other] == times[row]);
        if (leavesOthersInTime && isFirstOfItsTime) {
          candidates.add(row);
        }
      }
      var next = candidates.get(random.nextInt(candidates.size()));
      rows.remove(next);
      order.add(next);
    }
  }
}
