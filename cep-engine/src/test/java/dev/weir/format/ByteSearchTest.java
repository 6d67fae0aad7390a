package dev.weir.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteSearchTest {
  @Test
  void findsWhatALoopFinds() {
    var random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      var bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        // Neighbours of what is looked for, and of its borrow, come often.
        bytes[i] = (byte) ("\n\13\t\"!#\r".charAt(random.nextInt(7)) + 0x80 * random.nextInt(2));
      }
      int from = random.nextInt(bytes.length + 1);
      int one = from;
      while (one < bytes.length && bytes[one] != '\n') {
        one++;
      }
      int any = from;
      while (any < bytes.length && bytes[any] != '\n' && bytes[any] != '"' && bytes[any] != -128) {
        any++;
      }
      assertThat(ByteSearch.find(bytes, from, bytes.length, (byte) '\n')).isEqualTo(one);
      assertThat(ByteSearch.find(bytes, from, bytes.length, (byte) '\n', (byte) '"', (byte) -128))
          .isEqualTo(any);
    }
  }
}
