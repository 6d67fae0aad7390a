package dev.weir.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotRangesTest {
  @Test
  void rangesNeverOverlapAndFreedSpaceServesAgain() {
    record Range(int start, int sizeClass) {}
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var ranges = new SlotRanges();
      var used = new BitSet();
      var held = new ArrayList<Range>();
      long most = 0;
      for (int step = 0; step < 20_000; step++) {
        if (held.isEmpty() || random.nextInt(100) < (step < 10_000 ? 55 : 40)) {
          int sizeClass = 1 + random.nextInt(1 + random.nextInt(9));
          var range = new Range(ranges.allocate(sizeClass), sizeClass);
          assertThat(range.start % (1 << sizeClass)).isZero();
          assertThat(used.get(range.start, range.start + (1 << sizeClass)).isEmpty())
              .as("seed %d", seed)
              .isTrue();
          assertThat(range.start + (1 << sizeClass)).isLessThanOrEqualTo(ranges.end());
          used.set(range.start, range.start + (1 << sizeClass));
          held.add(range);
          most = Math.max(most, used.cardinality());
        } else {
          var range = held.remove(random.nextInt(held.size()));
          used.clear(range.start, range.start + (1 << range.sizeClass));
          ranges.free(range.start, range.sizeClass);
        }
      }
      held.forEach(range -> ranges.free(range.start, range.sizeClass));
      int end = ranges.end();
      assertThat((long) end)
          .as("space for at most %d slots at once", most)
          .isLessThanOrEqualTo(most * 4);
      assertThat(ranges.allocate(Integer.numberOfTrailingZeros(end)))
          .as("all of it, whole again")
          .isZero();
    }
  }
}
