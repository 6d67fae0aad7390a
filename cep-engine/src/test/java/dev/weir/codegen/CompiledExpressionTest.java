package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.expression.Interpreter;
import dev.weir.operator.Collector;
import dev.weir.operator.RowErrors;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled expressions give what the interpreter gives, errors included, on random trees and rows. */
class CompiledExpressionTest {
  private static final int ROWS = 12;
  private static final long TIME = 1_767_312_245_678_000L;

  private final VirtualClock clock = new VirtualClock(123_456_789);
  private final CodeGenerator generator = new CodeGenerator(clock);
  private final Interpreter interpreter = new Interpreter(clock);

  private interface Evaluation {
    Object get();
  }

  /** The value, or the reason why there is none. */
  private static Object outcome(Evaluation evaluation) {
    try {
      return normal(evaluation.get());
    } catch (RowError e) {
      return "error: " + e.getMessage();
    }
  }

  /** Decimals of one value are one outcome here only if their scale is the same too. */
  private static Object normal(Object value) {
    return value;
  }

  private static Schema schemaOf(List<Expression> expressions) {
    var columns = new ArrayList<Column>();
    for (var e : expressions) {
      columns.add(new Column("c", e.type(), e.nullable(), Column.Role.PLAIN));
    }
    return new Schema(columns);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void projectionsAgree(long seed) {
    var random = new Random(seed);
    var expressions = new RandomExpressions(random);
    var prototype = generator.eventPrototype(expressions.schema());
    for (int round = 0; round < 250; round++) {
      var expression = expressions.ofType(expressions.type(), 1 + random.nextInt(5));
      var projection =
          generator.projection(
              expressions.schema(), List.of(expression), schemaOf(List.of(expression)));
      for (int i = 0; i < ROWS; i++) {
        var row = expressions.row(prototype);
        assertThat(outcome(() -> projection.apply(row, TIME).get(0)))
            .as("seed %d: %s over %s", seed, expression, row)
            .isEqualTo(outcome(() -> interpreter.evaluate(expression, row, TIME)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void predicatesAgree(long seed) {
    var random = new Random(seed);
    var expressions = new RandomExpressions(random);
    var prototype = generator.eventPrototype(expressions.schema());
    for (int round = 0; round < 250; round++) {
      var condition = expressions.ofType(DataType.BOOLEAN, 1 + random.nextInt(5));
      var predicate = generator.predicate(expressions.schema(), condition);
      for (int i = 0; i < ROWS; i++) {
        var row = expressions.row(prototype);
        assertThat(outcome(() -> predicate.test(row, TIME)))
            .as("seed %d: %s over %s", seed, condition, row)
            .isEqualTo(outcome(() -> interpreter.test(condition, row, TIME)));
      }
    }
  }

  /** What a stage gives: rows as text, and errors, in order. */
  private static final class Recorder implements Collector, RowErrors {
    final List<String> lines = new ArrayList<>();

    @Override
    public void row(Object event, long time, Change change) {
      lines.add(event + " @" + time + " " + change.code());
    }

    @Override
    public void watermark(long time) {
      lines.add("watermark " + time);
    }

    @Override
    public void failed(Object event, long time, RowError error) {
      lines.add("error: " + error.getMessage() + " " + event + " @" + time);
    }
  }

  private String expected(
      Expression predicate, List<Expression> projection, Event row, long time, Change change) {
    try {
      if (predicate != null && !interpreter.test(predicate, row, time)) {
        return null;
      }
      if (projection == null) {
        return row + " @" + time + " " + change.code();
      }
      var values = new ArrayList<String>();
      projection.forEach(e -> values.add(String.valueOf(interpreter.evaluate(e, row, time))));
      return "(" + String.join(", ", values) + ") @" + time + " " + change.code();
    } catch (RowError e) {
      return "error: " + e.getMessage() + " " + row + " @" + time;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void stagesAgreeRowByRowAndInBatches(long seed) {
    var random = new Random(seed);
    var expressions = new RandomExpressions(random);
    var prototype = generator.eventPrototype(expressions.schema());
    for (int round = 0; round < 100; round++) {
      var predicate =
          random.nextInt(5) == 0
              ? null
              : expressions.ofType(DataType.BOOLEAN, 1 + random.nextInt(4));
      List<Expression> projection = random.nextInt(5) == 0 ? null : new ArrayList<>();
      if (projection != null) {
        for (int i = random.nextInt(8); i >= 0; i--) {
          projection.add(expressions.ofType(expressions.type(), random.nextInt(5)));
        }
      }
      var output = projection == null ? expressions.schema() : schemaOf(projection);
      var recorder = new Recorder();
      var stage =
          generator.stage(expressions.schema(), predicate, projection, output, recorder, recorder);
      var events = new Object[ROWS];
      var times = new long[ROWS];
      var expected = new ArrayList<String>();
      for (int i = 0; i < ROWS; i++) {
        var row = expressions.row(prototype);
        events[i] = row;
        times[i] = TIME + i;
        stage.row(row, times[i], Change.DELETE);
        var line = expected(predicate, projection, row, times[i], Change.DELETE);
        if (line != null) {
          expected.add(line);
        }
      }
      stage.watermark(5);
      expected.add("watermark 5");
      stage.rows(events, times, 2, ROWS - 1);
      for (int i = 2; i < ROWS - 1; i++) {
        var line = expected(predicate, projection, (Event) events[i], times[i], Change.INSERT);
        if (line != null) {
          expected.add(line);
        }
      }
      assertThat(recorder.lines)
          .as("seed %d: %s where %s", seed, projection, predicate)
          .isEqualTo(expected);
    }
  }

  @Test
  void largeTreesAreSplitIntoMethods() {
    var random = new Random(31);
    var expressions = new RandomExpressions(random);
    var prototype = generator.eventPrototype(expressions.schema());
    for (int depth = 7; depth <= 10; depth++) {
      for (int round = 0; round < 6; round++) {
        var expression = expressions.ofType(expressions.type(), depth);
        var condition = expressions.ofType(DataType.BOOLEAN, depth);
        var projection =
            generator.projection(
                expressions.schema(), List.of(expression), schemaOf(List.of(expression)));
        var predicate = generator.predicate(expressions.schema(), condition);
        for (int i = 0; i < ROWS; i++) {
          var row = expressions.row(prototype);
          assertThat(outcome(() -> projection.apply(row, TIME).get(0)))
              .isEqualTo(outcome(() -> interpreter.evaluate(expression, row, TIME)));
          assertThat(outcome(() -> predicate.test(row, TIME)))
              .isEqualTo(outcome(() -> interpreter.test(condition, row, TIME)));
        }
      }
    }
  }
}
