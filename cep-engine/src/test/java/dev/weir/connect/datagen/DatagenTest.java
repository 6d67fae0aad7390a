package dev.weir.connect.datagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.ReadRows;
import dev.weir.connector.Source;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TimeText;
import java.math.BigDecimal;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class DatagenTest {
  private static final Schema TRADES =
      ReadRows.schema(
          "symbol", DataType.VARCHAR,
          "price", DataType.DOUBLE,
          "volume", DataType.INTEGER,
          "ts", DataType.timestamp(3));

  private static final String[] OPTIONS = {
    "number.of.rows", "1000",
    "fields.symbol.prefix", "S",
    "fields.price.kind", "walk",
    "fields.price.step", "0.5",
    "fields.volume.min", "1"
  };

  private static ReadRows generate(Schema schema, String... options) {
    var context = new ReadRows(schema, options);
    var source = new DatagenConnector().source(context);
    while (source.poll(7) != Source.Status.ENDED) {
      // On to the end.
    }
    return context;
  }

  @Test
  void tradesAreInRangeAndTheSameForASeed() {
    var rows = generate(TRADES, OPTIONS).rows;
    assertThat(rows).hasSize(1000);
    var symbols = new HashSet<Object>();
    double last = 100;
    long time = TimeText.parseTimestamp("2026-01-01 00:00:00");
    for (var row : rows) {
      symbols.add(row.get(0));
      assertThat((double) row.get(1)).isBetween(last - 0.5, last + 0.5);
      last = (double) row.get(1);
      assertThat((int) row.get(2)).isBetween(1, 1000);
      assertThat(row.get(3)).isEqualTo(time);
      time += 1000;
    }
    assertThat(symbols).hasSize(100).contains("S0", "S99");
    assertThat(generate(TRADES, OPTIONS).rows).isEqualTo(rows);
    var other = OPTIONS.clone();
    other[0] = "seed";
    var context = new ReadRows(TRADES, other);
    new DatagenConnector().source(context).poll(1000);
    assertThat(context.rows).isNotEqualTo(rows);
  }

  @Test
  void stoppedAnywhereItGoesOnWithTheSameRows() {
    var whole = generate(TRADES, OPTIONS).rows;
    for (int stop : new int[] {0, 1, 500, 999, 1000}) {
      var first = new ReadRows(TRADES, OPTIONS);
      var source = new DatagenConnector().source(first);
      source.poll(stop);
      var again = new DatagenConnector().source(first);
      again.seek(source.position());
      again.poll(1000);
      assertThat(first.rows).isEqualTo(whole);
    }
    assertThatThrownBy(() -> new DatagenConnector().source(new ReadRows(TRADES)).seek("1:2"))
        .hasMessage("'1:2' is not a position in made-up rows");
  }

  @Test
  void atMostSoManyRowsComeInASecond() {
    var context = new ReadRows(TRADES, "rows.per.second", "100", "number.of.rows", "150");
    var source = new DatagenConnector().source(context);
    assertThat(source.poll(1000)).isEqualTo(Source.Status.READY);
    assertThat(context.rows).hasSize(1);
    assertThat(source.poll(1000)).isEqualTo(Source.Status.IDLE);
    context.clock.advance(1_000_000);
    assertThat(source.poll(1000)).isEqualTo(Source.Status.READY);
    assertThat(context.rows).hasSize(101);
    context.clock.advance(1_000_000);
    assertThat(source.poll(1000)).isEqualTo(Source.Status.ENDED);
    assertThat(context.rows).hasSize(150);
    assertThat(context.rows.get(1).get(3)).isEqualTo((long) context.rows.get(0).get(3) + 10_000);
  }

  @Test
  void otherKindsOfValues() {
    var schema =
        ReadRows.schema(
            "n", DataType.TINYINT,
            "d", DataType.decimal(5, 2),
            "b", DataType.BOOLEAN,
            "c", DataType.DATE,
            "t", DataType.VARCHAR,
            "now", DataType.timestampLtz(3));
    var read =
        generate(
            schema,
            "number.of.rows",
            "300",
            "fields.n.kind",
            "sequence",
            "fields.d.kind",
            "choice",
            "fields.d.values",
            "1.5, 2.25",
            "fields.b.nulls",
            "0.5",
            "fields.c.kind",
            "choice",
            "fields.c.values",
            "1970-01-02,1970-01-03",
            "fields.t.kind",
            "sequence",
            "fields.now.kind",
            "now");
    assertThat(read.rows.get(0).get(0)).isEqualTo(1);
    assertThat(read.rows.get(126).get(0)).isEqualTo(127);
    assertThat(read.rows.get(127).get(0)).isEqualTo(1);
    assertThat(read.rows)
        .extracting(r -> r.get(1))
        .containsOnly(new BigDecimal("1.50"), new BigDecimal("2.25"));
    assertThat(read.rows).extracting(r -> r.get(2)).containsOnly(true, false, null);
    assertThat(read.rows).extracting(r -> r.get(3)).containsOnly(1, 2);
    assertThat(read.rows.get(299).get(4)).isEqualTo("t300");
    assertThat(read.rows).extracting(r -> r.get(5)).containsOnly(0L);
  }

  @Test
  void disorderStaysInItsBound() {
    var read =
        generate(
            ReadRows.schema("ts", DataType.timestamp(3)),
            "number.of.rows",
            "1000",
            "fields.ts.step",
            "1 s",
            "fields.ts.disorder",
            "5 s");
    long start = TimeText.parseTimestamp("2026-01-01 00:00:00");
    int back = 0;
    for (int i = 0; i < 1000; i++) {
      long behind = start + i * 1_000_000L - (long) read.rows.get(i).get(0);
      assertThat(behind).isBetween(0L, 5_001_000L);
      assertThat(behind % 1_000).as("a TIMESTAMP(3) has whole milliseconds").isZero();
      back += i > 0 && (long) read.rows.get(i).get(0) < (long) read.rows.get(i - 1).get(0) ? 1 : 0;
    }
    assertThat(back).isGreaterThan(100);
  }

  @Test
  void wrongOptions() {
    assertThatThrownBy(() -> generate(TRADES, "fields.prise.kind", "walk"))
        .hasMessage(
            "the option 'fields.prise.kind' is for a column \"prise\" that does not exist, did you"
                + " mean \"price\"?");
    assertThatThrownBy(() -> generate(TRADES, "fields.symbol.kind", "walk"))
        .hasMessage(
            "the option 'fields.symbol.kind' is 'walk', the type VARCHAR takes 'random', 'sequence'"
                + " or 'choice'");
    assertThatThrownBy(() -> generate(TRADES, "fields.volume.max", "3000000000"))
        .hasMessage(
            "the option 'fields.volume.max' is '3000000000', it takes a number that fits INTEGER");
    assertThatThrownBy(() -> generate(TRADES, "fields.ts.step", "fast"))
        .hasMessage("the option 'fields.ts.step' is 'fast', it takes an interval such as '10 ms'");
    assertThatThrownBy(
            () -> generate(TRADES, "fields.volume.kind", "choice", "fields.volume.values", "1,x"))
        .hasMessageContaining("'x' is not an INTEGER");
  }

  @Test
  void boundedOnlyWithANumberOfRows() {
    var connector = new DatagenConnector();
    assertThat(connector.isBounded(ReadRows.optionsOf("number.of.rows", "1"))).isTrue();
    assertThat(connector.isBounded(ReadRows.optionsOf())).isFalse();
  }
}
