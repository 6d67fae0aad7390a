package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.In;
import dev.weir.expression.Expression.Literal;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that differ in constants share a class; a class goes when its last rule goes. */
class ShapeTest {
  private final CodeGenerator generator = new CodeGenerator(new VirtualClock(0));
  private final Schema schema =
      Schema.of(new Column("symbol", DataType.VARCHAR), new Column("price", DataType.DOUBLE));
  private final Expression symbol = new Expression.Column(0, DataType.VARCHAR, true, "symbol");
  private final Expression price = new Expression.Column(1, DataType.DOUBLE, true, "price");

  private static final class Counter implements Collector {
    private int rows;

    @Override
    public void row(Object event, long time, Change change) {
      rows++;
    }

    @Override
    public void watermark(long time) {
      // Not counted.
    }
  }

  private static Expression greater(Expression left, double right) {
    return new Comparison(Comparison.Operator.GREATER, left, new Literal(right, DataType.DOUBLE));
  }

  private Expression rule(String name, double limit) {
    var equal =
        new Comparison(
            Comparison.Operator.EQUAL, symbol, new Literal(name, DataType.varchar(name.length())));
    return new And(List.of(equal, greater(price, limit)));
  }

  private Operator stage(Expression predicate, Collector out) {
    return generator.stage(
        schema,
        predicate,
        null,
        schema,
        out,
        (event, time, error) -> {
          throw error;
        });
  }

  @Test
  void tenThousandRulesOfOneShapeAreOneClassWithConstantsOfTheirOwn() {
    var classes = new HashSet<Class<?>>();
    var row = generator.eventPrototype(schema);
    row.setObject(0, "S77");
    row.setDouble(1, 5_000.5);
    var counter = new Counter();
    for (int i = 0; i < 10_000; i++) {
      var stage = stage(rule("S" + i % 100, i), counter);
      classes.add(stage.getClass());
      stage.row(row, 0, Change.INSERT);
    }
    assertThat(classes).hasSize(1);
    // S77 with limits 77, 177, ... 4977.
    assertThat(counter.rows).isEqualTo(50);
  }

  @Test
  void shapesThatAreGoneAreForgotten() {
    var classes = new GeneratedClasses();
    for (int i = 0; i < 50; i++) {
      classes.ofShape(i, "Test" + i, List.of(), name -> EventClassWriter.write(name, "J"));
    }
    for (int i = 0; i < 50 && classes.shapes() > 0; i++) {
      System.gc();
    }
    assertThat(classes.shapes()).isZero();
  }

  @Test
  void listsOfInAreConstants() {
    var some = new In(symbol, List.of("a", "b"), false, false);
    var others = new In(symbol, List.of("c", "d", "e"), false, false);
    assertThat(stage(some, new Counter())).hasSameClassAs(stage(others, new Counter()));
    assertThat(stage(some, new Counter()))
        .doesNotHaveSameClassAs(stage(new In(symbol, List.of("c"), true, false), new Counter()));
  }

  @Test
  void whatIsComputedTwiceInOneRuleIsADifferentShape() {
    var once = new And(List.of(greater(twice(2), 1), greater(twice(3), 1)));
    var repeated = new And(List.of(greater(twice(2), 1), greater(twice(2), 2)));
    assertThat(stage(once, new Counter())).doesNotHaveSameClassAs(stage(repeated, new Counter()));
  }

  private Expression twice(double factor) {
    return new Arithmetic(
        Arithmetic.Operation.MULTIPLY,
        price,
        new Literal(factor, DataType.DOUBLE),
        DataType.DOUBLE);
  }

  @Test
  void aClassUnloadsWithItsLastStage() {
    var stage = stage(rule("S1", 2), new Counter());
    var type = new WeakReference<Class<?>>(stage.getClass());
    assertThat(type.get()).isNotNull();
    stage = null;
    for (int i = 0; i < 50 && type.get() != null; i++) {
      System.gc();
      stage(greater(price, i), new Counter()); // lets the cache clear what is gone
    }
    assertThat(type.get()).isNull();
  }
}
