package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Property
  void textsReadBack(@ForAll String text) {
    assertThat(ValueText.unescape(ValueText.escape(text))).isEqualTo(text);
    assertThat(ValueText.escape(text))
        .doesNotContain("\t", "\n", "\r")
        .isNotEmpty()
        .isNotEqualTo("NULL");
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
