package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.event.Event;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.SortKey;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows are ordered by their keys, one after the other, NULLs where the query wants them. */
class RowOrderTest {
  private final CodeGenerator generator = new CodeGenerator(new VirtualClock(0));

  private static int expected(List<SortKey> keys, Event left, Event right) {
    for (var key : keys) {
      int index = ((Expression.Column) key.expression()).index();
      var a = left.get(index);
      var b = right.get(index);
      int order;
      if (a == null || b == null) {
        order = Boolean.compare(a == null, b == null) * (key.nullsFirst() ? -1 : 1);
      } else {
        order = Values.compare(a, b) * (key.descending() ? -1 : 1);
      }
      if (order != 0) {
        return Integer.signum(order);
      }
    }
    return 0;
  }

  @Test
  void agreesWithTheOrderOfValues() {
    var random = new Random(7);
    var expressions = new RandomExpressions(random);
    var schema = expressions.schema();
    var prototype = generator.eventPrototype(schema);
    for (int round = 0; round < 200; round++) {
      var keys = new ArrayList<SortKey>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int index = random.nextInt(schema.size());
        var column = schema.column(index);
        keys.add(
            new SortKey(
                new Expression.Column(index, column.type(), column.nullable(), ""),
                random.nextBoolean(),
                random.nextBoolean()));
      }
      var order = generator.rowOrder(schema, keys);
      for (int i = 0; i < 40; i++) {
        var left = expressions.row(prototype);
        var right = expressions.row(prototype);
        assertThat(Integer.signum(order.compare(left, right)))
            .as("%s: %s %s", keys, left, right)
            .isEqualTo(expected(keys, left, right));
        assertThat(order.compare(left, left)).isZero();
      }
    }
  }

  @Test
  void sortsByExpressions() {
    var schema = Schema.of(new Column("a", DataType.BIGINT), new Column("b", DataType.BIGINT));
    var a = new Expression.Column(0, DataType.BIGINT, true, "a");
    var b = new Expression.Column(1, DataType.BIGINT, true, "b");
    var sum = new Arithmetic(Arithmetic.Operation.ADD, a, b, DataType.BIGINT);
    var order = generator.rowOrder(schema, List.of(new SortKey(sum, true, false)));
    var rows = new ArrayList<Event>();
    for (var values : new Long[][] {{1L, 1L}, {5L, null}, {4L, 9L}, {-1L, 2L}}) {
      var event = generator.eventPrototype(schema);
      event.set(0, values[0]);
      event.set(1, values[1]);
      rows.add(event);
    }
    rows.sort(order::compare);
    assertThat(rows).hasToString("[(4, 9), (1, 1), (-1, 2), (5, null)]");
  }

  @Test
  void refusesTheTimeThatRowsDoNotCarry() {
    var schema = Schema.of(new Column("a", DataType.BIGINT));
    var keys = List.of(new SortKey(new Expression.RowTime(DataType.timestamp(3)), false, false));
    assertThatThrownBy(() -> generator.rowOrder(schema, keys))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
