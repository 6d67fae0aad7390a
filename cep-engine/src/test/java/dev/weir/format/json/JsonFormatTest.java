package dev.weir.format.json;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.Decoding;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.connector.ReadRows;
import dev.weir.event.Change;
import dev.weir.operator.TestEvent;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.Schema;
import dev.weir.type.TimeText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonFormatTest {
  private static final Schema TRADES =
      ReadRows.schema(
          "symbol", DataType.VARCHAR, "price", DataType.DOUBLE, "volume", DataType.INTEGER);

  private static ReadRows read(Schema schema, String text, String... options) {
    var context = new ReadRows(schema, options);
    Decoding.all(new JsonFormat().decoder(context.format(), context), text);
    return context;
  }

  @Test
  void keysInAnyOrderMissingOnesAreNull() {
    var read =
        read(
            TRADES,
            "\uFEFF{\"volume\":7,\"x\":{\"y\":[1,{}]},\"price\":1.5,\"symbol\":\"é\\n\"}\r\n\n"
                + " {\"price\":null} \n{}");
    assertThat(read.rows)
        .containsExactly(asList("é\n", 1.5, 7), asList(null, null, null), asList(null, null, null));
    assertThat(read.bad).isEmpty();
  }

  @Test
  void anExactKeyGoesBeforeOneThatDiffersInCase() {
    var schema = ReadRows.schema("@stream", DataType.VARCHAR, "Id", DataType.INTEGER);
    var read =
        read(
            schema,
            "{\"@stream\":\"conn\",\"id\":1,\"ID\":2}\n{\"Id\":3,\"id\":4}\n{\"id\":5,\"Id\":6}\n{\"Id\":7,\"Id\":8}\n");
    assertThat(read.rows)
        .containsExactly(asList("conn", 2), asList(null, 3), asList(null, 6), asList(null, 8));
  }

  @Test
  void scalarsThatSpellTheValueAreTaken() {
    var read =
        read(
            TRADES,
            "{\"symbol\":12.50,\"price\":\"1.5\",\"volume\":\"7\"}\n{\"symbol\":true,\"price\":\"NaN\"}");
    assertThat(read.rows)
        .containsExactly(asList("12.50", 1.5, 7), asList("true", Double.NaN, null));
  }

  @Test
  void wrongKindsAndBrokenLinesAreBadRows() {
    var read =
        read(
            TRADES,
            """
            {"symbol":{"a":1}}
            {"price":true}
            {"price":"abc"}
            {"volume":1.5}
            {"volume":3000000000}
            {"symbol":"a"
            {"symbol":"a"} {"symbol":"b"}
            [1]
            {"symbol":a}
            {"symbol":"ok"}
            """);
    assertThat(read.rows).containsExactly(asList("ok", null, null));
    assertThat(read.reasons())
        .containsExactly(
            "column \"symbol\": an object is not a value of VARCHAR; the type JSON takes any value",
            "column \"price\": true is not a value of DOUBLE",
            "column \"price\": 'abc' is not a DOUBLE",
            "column \"volume\": '1.5' is not an INTEGER",
            "column \"volume\": 3000000000 is out of range for INTEGER",
            "the line is not JSON: it ends too early",
            "the line has more than one JSON object",
            "the line is not a JSON object",
            "the line is not JSON: it goes wrong at byte 11 of the line");
    assertThat(read.locations()).startsWith("line 1").endsWith("line 9");
  }

  @Test
  void notNullColumns() {
    var schema = Schema.of(ReadRows.notNull("id", DataType.BIGINT));
    var read = read(schema, "{\"id\":1}\n{}\n{\"id\":null}\n");
    assertThat(read.rows).containsExactly(asList((Object) 1L));
    assertThat(read.reasons())
        .containsExactly(
            "column \"id\" is NOT NULL and has no value",
            "column \"id\" is NOT NULL and has no value");
  }

  @Test
  void nestedValues() {
    var row = DataType.row(List.of("a", "B"), List.of(DataType.INTEGER, DataType.VARCHAR));
    var schema =
        ReadRows.schema(
            "l", DataType.array(DataType.DOUBLE),
            "m", DataType.map(DataType.VARCHAR, row),
            "j", DataType.JSON);
    var read =
        read(
            schema,
            "{\"l\":[1,null,2.5],\"m\":{\"k\":{\"A\":1,\"b\":\"x\",\"c\":[]}},\"j\":{ \"z\" : [1.0, \"\\u00e9\"] }}\n"
                + "{\"l\":[\"x\"]}\n{\"l\":{}}\n{\"j\":null}\n");
    assertThat(read.rows)
        .containsExactly(
            asList(
                asList(1.0, null, 2.5),
                Map.of("k", new RowValue(asList(1, "x"))),
                "{\"z\":[1.0,\"é\"]}"),
            asList(null, null, null));
    assertThat(read.reasons())
        .containsExactly(
            "column \"l\": 'x' is not a DOUBLE",
            "column \"l\": an object is not a value of ARRAY<DOUBLE>");
  }

  @Test
  void timestampsAsTextOrNumber() {
    var schema = ReadRows.schema("ts", DataType.timestamp(3), "z", DataType.timestampLtz(3));
    long t = TimeText.parseTimestamp("2026-01-02 03:04:05.678");
    assertThat(
            read(
                    schema,
                    "{\"ts\":\"2026-01-02T03:04:05.678Z\",\"z\":\"2026-01-02 04:04:05.678+01\"}")
                .rows)
        .containsExactly(asList(t, t));
    assertThat(
            read(
                    schema,
                    "{\"ts\":1767323045.678,\"z\":\"1767323045.678\"}",
                    "timestamp.format",
                    "epoch-seconds")
                .rows)
        .containsExactly(asList(t, t));
  }

  private static String write(Schema schema, boolean changelog, Change change, Object... values) {
    var out = new ByteOutput(16);
    new JsonFormat()
        .encoder(
            new FormatContext(
                schema, new dev.weir.connector.Options(Map.of()), Framing.STREAM, changelog))
        .encode(TestEvent.of(schema.layout(), values), change, out);
    return out.toString();
  }

  @Test
  void writesAsTheLanguageSays() {
    var schema =
        ReadRows.schema(
            "Name",
            DataType.VARCHAR,
            "ts",
            DataType.timestamp(3),
            "z",
            DataType.timestampLtz(6),
            "d",
            DataType.decimal(10, 2),
            "x",
            DataType.DOUBLE,
            "b",
            DataType.BOOLEAN);
    long t = TimeText.parseTimestamp("2026-01-02 03:04:05.678");
    assertThat(
            write(
                schema,
                false,
                Change.INSERT,
                "a\"\\\n\u0001é😀",
                t,
                t + 1,
                new BigDecimal("1.50"),
                Double.NaN,
                true))
        .isEqualTo(
            "{\"Name\":\"a\\\"\\\\\\n\\u0001é😀\",\"ts\":\"2026-01-02 03:04:05.678\","
                + "\"z\":\"2026-01-02T03:04:05.678001Z\",\"d\":1.50,\"x\":\"NaN\",\"b\":true}\n");
    assertThat(write(schema, true, Change.UPDATE_AFTER, null, null, null, null, -0.5, null))
        .isEqualTo(
            "{\"op\":\"+U\",\"Name\":null,\"ts\":null,\"z\":null,\"d\":null,\"x\":-0.5,\"b\":null}\n");
    assertThatThrownBy(() -> write(schema, false, Change.DELETE, null, null, null, null, 1.0, true))
        .hasMessageContaining("-D");
  }
}
