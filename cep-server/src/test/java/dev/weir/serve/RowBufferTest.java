package dev.weir.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RowBufferTest {
  private static final int ALL = Integer.MAX_VALUE;

  private static RowBuffer filled(int rowsMax, long bytesMax, int rows) {
    var buffer = new RowBuffer(rowsMax, bytesMax);
    for (int i = 0; i < rows; i++) {
      buffer.append(Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }
    return buffer;
  }

  private static List<String> texts(RowBuffer.Batch batch) {
    return batch.rows().stream().map(row -> new String(row, StandardCharsets.UTF_8)).toList();
  }

  @Test
  void theLatestRowsAreKeptAndReadersLearnWhatTheyLost() {
    var buffer = filled(128, 1 << 20, 1_000);

    var batch = buffer.read(870, ALL);

    assertThat(batch.first()).isEqualTo(872);
    assertThat(batch.lost()).isEqualTo(2);
    assertThat(batch.next()).isEqualTo(1_000);
    assertThat(texts(batch)).hasSize(128).startsWith("872").endsWith("999");
    assertThat(buffer.size()).isEqualTo(128);
  }

  @Test
  void itGrowsWithoutLosingRows() {
    var batch = filled(1 << 12, 1 << 20, 3_000).read(0, ALL);

    assertThat(batch.lost()).isZero();
    assertThat(texts(batch)).hasSize(3_000).startsWith("0").endsWith("2999");
  }

  @Test
  void bytesAreBoundedButTheLatestRowIsAlwaysThere() {
    assertThat(texts(filled(64, 6, 13).read(0, ALL))).containsExactly("10", "11", "12");
    assertThat(texts(filled(64, 1, 13).read(0, ALL))).containsExactly("12");
  }

  @Test
  void batchesAreBoundedButNeverEmptyIfThereIsARow() {
    var buffer = filled(64, 1 << 20, 13);

    assertThat(texts(buffer.read(9, 1))).containsExactly("9");
    assertThat(texts(buffer.read(10, 1))).containsExactly("10");
    assertThat(texts(buffer.read(9, 3))).containsExactly("9", "10");
    assertThat(texts(buffer.read(99, ALL))).isEmpty();
  }

  @Test
  void whoWaitsIsCalledOnce() {
    var buffer = filled(64, 1 << 20, 1);
    var calls = new AtomicInteger();

    assertThat(buffer.await(0, calls::incrementAndGet)).isFalse();
    assertThat(buffer.await(1, calls::incrementAndGet)).isTrue();
    buffer.append(new byte[] {'x'});
    buffer.append(new byte[] {'y'});
    assertThat(calls).hasValue(1);

    buffer.await(3, calls::incrementAndGet);
    buffer.close();
    assertThat(calls).hasValue(2);
    assertThat(buffer.await(3, calls::incrementAndGet)).isFalse();
    assertThat(buffer.read(2, ALL).closed()).isTrue();
  }
}
