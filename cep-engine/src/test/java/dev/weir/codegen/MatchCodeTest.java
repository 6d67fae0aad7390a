package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.Given;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.Expression.OtherRow;
import dev.weir.expression.Interpreter;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is generated for row patterns gives what the interpreter gives over the current row, other
 * rows and given values, each of which may be missing, errors included.
 */
class MatchCodeTest {
  private static final int ROWS = 10;
  private static final int OTHERS = 3;
  private static final long TIME = 1_767_312_245_678_000L;

  private final VirtualClock clock = new VirtualClock(123_456_789);
  private final CodeGenerator generator = new CodeGenerator(clock);
  private final Interpreter interpreter = new Interpreter(clock);

  private final Schema trades =
      Schema.of(
          new Column("price", DataType.DOUBLE, false, Column.Role.PLAIN),
          new Column("volume", DataType.BIGINT));
  private final Expression price = new Expression.Column(0, DataType.DOUBLE, false, "price");
  private final Expression volume = new Expression.Column(1, DataType.BIGINT, true, "volume");

  private static Object outcome(Supplier<Object> evaluation) {
    try {
      return evaluation.get();
    } catch (RowError e) {
      return "error: " + e.getMessage();
    }
  }

  private Event trade(double price, Long volume) {
    var event = generator.eventPrototype(trades);
    event.set(0, price);
    event.set(1, volume);
    return event;
  }

  private static Expression less(Expression left, Expression right) {
    return new Comparison(Comparison.Operator.LESS, left, right);
  }

  private static Expression greater(Expression left, Expression right) {
    return new Comparison(Comparison.Operator.GREATER, left, right);
  }

  private Object[] others(RandomExpressions expressions, Event prototype, Random random) {
    var others = new Object[OTHERS];
    for (int i = 0; i < OTHERS; i++) {
      others[i] = random.nextInt(3) == 0 ? null : expressions.row(prototype);
    }
    return others;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void conditionsAgree(long seed) {
    var random = new Random(seed);
    var expressions = new RandomExpressions(random, OTHERS);
    var schema = expressions.schema();
    var prototype = generator.eventPrototype(schema);
    for (int round = 0; round < 200; round++) {
      var condition = expressions.ofType(DataType.BOOLEAN, 1 + random.nextInt(6));
      var compiled = generator.matchCondition(schema, condition, schema);
      for (int i = 0; i < ROWS; i++) {
        var row = expressions.row(prototype);
        var given = expressions.row(prototype);
        var others = others(expressions, prototype, random);
        assertThat(outcome(() -> compiled.test(row, TIME, others, given)))
            .as("seed %d: %s", seed, condition)
            .isEqualTo(outcome(() -> interpreter.test(condition, row, TIME, others, given)));
      }
    }
  }

  private static boolean readsGiven(Expression e) {
    return e instanceof Given || Shape.children(e).stream().anyMatch(MatchCodeTest::readsGiven);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void localConditionsAgree(long seed) {
    var random = new Random(seed);
    var expressions = new RandomExpressions(random, OTHERS);
    var schema = expressions.schema();
    var prototype = generator.eventPrototype(schema);
    for (int round = 0; round < 60; round++) {
      var conditions = new ArrayList<Expression>();
      int count = random.nextInt(8) == 0 ? 64 : random.nextInt(6);
      while (conditions.size() < count) {
        var condition = expressions.ofType(DataType.BOOLEAN, random.nextInt(5));
        if (!readsGiven(condition)) {
          conditions.add(condition);
        }
      }
      var compiled = generator.localConditions(schema, conditions);
      for (int i = 0; i < ROWS; i++) {
        var row = expressions.row(prototype);
        var others = others(expressions, prototype, random);
        assertThat(outcome(() -> compiled.test(row, TIME, others)))
            .as("seed %d: %s", seed, conditions)
            .isEqualTo(outcome(() -> bits(conditions, row, others)));
        for (int k = 0; k < count; k++) {
          int condition = k;
          assertThat(outcome(() -> compiled.test(condition, row, TIME, others)))
              .isEqualTo(
                  outcome(
                      () -> interpreter.test(conditions.get(condition), row, TIME, others, null)));
        }
      }
    }
  }

  private long bits(List<Expression> conditions, Event row, Object[] others) {
    long bits = 0;
    for (int i = 0; i < conditions.size(); i++) {
      bits |= interpreter.test(conditions.get(i), row, TIME, others, null) ? 1L << i : 0;
    }
    return bits;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void projectionsAgree(long seed) {
    var random = new Random(seed);
    var expressions = new RandomExpressions(random, OTHERS);
    var schema = expressions.schema();
    var prototype = generator.eventPrototype(schema);
    for (int round = 0; round < 60; round++) {
      int first = random.nextInt(40);
      var measures = new ArrayList<Expression>();
      var columns =
          new ArrayList<>(Collections.nCopies(first, new Column("before", DataType.BIGINT)));
      for (int i = random.nextInt(random.nextInt(8) == 0 ? 80 : 6); i >= 0; i--) {
        var measure = expressions.ofType(expressions.type(), random.nextInt(5));
        measures.add(measure);
        columns.add(new Column("c", measure.type()));
      }
      var output = new Schema(columns);
      var compiled = generator.matchProjection(schema, measures, schema, output, first);
      // One event for all rows: what was there before must not show.
      var target = generator.eventPrototype(output);
      for (int i = 0; i < ROWS; i++) {
        var row = random.nextInt(4) == 0 ? null : expressions.row(prototype);
        var given = expressions.row(prototype);
        var others = others(expressions, prototype, random);
        assertThat(
                outcome(
                    () -> {
                      compiled.fill(row, TIME, others, given, target);
                      return values(target, first);
                    }))
            .as("seed %d: %s", seed, measures)
            .isEqualTo(
                outcome(
                    () ->
                        measures.stream()
                            .map(e -> interpreter.evaluate(e, row, TIME, others, given))
                            .collect(java.util.stream.Collectors.toList())));
      }
    }
  }

  private static List<Object> values(Event event, int first) {
    var values = new ArrayList<>();
    for (int i = first; i < event.size(); i++) {
      values.add(event.get(i));
      if (event.get(i) == null && event.layout().charAt(i) == 'J') {
        assertThat(event.getLong(i)).as("a NULL is zero in its field").isZero();
      }
    }
    return values;
  }

  @Test
  void risesAndFalls() {
    var before = new OtherRow(0, price);
    var conditions =
        generator.localConditions(
            trades,
            List.of(
                less(price, before),
                greater(price, before),
                new Literal(true, DataType.BOOLEAN),
                new And(List.of()),
                new Literal(null, DataType.BOOLEAN)));
    assertThat(conditions.test(trade(1, null), 0, new Object[] {trade(2, null)}))
        .isEqualTo(0b01101);
    assertThat(conditions.test(trade(3, null), 0, new Object[] {trade(2, null)}))
        .isEqualTo(0b01110);
    assertThat(conditions.test(trade(2, null), 0, new Object[] {trade(2, null)}))
        .isEqualTo(0b01100);
    assertThat(conditions.test(trade(2, null), 0, new Object[1])).isEqualTo(0b01100);
    assertThat(conditions.test(3, trade(2, null), 0, new Object[1])).isTrue();
    assertThat(conditions.test(4, trade(2, null), 0, new Object[1])).isFalse();
  }

  /** The same expression over two rows has two values. */
  @Test
  void rowsAreNotConfused() {
    var twice = new Arithmetic(Arithmetic.Operation.ADD, volume, volume, DataType.BIGINT);
    var sum =
        new Arithmetic(
            Arithmetic.Operation.ADD,
            twice,
            new Arithmetic(
                Arithmetic.Operation.ADD, twice, new OtherRow(1, twice), DataType.BIGINT),
            DataType.BIGINT);
    var output = Schema.of(new Column("c", DataType.BIGINT), new Column("d", DataType.BIGINT));
    var projection =
        generator.matchProjection(trades, List.of(new OtherRow(1, twice), sum), null, output, 0);
    var target = generator.eventPrototype(output);
    projection.fill(trade(0, 5L), 0, new Object[] {null, trade(0, 7L)}, null, target);
    assertThat(target.get(0)).isEqualTo(14L);
    assertThat(target.get(1)).isEqualTo(34L);
    projection.fill(null, 0, new Object[] {null, trade(0, 7L)}, null, target);
    assertThat(target.get(0)).isEqualTo(14L);
    assertThat(target.get(1)).isNull();
  }

  @Test
  void largeMeasuresAreSplitIntoMethods() {
    var random = new Random(31);
    var expressions = new RandomExpressions(random, OTHERS);
    var schema = expressions.schema();
    var prototype = generator.eventPrototype(schema);
    for (int round = 0; round < 12; round++) {
      var measure = expressions.ofType(expressions.type(), 7 + round / 4);
      var output = Schema.of(new Column("c", measure.type()));
      var compiled = generator.matchProjection(schema, List.of(measure), schema, output, 0);
      for (int i = 0; i < ROWS; i++) {
        var row = i == 0 ? null : expressions.row(prototype);
        var given = expressions.row(prototype);
        var others = others(expressions, prototype, random);
        var target = generator.eventPrototype(output);
        assertThat(
                outcome(
                    () -> {
                      compiled.fill(row, TIME, others, given, target);
                      return target.get(0);
                    }))
            .isEqualTo(outcome(() -> interpreter.evaluate(measure, row, TIME, others, given)));
      }
    }
  }

  @Test
  void patternsThatDifferInConstantsShareAClass() {
    var classes = new java.util.HashSet<Class<?>>();
    for (int i = 0; i < 100; i++) {
      var limit = new Literal((double) i, DataType.DOUBLE);
      classes.add(
          generator
              .localConditions(
                  trades, List.of(less(price, limit), greater(new OtherRow(0, price), limit)))
              .getClass());
    }
    assertThat(classes).hasSize(1);
    assertThat(
            generator
                .localConditions(
                    trades,
                    List.of(
                        less(price, new Literal(1.0, DataType.DOUBLE)),
                        greater(new OtherRow(1, price), new Literal(1.0, DataType.DOUBLE))))
                .getClass())
        .isNotIn(classes);
  }
}
