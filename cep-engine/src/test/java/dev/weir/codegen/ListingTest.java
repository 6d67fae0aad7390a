package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Cast;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.In;
import dev.weir.expression.Expression.IsNull;
import dev.weir.expression.Expression.Literal;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EXPLAIN CODE reads like the loop that one would write by hand. */
class ListingTest {
  private final CodeGenerator generator = new CodeGenerator(new VirtualClock(0));
  private final Schema trades =
      Schema.of(
          new Column("symbol", DataType.VARCHAR, false, Column.Role.PLAIN),
          new Column("price", DataType.DOUBLE),
          new Column("volume", DataType.INTEGER));
  private final Expression symbol = new Expression.Column(0, DataType.VARCHAR, false, "symbol");
  private final Expression price = new Expression.Column(1, DataType.DOUBLE, true, "price");
  private final Expression volume = new Expression.Column(2, DataType.INTEGER, true, "volume");
  private final Expression notional =
      new Arithmetic(
          Arithmetic.Operation.MULTIPLY,
          price,
          new Cast(volume, DataType.DOUBLE, false),
          DataType.DOUBLE);

  @Test
  void showsConstantsAndSharedValues() {
    var predicate =
        new And(
            List.of(
                new In(symbol, List.of("IBM"), false, false),
                new Comparison(
                    Comparison.Operator.GREATER,
                    notional,
                    new Literal(95_000.0, DataType.DOUBLE))));
    var output =
        Schema.of(
            new Column("symbol", DataType.VARCHAR, false, Column.Role.PLAIN),
            new Column("notional", DataType.DOUBLE));
    assertThat(generator.describeStage(trades, predicate, List.of(symbol, notional), output))
        .isEqualTo(
            """
            // input: event.f0 symbol VARCHAR, event.f1? price DOUBLE, event.f2? volume INTEGER
            // output: row.f0 symbol VARCHAR, row.f1? notional DOUBLE
            final k0 = [IBM];
            final k1 = 95000.0;
            for (event, time in batch) {
              if (!(k0.contains(event.f0))) continue;
              if (!((v0 = event.f1? * ((DOUBLE) event.f2?)) > k1)) continue;
              row = new Event_AD();
              row.f0 = event.f0;
              row.f1 = v0;
              emit(row, time);
            }
            """);
  }

  @Test
  void showsAFilterAlone() {
    assertThat(generator.describeStage(trades, new IsNull(price, true), null, trades))
        .isEqualTo(
            """
            // input: event.f0 symbol VARCHAR, event.f1? price DOUBLE, event.f2? volume INTEGER
            for (event, time in batch) {
              if (!(event.f1? != null)) continue;
              emit(event, time);
            }
            """);
  }

  @Test
  void showsTheConditionsOfARowPattern() {
    var before = new Expression.OtherRow(0, price);
    var falls = new Comparison(Comparison.Operator.LESS, price, before);
    var dear =
        new Comparison(
            Comparison.Operator.GREATER,
            new Expression.OtherRow(1, notional),
            new Expression.Given(0, DataType.DOUBLE, true, "AVG(A.price)"));
    var given = Schema.of(new Column("AVG(A.price)", DataType.DOUBLE));
    assertThat(
            generator.describeMatch(
                trades,
                List.of("A", "D"),
                Arrays.asList(null, falls),
                Arrays.asList(dear, null),
                given))
        .isEqualTo(
            """
            // input: event.f0 symbol VARCHAR, event.f1? price DOUBLE, event.f2? volume INTEGER
            for (event, time, other in partition) {
              bits |= A;
              if (event.f1? < other[0]?.f1?) bits |= D;
            }
            boolean A(event, time, other, given) {
              // given: given.f0? AVG(A.price) DOUBLE
              return (other[1] == null ? null : (other[1].f1? * ((DOUBLE) other[1].f2?))) > given.f0?;
            }
            """);
  }
}
