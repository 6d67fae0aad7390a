package dev.weir.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.Options;
import dev.weir.event.RowError;
import dev.weir.type.CharSlice;
import dev.weir.type.TimeText;
import dev.weir.type.TypeKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Timestamps read one after the other, as in a file: what is remembered must never show. */
class TimestampFormatTest {
  private static final List<String> TEXTS =
      List.of(
          "2026-01-02 03:04:05.678",
          "2026-01-02 03:04:59.999999",
          "2026-01-02 03:04:05",
          "2026-01-02T03:04:06Z",
          "2026-01-02 03:04:05+02:00",
          "2026-01-02 03:04:07.5",
          "1969-12-31 23:59:58.25",
          "1969-12-31 23:59:59",
          "2026-01-02 03:05:00.001",
          "2026-01-02 03:05",
          "2026-01-02",
          "2026-01-02 03:05:01.7");

  @Test
  void readsEachTimestampAsIfItStoodAlone() {
    for (var kind : List.of(TypeKind.TIMESTAMP, TypeKind.TIMESTAMP_LTZ)) {
      var format = TimestampFormat.of(new Options(Map.of()), "ts", kind);
      var line = new CharSlice();
      for (int round = 0; round < 2; round++) {
        for (var text : TEXTS) {
          var padded = ("," + text + ",").toCharArray();
          long expected =
              kind == TypeKind.TIMESTAMP
                  ? TimeText.parseTimestamp(text, 0, text.length())
                  : TimeText.parseTimestampLtz(text, 0, text.length());
          assertThat(format.parse(line.set(padded, 0, padded.length), 1, padded.length - 1))
              .as("%s as %s", text, kind)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void refusesWhatIsNoTimestampAlsoBehindAGoodOne() {
    var format = TimestampFormat.of(new Options(Map.of()), "ts", TypeKind.TIMESTAMP);
    var line = new CharSlice();
    format.parse(slice(line, "2026-01-02 03:04:05.678"), 0, 23);
    for (var bad : List.of("2026-01-02 03:04:61", "2026-01-02 03:04:0x", "2026-13-02 03:04:05")) {
      assertThatThrownBy(() -> format.parse(slice(line, bad), 0, bad.length()))
          .as(bad)
          .isInstanceOf(RowError.class);
    }
  }

  private static CharSlice slice(CharSlice line, String text) {
    return line.set(text.toCharArray(), 0, text.length());
  }
}
