package dev.weir.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTableTest {
  private static KeyTable table() {
    return new KeyTable(TestParts.keys(0), TestEvent.blank("J"));
  }

  private static TestEvent row(long key) {
    return TestEvent.of("JA", key, "value");
  }

  @Test
  void givesOutSlotsInOrderOfArrival() {
    var table = table();
    assertThat(table.put(row(7))).isEqualTo(~0);
    assertThat(table.put(row(5))).isEqualTo(~1);
    assertThat(table.put(row(7))).isEqualTo(0);
    assertThat(table.key(1)).isEqualTo(TestEvent.of("J", 5L));
    assertThat(table.find(row(6))).isEqualTo(-1);
  }

  @Test
  void holdsWhatAMapHoldsThroughManyAdditionsAndRemovals() {
    for (int seed = 0; seed < 30; seed++) {
      var random = new Random(seed);
      var table = table();
      var expected = new HashMap<Long, Integer>();
      int keys = 1 + random.nextInt(3_000);
      for (int step = 0; step < 20_000; step++) {
        // Phases of growth and of decline.
        boolean grow = random.nextInt(10) < (step / 5_000 % 2 == 0 ? 7 : 3);
        long key = random.nextInt(keys);
        if (grow) {
          int slot = table.put(row(key));
          if (slot < 0) {
            assertThat(expected.put(key, ~slot)).as("seed %d", seed).isNull();
          } else {
            assertThat(expected.get(key)).as("seed %d", seed).isEqualTo(slot);
          }
        } else if (expected.containsKey(key)) {
          table.remove(expected.remove(key));
        }
        assertThat(table.size()).isEqualTo(expected.size());
      }
      assertThat(expected.values()).doesNotHaveDuplicates();
      expected.forEach(
          (key, slot) -> {
            assertThat(table.find(row(key))).isEqualTo(slot);
            assertThat(table.key(slot).getLong(0)).isEqualTo(key);
          });
      for (long key = 0; key < keys; key++) {
        assertThat(table.find(row(key)) >= 0).isEqualTo(expected.containsKey(key));
      }
    }
  }

  @Test
  void takesAMillionKeys() {
    var table = table();
    for (long key = 0; key < 1_000_000; key++) {
      assertThat(table.put(row(key))).isEqualTo(~(int) key);
    }
    for (long key = 0; key < 1_000_000; key += 997) {
      assertThat(table.find(row(key))).isEqualTo((int) key);
    }
    table.clear();
    assertThat(table.size()).isZero();
    assertThat(table.put(row(3))).isEqualTo(~0);
  }

  @Test
  void keysSurviveASnapshot() {
    var table = table();
    var out = new StateWriter();
    table.put(row(3));
    table.write(table.find(row(3)), out);
    var restored = table();
    int slot = restored.read(new StateReader(out.toByteArray()));
    assertThat(restored.find(row(3))).isEqualTo(slot);
    assertThat(restored.keyGroup(slot)).isEqualTo(table.keyGroup(0));
  }
}
