package dev.weir.pattern.automaton;

import static dev.weir.expression.Expression.Comparison.Operator.EQUAL;
import static dev.weir.expression.Expression.Comparison.Operator.GREATER;
import static dev.weir.expression.Expression.Comparison.Operator.LESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Arithmetic.Operation;
import dev.weir.expression.Expression.Comparison;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import dev.weir.type.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions of B in patterns of A and B. */
class PredicateClassesTest {
  private static final int A = 0;
  private static final int B = 1;
  private static final Expression PRICE = new Expression.Column(0, DataType.DOUBLE, false, "price");

  // Rows that conditions read, by number.
  private static final int PREVIOUS = 0;
  private static final int LAST_A = 1;
  private static final int FIRST_A = 2;
  private static final int LAST_B = 3;
  private static final int FIRST_A_OR_B = 4;
  private static final int BEFORE_LAST_A = 5;
  private static final List<RowReference> ROWS =
      List.of(
          new RowReference.Neighbour(-1),
          mapped(VariableSet.of(A), true, 0),
          mapped(VariableSet.of(A), false, 0),
          mapped(VariableSet.of(B), true, 0),
          mapped(VariableSet.firstOf(2), false, 0),
          mapped(VariableSet.of(A), true, -1));

  private static RowReference mapped(VariableSet variables, boolean last, int shift) {
    return new RowReference.Mapped(variables, last, 0, false, shift);
  }

  private static Expression of(int row) {
    return new Expression.OtherRow(row, PRICE);
  }

  private static Expression plusOne(Expression e) {
    return new Expression.Arithmetic(
        Operation.ADD, e, new Expression.Literal(1.0, DataType.DOUBLE), DataType.DOUBLE);
  }

  private static MatchSpec spec(String pattern, Expression condition) {
    var skip = new MatchSpec.Skip(MatchSpec.Skip.Kind.PAST_LAST_ROW, null, null);
    var plain =
        PatternSketch.spec(PatternSketch.parse(pattern), 2, -1, MatchSpec.Rows.ONE_ROW, skip);
    return new MatchSpec(
        List.of(plain.variables().get(A), new MatchSpec.Variable("B", List.of(condition))),
        plain.pattern(),
        -1,
        plain.rows(),
        skip,
        ROWS,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        plain.limits(),
        true);
  }

  private static String classes(String pattern, Expression condition) {
    var spec = spec(pattern, condition);
    var lines =
        AutomatonText.lines(spec, AutomatonCompiler.compile(spec), PredicateClasses.of(spec));
    return lines.get(lines.size() - 1);
  }

  @Test
  void theRowAndItsNeighboursAreLocal() {
    assertThat(classes("A B", new Comparison(GREATER, PRICE, of(PREVIOUS))))
        .isEqualTo("B: price > PREV(price) (L0)");
    var spec = spec("A B", new Comparison(GREATER, PRICE, of(PREVIOUS)));
    assertThat(PredicateClasses.of(spec).areLocal()).isTrue();
    assertThat(PredicateClasses.of(spec).local()).isEqualTo(VariableSet.firstOf(2));
  }

  @Test
  void aRowThatIsMappedOnceIsFixed() {
    assertThat(classes("A B+", new Comparison(EQUAL, PRICE, of(LAST_A))))
        .isEqualTo("B: price = A.price (L1)");
    assertThat(classes("A B+", new Comparison(LESS, plusOne(PRICE), plusOne(of(LAST_A)))))
        .isEqualTo("B: price + 1.0 < A.price + 1.0 (L2)");
    assertThat(classes("A B+", new Comparison(LESS, PRICE, of(BEFORE_LAST_A))))
        .isEqualTo("B: price < PREV(LAST(A.price)) (L2)");
  }

  @Test
  void theFirstRowOfALoopIsFixedButNotTheLast() {
    assertThat(classes("A+ B", new Comparison(EQUAL, PRICE, of(FIRST_A))))
        .isEqualTo("B: price = FIRST(A.price) (L1)");
    assertThat(classes("A+ B", new Comparison(EQUAL, PRICE, of(LAST_A))))
        .isEqualTo("B: price = A.price (L3)");
    assertThat(classes("A B A", new Comparison(EQUAL, PRICE, of(LAST_A))))
        .isEqualTo("B: price = A.price (L3)");
  }

  @Test
  void severalRowsAndRowsOfTheVariableItselfAreGeneral() {
    var sum =
        new Expression.Arithmetic(Operation.ADD, of(LAST_A), of(BEFORE_LAST_A), DataType.DOUBLE);
    // Both are found from the one row of A.
    assertThat(classes("A B+", new Comparison(LESS, PRICE, sum)))
        .isEqualTo("B: price < A.price + PREV(LAST(A.price)) (L2)");
    assertThat(classes("A B+", new Comparison(EQUAL, PRICE, of(FIRST_A_OR_B))))
        .isEqualTo("B: price = FIRST(price) (L3)");
    assertThat(classes("A B+", new Comparison(EQUAL, of(LAST_B), of(LAST_A))))
        .isEqualTo("B: B.price = A.price (L3)");
  }

  @Test
  void sidesAreTurnedSoThatTheRowStandsFirst() {
    var spec = spec("A B", new Comparison(LESS, of(LAST_A), PRICE));
    var conjunct = PredicateClasses.of(spec).conditions().get(B).others().get(0);
    assertThat(conjunct.sides()).isEqualTo(new PredicateClasses.Sides(PRICE, GREATER, of(LAST_A)));
  }

  @Test
  void conjunctsAreClassedOneByOne() {
    var both =
        new Expression.And(
            List.of(
                new Comparison(LESS, PRICE, of(LAST_A)),
                new Comparison(GREATER, PRICE, of(PREVIOUS))));
    var conditions = PredicateClasses.of(spec("A B", both)).conditions().get(B);
    assertThat(conditions.local()).containsExactly(both.terms().get(1));
    assertThat(conditions.hardest()).isEqualTo(ConditionClass.CAPTURED_COMPARISON);
    assertThat(conditions.isLocal()).isFalse();
  }
}
