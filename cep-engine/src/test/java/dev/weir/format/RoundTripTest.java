package dev.weir.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connector.ByteOutput;
import dev.weir.connector.Connectors;
import dev.weir.connector.Decoding;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.connector.ReadRows;
import dev.weir.event.Change;
import dev.weir.operator.TestEvent;
import dev.weir.type.Bytes;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.Schema;
import dev.weir.type.TimeText;
import dev.weir.type.TypeKind;
import dev.weir.type.ValueFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written reads back equal, for every type, and for any cut of the bytes. */
final class RoundTripTest {
  private static final DataType ROW =
      DataType.row(
          List.of("x", "Y"), List.of(DataType.array(DataType.DOUBLE), DataType.timestamp(6)));

  private static final Schema SCHEMA =
      ReadRows.schema(
          "c_boolean", DataType.BOOLEAN,
          "c_tinyint", DataType.TINYINT,
          "c_smallint", DataType.SMALLINT,
          "c_integer", DataType.INTEGER,
          "c_bigint", DataType.BIGINT,
          "c_real", DataType.REAL,
          "c_double", DataType.DOUBLE,
          "c_decimal", DataType.decimal(38, 6),
          "c_char", DataType.character(4),
          "c_varchar", DataType.VARCHAR,
          "c_varbinary", DataType.VARBINARY,
          "c_date", DataType.DATE,
          "c_time", DataType.TIME,
          "c_timestamp", DataType.timestamp(6),
          "c_timestamp_ltz", DataType.timestampLtz(3),
          "c_day_time", DataType.INTERVAL_DAY_TIME,
          "c_year_month", DataType.INTERVAL_YEAR_MONTH,
          "c_array", DataType.array(DataType.VARCHAR),
          "c_map", DataType.map(DataType.INTEGER, DataType.decimal(10, 2)),
          "c_row", ROW,
          "c_json", DataType.JSON,
          "quoted \"name\", é", DataType.NULL);

  @Test
  void theSchemaHoldsEveryType() {
    var kinds = EnumSet.noneOf(TypeKind.class);
    SCHEMA.columns().forEach(column -> kinds.add(column.type().kind()));
    assertThat(kinds).isEqualTo(EnumSet.allOf(TypeKind.class));
  }

  @Test
  void csvAndJsonReadBackWhatTheyWrote() {
    var random = new Random(11);
    for (var name : new String[] {"csv", "json"}) {
      for (var options :
          List.of(
              new String[] {},
              new String[] {"timestamp.format", "ISO"},
              new String[] {"timestamp.format", "epoch-micros", "csv.delimiter", "\\t"},
              new String[] {
                "timestamp.format", "epoch-seconds", "csv.null", "NULL", "csv.quote", "'"
              },
              new String[] {"timestamp.format", "epoch-nanos", "csv.delimiter", "."})) {
        check(name, options, random);
      }
    }
  }

  private static void check(String name, String[] options, Random random) {
    var format = Connectors.load().format(name);
    var reader = new ReadRows(SCHEMA, options);
    var encoder = format.encoder(reader.format());
    var out = new ByteOutput(16);
    var written = new ArrayList<List<Object>>();
    encoder.begin(out);
    for (int i = 0; i < 400; i++) {
      var values = new Object[SCHEMA.size()];
      for (int c = 0; c < values.length; c++) {
        values[c] = random.nextInt(8) == 0 ? null : value(SCHEMA.type(c), random);
      }
      written.add(Arrays.asList(values));
      encoder.encode(TestEvent.of(SCHEMA.layout(), values), Change.INSERT, out);
    }
    encoder.end(out);
    var bytes = out.toByteArray();
    for (int piece : new int[] {1, 13, 4096}) {
      reader = new ReadRows(SCHEMA, options);
      Decoding.all(format.decoder(reader.format(), reader), bytes, piece, 1 + random.nextInt(50));
      assertThat(reader.bad).as(name).isEmpty();
      assertThat(reader.rows).as("%s in pieces of %s", name, piece).isEqualTo(written);
    }
  }

  @Test
  void oneMessageIsOneRow() {
    var random = new Random(12);
    for (var name : new String[] {"csv", "json"}) {
      var format = Connectors.load().format(name);
      var reader = new ReadRows(SCHEMA);
      var context = new FormatContext(SCHEMA, reader.options(), Framing.MESSAGE, false);
      var encoder = format.encoder(context);
      var decoder = format.decoder(context, reader);
      var out = new ByteOutput(16);
      encoder.begin(out);
      assertThat(out.size()).isZero();
      var written = new ArrayList<List<Object>>();
      for (int i = 0; i < 50; i++) {
        var values = new Object[SCHEMA.size()];
        for (int c = 0; c < values.length; c++) {
          values[c] = value(SCHEMA.type(c), random);
        }
        written.add(Arrays.asList(values));
        out.clear();
        encoder.encode(TestEvent.of(SCHEMA.layout(), values), Change.INSERT, out);
        assertThat(decoder.decode(out.array(), 0, out.size(), true, 10)).isEqualTo(out.size());
      }
      assertThat(reader.bad).isEmpty();
      assertThat(reader.rows).isEqualTo(written);
    }
  }

  private static Object value(DataType type, Random random) {
    return switch (type.kind()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case TINYINT -> (int) (byte) random.nextInt();
      case SMALLINT -> (int) (short) random.nextInt();
      case INTEGER -> random.nextInt(3) == 0 ? Integer.MIN_VALUE : random.nextInt();
      case BIGINT -> random.nextInt(3) == 0 ? Long.MIN_VALUE : random.nextLong();
      case REAL -> (double) Float.intBitsToFloat(finiteFloat(random));
      case DOUBLE -> aDouble(random);
      case DECIMAL ->
          new BigDecimal(
              new BigInteger(type.precision() * 3, random).multiply(sign(random)), type.scale());
      case CHAR ->
          ("ab" + (char) ('c' + random.nextInt(20)) + "   ").substring(0, type.precision());
      case VARCHAR -> text(random);
      case VARBINARY -> {
        var bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        yield new Bytes(bytes);
      }
      case DATE -> random.nextInt(2_000_000) - 700_000;
      case TIME -> Math.floorMod(random.nextLong(), TimeText.MICROS_PER_DAY);
      case TIMESTAMP -> random.nextLong() / 2_000;
      case TIMESTAMP_LTZ -> random.nextInt() * 1_000_000L + random.nextInt(1_000) * 1_000;
      case INTERVAL_DAY_TIME -> random.nextLong() / (1L << random.nextInt(60));
      case INTERVAL_YEAR_MONTH -> (long) random.nextInt() / (1 << random.nextInt(30));
      case ARRAY -> {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(random.nextInt(5) == 0 ? null : value(type.element(), random));
        }
        yield Collections.unmodifiableList(list);
      }
      case MAP -> {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(value(type.children().get(0), random), value(type.children().get(1), random));
        }
        yield Collections.unmodifiableMap(map);
      }
      case ROW -> {
        var fields = new ArrayList<Object>();
        type.children().forEach(child -> fields.add(value(child, random)));
        yield new RowValue(fields);
      }
      case JSON -> random.nextBoolean() ? "{\"a\":[1,2.50,null,\"é\\\"\"],\"b\":{}}" : "\"text\"";
    };
  }

  private static BigInteger sign(Random random) {
    return BigInteger.valueOf(random.nextInt(3) - 1L);
  }

  private static int finiteFloat(Random random) {
    int bits = random.nextInt();
    return Float.isFinite(Float.intBitsToFloat(bits)) ? bits : 0;
  }

  private static Object aDouble(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> random.nextInt(1_000_000) / 100.0;
      case 3 -> -0.0;
      default -> {
        double value = Double.longBitsToDouble(random.nextLong());
        yield Double.isFinite(value) ? value : 0.0;
      }
    };
  }

  private static String text(Random random) {
    var pieces =
        new String[] {
          "", "a", "\"", "'", ",", "\t", "\n", "\r\n", " ", "NULL", "é", "😀", "\\", "#", "\u0001",
          "."
        };
    var text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  @Test
  void doublesAreWrittenAsEverywhereElse() {
    var random = new Random(13);
    var out = new ByteOutput(32);
    for (int i = 0; i < 200_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1_000_000_000) / 1e6;
            case 2 -> random.nextInt() / Math.pow(10, random.nextInt(12));
            default -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 20);
          };
      out.clear();
      ValueText.appendDouble(value, out);
      assertThat(out.toString()).isEqualTo(ValueFormat.formatDouble(value));
    }
  }
}
