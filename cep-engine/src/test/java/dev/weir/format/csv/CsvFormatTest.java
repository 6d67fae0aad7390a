package dev.weir.format.csv;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Decoding;
import dev.weir.connector.ReadRows;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TimeText;
import org.junit.jupiter.api.Test;

final class CsvFormatTest {
  private static final Schema TRADES =
      ReadRows.schema(
          "symbol", DataType.VARCHAR, "price", DataType.DOUBLE, "volume", DataType.INTEGER);

  private static ReadRows read(Schema schema, String text, String... options) {
    var context = new ReadRows(schema, options);
    Decoding.all(new CsvFormat().decoder(context.format(), context), text);
    return context;
  }

  @Test
  void columnsAreFoundByNameInAnyOrderAndOthersPassedOver() {
    var read = read(TRADES, "Volume,extra,PRICE,symbol\n7,x,1.5,IBM\n,,,\n");
    assertThat(read.rows).containsExactly(asList("IBM", 1.5, 7), asList(null, null, null));
    assertThat(read.bad).isEmpty();
  }

  @Test
  void withoutHeaderColumnsComeInOrder() {
    var read = read(TRADES, "IBM,1.5,7", "csv.header", "false");
    assertThat(read.rows).containsExactly(asList("IBM", 1.5, 7));
  }

  @Test
  void endsOfLinesMarksQuotesAndEmptyLines() {
    var text = "\uFEFFsymbol,price,volume\r\n\"a \"\"b\"\"\nc\",1,2\r\n\r\nx,3,4\rlast,5,6";
    assertThat(read(TRADES, text).rows)
        .containsExactly(asList("a \"b\"\nc", 1.0, 2), asList("x", 3.0, 4), asList("last", 5.0, 6));
  }

  @Test
  void emptyInputAndHeaderOnly() {
    for (var text :
        new String[] {"", "\n", "\uFEFF", "symbol,price,volume", "symbol,price,volume\n"}) {
      var read = read(TRADES, text);
      assertThat(read.rows).isEmpty();
      assertThat(read.bad).isEmpty();
    }
  }

  @Test
  void whatTheTakerOfRowsThrowsIsNotTakenForAMistakeInTheText() {
    var full = new IllegalStateException("the disk is full");
    var context =
        new ReadRows(TRADES) {
          @Override
          public void row(dev.weir.event.Event event) {
            throw full;
          }
        };
    var decoder = new CsvFormat().decoder(context.format(), context);
    assertThatThrownBy(() -> Decoding.all(decoder, "symbol,price,volume\nx,1,2\ny,3,4\n"))
        .isSameAs(full);
    assertThat(context.bad).isEmpty();
  }

  @Test
  void badRowsSayLineTextAndReasonAndReadingGoesOn() {
    var read =
        read(
            TRADES,
            """
            symbol,price,volume
            IBM,abc,1
            "two
            lines",1,99999999999
            IBM,1
            IBM,1,2,3
            "x"y,1,2
            ok,1,2
            """);
    assertThat(read.rows).containsExactly(asList("ok", 1.0, 2));
    assertThat(read.locations()).containsExactly("line 2", "line 3", "line 5", "line 6", "line 7");
    assertThat(read.bad.stream().map(ReadRows.Bad::text))
        .containsExactly(
            "IBM,abc,1", "\"two\nlines\",1,99999999999", "IBM,1", "IBM,1,2,3", "\"x\"y,1,2");
    assertThat(read.reasons())
        .containsExactly(
            "column \"price\": 'abc' is not a DOUBLE",
            "column \"volume\": 99999999999 is out of range for INTEGER",
            "the row has 2 values, the header has 3",
            "the row has 4 values, the header has 3",
            "a value has text behind its closing quote");
  }

  @Test
  void aQuoteThatIsNeverClosedCostsOneLine() {
    var read = read(TRADES, "symbol,price,volume\na,1,1\n\"b,2,2\nc,3,3\nd,4,4");
    assertThat(read.rows)
        .containsExactly(asList("a", 1.0, 1), asList("c", 3.0, 3), asList("d", 4.0, 4));
    assertThat(read.bad)
        .containsExactly(
            new ReadRows.Bad("line 3", "\"b,2,2", "a quote is opened and never closed"));
  }

  @Test
  void notNullColumns() {
    var schema =
        Schema.of(
            ReadRows.notNull("id", DataType.BIGINT), ReadRows.notNull("name", DataType.VARCHAR));
    var read = read(schema, "id,name\n1,a\n,b\n3,\n4,\"\"\n");
    assertThat(read.rows).containsExactly(asList(1L, "a"), asList(4L, ""));
    assertThat(read.reasons())
        .containsExactly(
            "column \"id\" is NOT NULL and has no value",
            "column \"name\" is NOT NULL and has no value");
    assertThatThrownBy(() -> read(schema, "id,nam\n1,a\n"))
        .isInstanceOf(ConnectorException.class)
        .hasMessage("the header has no column \"name\", which is NOT NULL; did you mean \"nam\"?");
  }

  @Test
  void aMissingColumnIsNull() {
    var read = read(TRADES, "symbol\nIBM\n");
    assertThat(read.rows).containsExactly(asList("IBM", null, null));
  }

  @Test
  void aFirstLineThatIsNoHeaderIsARow() {
    var read = read(TRADES, "IBM,1,2\nBAC,3,4\n");
    assertThat(read.rows).containsExactly(asList("IBM", 1.0, 2), asList("BAC", 3.0, 4));
  }

  @Test
  void aFirstLineThatFitsNeitherWayIsToldSo() {
    var message = "names none of the columns; if it is no header, say 'csv.header' = 'false'";
    assertThatThrownBy(() -> read(TRADES, "IBM,1\n")).hasMessageEndingWith(message);
    assertThatThrownBy(() -> read(TRADES, "IBM,1,2\n", "csv.header", "true"))
        .hasMessageEndingWith(message);
  }

  @Test
  void delimiterQuoteNullCommentAndTrim() {
    var read =
        read(
            TRADES,
            "# made by hand\nsymbol;price;volume\n 'a;b' ; 1 ;2\n# more\nNA;NA;NA\n'NA';1;1\n",
            "csv.delimiter",
            ";",
            "csv.quote",
            "'",
            "csv.null",
            "NA",
            "csv.comment",
            "#",
            "csv.trim",
            "true");
    assertThat(read.rows).contains(asList(null, null, null), asList("NA", 1.0, 1));
    assertThat(read(TRADES, "a\t1\t2", "csv.delimiter", "\\t", "csv.header", "false").rows)
        .containsExactly(asList("a", 1.0, 2));
  }

  @Test
  void wrongOptions() {
    assertThatThrownBy(() -> read(TRADES, "", "csv.delimiter", ";;"))
        .hasMessage("the option 'csv.delimiter' is ';;', it takes one ASCII character");
    assertThatThrownBy(() -> read(TRADES, "", "csv.delimiter", "\""))
        .hasMessageContaining("must be different characters");
    assertThatThrownBy(() -> read(TRADES, "", "csv.header", "maybe"))
        .hasMessage("the option 'csv.header' is 'maybe', it takes 'true' or 'false'");
  }

  @Test
  void timestampsInManyFormats() {
    var schema = ReadRows.schema("ts", DataType.timestamp(6));
    long expected = TimeText.parseTimestamp("2026-01-02 03:04:05.678");
    String[][] cases = {
      {"2026-01-02 03:04:05.678", "SQL"},
      {"2026-01-02T03:04:05.678Z", "ISO"},
      {"2026-01-02T03:04:05.678", "SQL"},
      {"1767323045678", "epoch-millis"},
      {"1767323045.678", "epoch-seconds"},
      {"1767323045678000", "epoch-micros"},
      {"1767323045678000123", "epoch-nanos"},
      {"02/Jan/2026:05:04:05.678 +0200", "dd/MMM/yyyy:HH:mm:ss.SSS Z"},
      {"2 Jan 03:04:05.678", "d MMM HH:mm:ss.SSS"}
    };
    for (var one : cases) {
      var read =
          read(
              schema,
              "ts\n\"" + one[0] + "\"\n",
              "timestamp.format",
              one[1],
              "timestamp.year",
              "2026");
      assertThat(read.reasons()).as(one[1]).isEmpty();
      assertThat(read.rows).as(one[1]).containsExactly(asList((Object) expected));
    }
    assertThat(read(schema, "ts\n2026-02-30 00:00:00\n20x6-01-01 00:00:00\nyesterday\n").reasons())
        .containsExactly(
            "column \"ts\": '2026-02-30 00:00:00' is not a TIMESTAMP: there is no such day",
            "column \"ts\": '20x6-01-01 00:00:00' is not a TIMESTAMP",
            "column \"ts\": 'yesterday' is not a TIMESTAMP");
    assertThatThrownBy(() -> read(schema, "", "timestamp.format", "yyyy-bb"))
        .hasMessageContaining("the option 'timestamp.format' is 'yyyy-bb', it takes SQL, ISO");
  }

  @Test
  void oneColumnMayHaveAFormatOfItsOwn() {
    var schema = ReadRows.schema("a", DataType.timestamp(3), "B", DataType.timestamp(3));
    var read = read(schema, "a,b\n1970-01-01 00:00:01,2\n", "timestamp.format.b", "epoch-seconds");
    assertThat(read.rows).containsExactly(asList(1_000_000L, 2_000_000L));
  }

  @Test
  void repeatedTextsAreTheSameObject() {
    var read = read(TRADES, "symbol,price,volume\nIBM,1,1\nIBM,2,2\n");
    assertThat(read.rows.get(0).get(0)).isSameAs(read.rows.get(1).get(0));
  }
}
