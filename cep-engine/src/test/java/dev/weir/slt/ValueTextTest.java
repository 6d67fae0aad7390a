package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {

  @ParameterizedTest
  @CsvSource({
    "100, 100.0",
    "1e2, 100.0",
    "0.30000000000000004, 0.3",
    "33.3333333333333333, 33.3333333333",
    "-0.5, -0.5",
    "NaN, NaN",
    "NULL, NULL",
    "abc, abc"
  })
  void realNumbersHaveTwelveDigits(String written, String canonical) {
    var schema = Schema.of(new Column("x", DataType.DOUBLE));

    assertThat(ValueText.normalize(written, schema, false)).isEqualTo(canonical);
  }

  @Test
  void expectedTimesMayBeShort() {
    var schema =
        Schema.of(new Column("t", DataType.timestamp(3)), new Column("s", DataType.VARCHAR));

    assertThat(ValueText.normalize("2026-01-02 10:00\t2026-01-02 10:00", schema, false))
        .isEqualTo("2026-01-02 10:00:00.000\t2026-01-02 10:00");
  }

  @Test
  void rowsOfAnotherWidthStayAsTheyAre() {
    var schema = Schema.of(new Column("x", DataType.DOUBLE));

    assertThat(ValueText.normalize("1\t2", schema, false)).isEqualTo("1\t2");
    assertThat(ValueText.normalize("+I\t2", schema, true)).isEqualTo("+I\t2.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "NULL", "\\NULL", "\\", "\\\\", "\t", "\n", "\r", "\\t", "\\n", "a\\", "(empty)"
      })
  void textsReadBack(String text) {
    assertReadsBack(text);
  }

  @Test
  void anyTextReadsBack() {
    for (long seed = 0; seed < 2000; seed++) {
      assertReadsBack(text(new Random(seed)));
    }
  }

  private static void assertReadsBack(String text) {
    var escaped = ValueText.escape(text);

    assertThat(ValueText.unescape(escaped)).as("the text written as %s", escaped).isEqualTo(text);
    assertThat(escaped).doesNotContain("\t", "\n", "\r").isNotEmpty().isNotEqualTo("NULL");
  }

  /** Half of the characters are those that escaping is about, the others are any, lone surrogates too. */
  private static String text(Random random) {
    var special = "\\\t\n\r\0 NULLtnr()";
    var text = new StringBuilder();
    for (int length = random.nextInt(20); length > 0; length--) {
      text.append(
          random.nextBoolean()
              ? special.charAt(random.nextInt(special.length()))
              : (char) random.nextInt(Character.MAX_VALUE + 1));
    }
    return text.toString();
  }

  @Test
  void lettersMustFit() {
    var schema =
        Schema.of(
            new Column("a", DataType.BIGINT),
            new Column("b", DataType.decimal(10, 2)),
            new Column("c", DataType.DATE));

    assertThat(ValueText.checkTypes("IRT", schema, false)).isNull();
    assertThat(ValueText.checkTypes("TTT", schema, false)).isNull();
    assertThat(ValueText.checkTypes("TIRT", schema, true)).isNull();
    assertThat(ValueText.checkTypes("RRT", schema, false))
        .isEqualTo("column \"a\" is BIGINT, which is I, not R");
    assertThat(ValueText.checkTypes("I", schema, false))
        .isEqualTo("the test says I, the result has the columns a, b, c: IRT");
  }
}
