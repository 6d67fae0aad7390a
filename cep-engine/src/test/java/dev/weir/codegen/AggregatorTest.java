package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.codegen.LoggingAccumulators.Any;
import dev.weir.codegen.LoggingAccumulators.Boxes;
import dev.weir.codegen.LoggingAccumulators.Logging;
import dev.weir.codegen.LoggingAccumulators.Longs;
import dev.weir.codegen.LoggingAccumulators.Pairs;
import dev.weir.codegen.LoggingAccumulators.Rows;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.SortKey;
import dev.weir.function.Accumulator;
import dev.weir.function.AggregateFunction;
import dev.weir.function.FunctionRegistry;
import dev.weir.function.Resolution;
import dev.weir.operator.Aggregator;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Aggregators pass arguments as accumulators want them, and put results where they belong. */
class AggregatorTest {
  private final CodeGenerator generator = new CodeGenerator(new VirtualClock(0));
  private final Schema input =
      Schema.of(
          new Column("i", DataType.INTEGER),
          new Column("d", DataType.DOUBLE),
          new Column("t", DataType.VARCHAR),
          new Column("b", DataType.BOOLEAN));
  private final List<Logging> made = new ArrayList<>();

  private Expression column(int index) {
    return new Expression.Column(index, input.type(index), true, "c");
  }

  private Accumulator remembered(Logging accumulator) {
    made.add(accumulator);
    return accumulator;
  }

  private AggregateFunction longs() {
    return LoggingAccumulators.function(
        Longs.class, DataType.BIGINT, false, () -> remembered(new Longs()), long.class);
  }

  private AggregateFunction rows() {
    return LoggingAccumulators.function(
        Rows.class, DataType.INTEGER, false, () -> remembered(new Rows()));
  }

  private AggregateFunction pairs() {
    return LoggingAccumulators.function(
        Pairs.class,
        DataType.VARCHAR,
        false,
        () -> remembered(new Pairs()),
        double.class,
        Object.class);
  }

  private AggregateFunction boxes() {
    return LoggingAccumulators.function(
        Boxes.class,
        DataType.DOUBLE,
        true,
        () -> remembered(new Boxes()),
        Object.class,
        Object.class);
  }

  private AggregateFunction any() {
    return LoggingAccumulators.function(
        Any.class, DataType.BOOLEAN, false, () -> remembered(new Any()), boolean.class);
  }

  private static AggregateCall call(AggregateFunction function, Expression... arguments) {
    return new AggregateCall(function, List.of(arguments), false, null, List.of());
  }

  private Event event(Object... values) {
    var event = generator.eventPrototype(input);
    for (int i = 0; i < values.length; i++) {
      event.set(i, values[i]);
    }
    return event;
  }

  private Aggregator aggregator(AggregateCall... calls) {
    var aggregator = generator.aggregator(input, List.of(calls));
    aggregator.ensureSlots(4);
    return aggregator;
  }

  @Test
  void passesWhatTheAccumulatorTakes() {
    var aggregator =
        aggregator(
            call(longs(), column(0)),
            call(rows(), column(2)),
            call(rows()),
            call(pairs(), column(1), column(0)),
            call(boxes(), column(2), new Literal(7, DataType.INTEGER)),
            call(any(), column(3)));
    aggregator.add(1, event(5, 1.5, "x", true));
    aggregator.add(1, event(null, 2.5, null, null));
    aggregator.add(1, event(6, null, "y", false));
    assertThat(made.stream().map(each -> each.logged(1)))
        .containsExactly(
            List.of("[5]", "[6]"),
            List.of("[]", "[]"),
            List.of("[]", "[]", "[]"),
            List.of("[1.5, 5]"),
            List.of("[x, 7]", "[null, 7]", "[y, 7]"),
            List.of("[true]", "[false]"));
    assertThat(made.stream().map(each -> each.logged(0))).allMatch(List::isEmpty);
  }

  @Test
  void addsOnlyRowsThatTheFilterHoldsOf() {
    var positive =
        new Comparison(Comparison.Operator.GREATER, column(0), new Literal(0, DataType.INTEGER));
    var aggregator =
        aggregator(
            new AggregateCall(longs(), List.of(column(0)), false, positive, List.of()),
            new AggregateCall(longs(), List.of(column(0)), false, column(3), List.of()));
    aggregator.add(0, event(1, null, null, false));
    aggregator.add(0, event(-1, null, null, true));
    aggregator.add(0, event(2, null, null, null));
    assertThat(made.get(0).logged(0)).containsExactly("[1]", "[2]");
    assertThat(made.get(1).logged(0)).containsExactly("[-1]");
  }

  @Test
  void writesResultsIntoAnyEventAndDirectlyIntoTheExpectedOne() {
    AggregateCall[] calls = {
      call(longs(), column(0)),
      call(pairs(), column(1), column(0)),
      call(any(), column(3)),
      call(rows(), column(0)),
      call(boxes(), column(0), column(1))
    };
    var columns = new ArrayList<Column>();
    columns.add(new Column("key", DataType.VARCHAR));
    for (var call : calls) {
      columns.add(new Column("a", call.function().result()));
    }
    var output = new Schema(columns);
    var other = new Schema(columns.subList(1, columns.size()));
    var direct = generator.aggregator(input, List.of(calls), output, 1);
    var indirect = generator.aggregator(input, List.of(calls));
    for (var aggregator : List.of(direct, indirect)) {
      aggregator.ensureSlots(2);
      var target = generator.eventPrototype(output);
      target.setObject(0, "k");
      aggregator.result(0, target, 1);
      assertThat(target).hasToString("(k, null, null, null, null, null)");
      aggregator.add(0, event(3, 1.0, "x", true));
      aggregator.result(0, target, 1);
      assertThat(target).hasToString("(k, 1, [1.0, 3], true, 1, 0.5)");
      var moved = generator.eventPrototype(other);
      aggregator.result(0, moved, 0);
      assertThat(moved).hasToString("(1, [1.0, 3], true, 1, 0.5)");
    }
  }

  private static AggregateFunction builtIn(
      String name, boolean distinct, boolean ordered, DataType... types) {
    var constants = java.util.Collections.nCopies(types.length, Optional.<Object>empty());
    var resolution =
        FunctionRegistry.builtIn()
            .resolveAggregate(name, List.of(types), constants, distinct, ordered);
    return ((Resolution.Aggregate) resolution).function();
  }

  @Test
  void computesTheBuiltInAggregates() {
    var byNumber = List.of(new SortKey(column(0), true, false));
    var odd = column(3);
    var aggregator =
        aggregator(
            call(builtIn("COUNT", false, false)),
            call(builtIn("COUNT", false, false, DataType.VARCHAR), column(2)),
            call(builtIn("SUM", false, false, DataType.INTEGER), column(0)),
            call(builtIn("AVG", false, false, DataType.DOUBLE), column(1)),
            call(builtIn("MIN", false, false, DataType.VARCHAR), column(2)),
            call(builtIn("MAX", false, false, DataType.INTEGER), column(0)),
            new AggregateCall(
                builtIn("SUM", false, false, DataType.DOUBLE),
                List.of(column(1)),
                false,
                odd,
                List.of()),
            new AggregateCall(
                builtIn("COUNT", true, false, DataType.VARCHAR),
                List.of(column(2)),
                true,
                null,
                List.of()),
            new AggregateCall(
                builtIn("ARRAY_AGG", false, true, DataType.VARCHAR),
                List.of(column(2)),
                false,
                null,
                byNumber),
            new AggregateCall(
                builtIn("ARRAY_AGG", true, true, DataType.VARCHAR),
                List.of(column(2)),
                true,
                odd,
                byNumber));
    aggregator.add(0, event(3, 1.0, "b", true));
    aggregator.add(0, event(1, 2.0, "a", true));
    aggregator.add(1, event(2, 6.0, "b", false));
    aggregator.add(1, event(null, null, null, null));
    aggregator.add(1, event(9, 4.0, "a", true));
    aggregator.merge(0, 1);
    var target = generator.eventPrototype("JJJDAIDJAA");
    aggregator.result(0, target, 0);
    assertThat(target).hasToString("(5, 4, 15, 3.25, a, 9, 7.0, 2, [a, b, b, a, null], [b, a])");
  }

  @Test
  void aResultThatDoesNotFitIsARowError() {
    var aggregator = aggregator(call(boxes(), column(0), column(1)));
    for (int i = 0; i < 3; i++) {
      aggregator.add(0, event(i));
    }
    var target = generator.eventPrototype("D");
    assertThatThrownBy(() -> aggregator.result(0, target, 0))
        .isInstanceOf(RowError.class)
        .hasMessage("too many rows");
  }

  @Test
  void mergesCopiesResetsAndSavesEveryColumn() {
    var calls = new AggregateCall[40];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = call(longs(), column(0));
    }
    var aggregator = aggregator(calls);
    aggregator.add(0, event(1));
    aggregator.add(1, event(2));
    aggregator.merge(0, 1);
    aggregator.copy(2, 0);
    aggregator.reset(0);
    var out = new StateWriter();
    aggregator.write(2, out);
    aggregator.read(3, new StateReader(out.toByteArray()));
    assertThat(made)
        .allSatisfy(
            each -> {
              assertThat(each.logged(0)).isEmpty();
              assertThat(each.logged(1)).containsExactly("[2]");
              assertThat(each.logged(2)).containsExactly("[1]", "[2]");
              assertThat(each.logged(3)).containsExactly("[1]", "[2]");
            });
    var target = generator.eventPrototype("J".repeat(40));
    aggregator.result(2, target, 0);
    assertThat(target.getLong(39)).isEqualTo(2);
  }
}
