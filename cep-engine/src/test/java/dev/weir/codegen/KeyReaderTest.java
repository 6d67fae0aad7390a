package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.state.KeyGroups;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys are told apart as SQL does, and hash alike in every process. */
class KeyReaderTest {
  private final CodeGenerator generator = new CodeGenerator(new VirtualClock(0));

  private static Schema schema(DataType... types) {
    var columns = IntStream.range(0, types.length).mapToObj(i -> new Column("c" + i, types[i]));
    return new Schema(columns.toList());
  }

  private dev.weir.event.Event event(Schema schema, Object... values) {
    var event = generator.eventPrototype(schema);
    for (int i = 0; i < values.length; i++) {
      event.set(i, values[i]);
    }
    return event;
  }

  @Test
  void copiesTheKeyColumnsInKeyOrder() {
    var schema = schema(DataType.VARCHAR, DataType.BIGINT, DataType.DOUBLE);
    var keys = generator.keyReader(schema, 2, 0);
    var key = keys.keyOf(event(schema, "a", 1L, null));
    assertThat(key.layout()).isEqualTo("DA");
    assertThat(key).hasToString("(null, a)");
    assertThat(keys.matches(event(schema, "a", 2L, null), key)).isTrue();
    assertThat(keys.matches(event(schema, "a", 1L, 0.0), key)).isFalse();
    assertThat(keys.matches(event(schema, null, 1L, null), key)).isFalse();
  }

  @Test
  void agreesWithSqlOnRandomKeys() {
    var random = new Random(5);
    var expressions = new RandomExpressions(random);
    var schema = expressions.schema();
    var prototype = generator.eventPrototype(schema);
    for (int column = 0; column < schema.size(); column++) {
      var keys = generator.keyReader(schema, column);
      for (int i = 0; i < 200; i++) {
        var left = expressions.row(prototype);
        var right = expressions.row(prototype);
        boolean same = dev.weir.type.Values.same(left.get(column), right.get(column));
        var key = keys.keyOf(right);
        assertThat(keys.matches(left, key)).as("%s %s", left, right).isEqualTo(same);
        assertThat(keys.sameKey(keys.keyOf(left), key)).isEqualTo(same);
        assertThat(keys.hashOfKey(key)).isEqualTo(keys.hash(right));
        if (same) {
          assertThat(keys.hash(left)).isEqualTo(keys.hash(right));
        }
      }
    }
  }

  @Test
  void takesZerosAndNansAsEqual() {
    var schema = schema(DataType.DOUBLE);
    var keys = generator.keyReader(schema, 0);
    var zero = event(schema, 0.0);
    var negative = event(schema, -0.0);
    assertThat(keys.hash(zero)).isEqualTo(keys.hash(negative));
    assertThat(keys.matches(negative, keys.keyOf(zero))).isTrue();
    var nan = event(schema, Double.NaN);
    var otherNan = event(schema, Double.longBitsToDouble(0x7ff8000000000001L));
    assertThat(keys.hash(nan)).isEqualTo(keys.hash(otherNan));
    assertThat(keys.matches(nan, keys.keyOf(otherNan))).isTrue();
  }

  @Test
  void withoutColumnsThereIsOneKey() {
    var schema = schema(DataType.BIGINT);
    var keys = generator.keyReader(schema);
    assertThat(keys.keyOf(event(schema, 1L)).size()).isZero();
    assertThat(keys.matches(event(schema, 1L), keys.keyOf(event(schema, 2L)))).isTrue();
    assertThat(keys.hash(event(schema, 1L))).isEqualTo(keys.hash(event(schema, 2L)));
  }

  /** A change of these numbers makes every checkpoint unreadable: state would be looked up wrongly. */
  @Test
  void hashesNeverChange() {
    var schema = schema(DataType.VARCHAR, DataType.BIGINT, DataType.DOUBLE, DataType.decimal(9, 2));
    var event = event(schema, "weir", 42L, 1.5, new BigDecimal("12.50"));
    var hashes =
        IntStream.range(0, 4).map(i -> generator.keyReader(schema, i).hash(event)).boxed().toList();
    assertThat(hashes).isEqualTo(List.of(1687035116, -828573566, -1069115716, 1343495104));
    assertThat(generator.keyReader(schema, 0, 1, 2, 3).hash(event)).isEqualTo(-561481708);
  }

  @Test
  void spreadsConsecutiveKeysOverAllGroups() {
    var schema = schema(DataType.BIGINT);
    var keys = generator.keyReader(schema, 0);
    var groups = new BitSet();
    for (long i = 0; i < 1_500; i++) {
      groups.set(KeyGroups.of(keys.hash(event(schema, i))));
    }
    assertThat(groups.cardinality()).isEqualTo(KeyGroups.COUNT);
  }
}
