package dev.weir.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connector.Connectors;
import dev.weir.connector.Decoding;
import dev.weir.connector.ReadRows;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No input stops a decoder, and the rows do not depend on how the bytes come. */
final class FuzzTest {
  private static final Schema SCHEMA =
      ReadRows.schema(
          "a", DataType.VARCHAR,
          "b", DataType.DOUBLE,
          "c", DataType.timestamp(3),
          "d", DataType.array(DataType.INTEGER),
          "e", DataType.JSON);

  private static final String[] PIECES = {
    "\"",
    "\"\"",
    ",",
    "\n",
    "\r\n",
    "\r",
    "#",
    "a",
    "1.5",
    "2026-01-02 03:04:05",
    "[1]",
    "{",
    "}",
    "{\"a\":\"x\",\"b\":1",
    ":",
    "null",
    "\\",
    "\\u00",
    "\uFEFF",
    "é",
    " ",
    "a\":",
    "]",
    "e5",
    "-",
    "x=1 y=2\n",
    "x,1,2026-01-02 03:04:05,[1],{}\n",
    "{\"A\":1}\n",
    "\0"
  };

  private static byte[] input(Random random) {
    if (random.nextInt(4) == 0) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      return bytes;
    }
    var text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ReadRows decode(
      String format, String[] options, byte[] bytes, int piece, int rows) {
    var reader = new ReadRows(SCHEMA, options);
    Decoding.all(
        Connectors.load().format(format).decoder(reader.format(), reader), bytes, piece, rows);
    return reader;
  }

  @Test
  void anyBytesAreRowsOrBadRowsTheSameInAnyPieces() {
    var setups =
        List.of(
            new String[] {"csv", "csv.header", "false"},
            new String[] {"csv", "csv.header", "false", "csv.comment", "#", "csv.trim", "true"},
            new String[] {"csv", "csv.header", "false", "csv.quote", ""},
            new String[] {"json", "timestamp.format", "epoch-millis"},
            new String[] {
              "regex", "regex.pattern", "(?P<a>x)=(?P<b>\\d)( y=(?P<c>.))?(?P<d>q)?(?P<e>q)?"
            });
    for (long seed = 0; seed < 4_000; seed++) {
      var random = new Random(seed);
      var setup = setups.get((int) (seed % setups.size()));
      var options = java.util.Arrays.copyOfRange(setup, 1, setup.length);
      var bytes = input(random);
      var whole = decode(setup[0], options, bytes, Integer.MAX_VALUE, Integer.MAX_VALUE);
      var pieces = decode(setup[0], options, bytes, 1 + random.nextInt(9), 1 + random.nextInt(3));
      assertThat(pieces.rows).as("seed %s", seed).isEqualTo(whole.rows);
      assertThat(pieces.bad).as("seed %s", seed).isEqualTo(whole.bad);
    }
  }

  @Test
  void aRecordWithoutEndIsGivenUp() {
    for (var format : new String[] {"json", "csv"}) {
      var bytes = new byte[20 << 20];
      java.util.Arrays.fill(bytes, (byte) 'x');
      var end = "\n{\"a\":\"1\"}\n".getBytes(StandardCharsets.UTF_8);
      System.arraycopy(end, 0, bytes, bytes.length - end.length, end.length);
      var read = decode(format, new String[] {"csv.header", "false"}, bytes, 17 << 20, 10);
      assertThat(read.bad.get(0).location()).isEqualTo("line 1");
      assertThat(read.reasons().get(0)).isEqualTo("a line of more than 16 megabytes is not read");
      assertThat(read.rows.size() + read.bad.size()).isEqualTo(2);
    }
  }
}
