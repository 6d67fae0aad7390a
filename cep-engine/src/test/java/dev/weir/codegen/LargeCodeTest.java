package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Case;
import dev.weir.expression.Expression.Coalesce;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.Construct;
import dev.weir.expression.Expression.In;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.Expression.Or;
import dev.weir.expression.Interpreter;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expressions and rows of any size become methods that the JVM takes. */
class LargeCodeTest {
  private static final DataType BIGINT = DataType.BIGINT;
  private static final int MANY = 5_000;

  private final VirtualClock clock = new VirtualClock(0);
  private final CodeGenerator generator = new CodeGenerator(clock);
  private final Interpreter interpreter = new Interpreter(clock);
  private final Schema schema = Schema.of(new Column("x", BIGINT), new Column("y", BIGINT));
  private final Expression x = new Expression.Column(0, BIGINT, true, "x");
  private final Expression y = new Expression.Column(1, BIGINT, true, "y");

  private static Literal literal(long value) {
    return new Literal(value, BIGINT);
  }

  private Expression differs(long value) {
    return new Comparison(Comparison.Operator.NOT_EQUAL, x, literal(value));
  }

  private void check(Expression expression, Long... values) {
    var output = Schema.of(new Column("c", expression.type()));
    var projection = generator.projection(schema, List.of(expression), output);
    for (var value : values) {
      var row = generator.eventPrototype(schema);
      row.set(0, value);
      row.set(1, 1L);
      assertThat(projection.apply(row, 0).get(0))
          .isEqualTo(interpreter.evaluate(expression, row, 0));
    }
  }

  @Test
  void manyTerms() {
    var terms = IntStream.range(0, MANY).mapToObj(this::differs).toList();
    check(new And(terms), -1L, 0L, 4_999L, 2_500L, null);
    check(new Or(terms), -1L, 3L, null);
  }

  @Test
  void manyBranches() {
    var branches = new ArrayList<Case.When>();
    for (int i = 0; i < 2_000; i++) {
      branches.add(
          new Case.When(new Comparison(Comparison.Operator.EQUAL, x, literal(i)), literal(i * 2L)));
    }
    check(new Case(branches, y, BIGINT), 0L, 31L, 32L, 1_999L, 2_000L, null);
  }

  @Test
  void manyOperandsAndElements() {
    var operands = new ArrayList<Expression>();
    for (int i = 0; i < MANY; i++) {
      operands.add(i == MANY - 1 ? y : new Literal(null, BIGINT));
    }
    check(new Coalesce(operands, BIGINT), 1L);
    var elements = IntStream.range(0, MANY).mapToObj(i -> i % 2 == 0 ? x : literal(i)).toList();
    check(new Construct(new ArrayList<>(elements), DataType.array(BIGINT)), 1L, null);
  }

  @Test
  void manyConstantsOfIn() {
    var values = IntStream.range(0, MANY).mapToObj(i -> (Object) (i * 3L)).toList();
    check(new In(x, values, false, false), 0L, 1L, 3L, 14_997L, 15_000L, null);
    check(new In(x, values, true, true), 0L, 1L, null);
  }

  @Test
  void deepSums() {
    Expression sum = x;
    for (int i = 0; i < 500; i++) {
      sum = new Arithmetic(Arithmetic.Operation.ADD, sum, i % 3 == 0 ? y : literal(i), BIGINT);
    }
    check(sum, 0L, 17L, Long.MAX_VALUE - 1_000_000, null);
  }

  @Test
  void wideRows() {
    var columns = new ArrayList<Column>();
    var expressions = new ArrayList<Expression>();
    int width = 600;
    for (int i = 0; i < width; i++) {
      var type = List.of(DataType.INTEGER, BIGINT, DataType.DOUBLE, DataType.VARCHAR).get(i % 4);
      columns.add(new Column("c" + i, type));
    }
    var wide = new Schema(columns);
    // Every column, the last first, so that null bits move by every distance.
    for (int i = width - 1; i >= 0; i--) {
      expressions.add(new Expression.Column(i, wide.type(i), true, "c" + i));
    }
    var output = new Schema(expressions.stream().map(e -> new Column("c", e.type())).toList());
    var projection = generator.projection(wide, expressions, output);
    var row = generator.eventPrototype(wide);
    for (int i = 0; i < width; i++) {
      Object value =
          switch (i % 4) {
            case 0 -> (Object) i;
            case 1 -> (long) i;
            case 2 -> (double) i;
            default -> "t" + i;
          };
      row.set(i, i % 7 == 3 ? null : value);
    }
    var result = projection.apply(row, 0);
    for (int i = 0; i < width; i++) {
      assertThat(result.get(i)).isEqualTo(row.get(width - 1 - i));
    }
  }
}
