package dev.weir.pattern.ordered;

import static dev.weir.pattern.ordered.Conditions.aggregates;
import static dev.weir.pattern.ordered.Conditions.both;
import static dev.weir.pattern.ordered.Conditions.first;
import static dev.weir.pattern.ordered.Conditions.last;
import static dev.weir.pattern.ordered.Conditions.row;
import static dev.weir.pattern.ordered.Conditions.sums;
import static dev.weir.pattern.ordered.Conditions.value;
import static dev.weir.pattern.ordered.Conditions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchSpec.Skip;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions that read other rows of the match, aggregates, variables and the match number. */
final class ConditionTest {
  private static boolean is(Long value, long wanted) {
    return value != null && value == wanted;
  }

  // ---- rows

  @Test
  void anotherVariableIsItsLatestRow() {
    var pattern =
        Matching.of("A+ B").define('B', when((v, o, g) -> is(o[0], v)), row(last("A", 0, 0)));
    assertThat(pattern.in("a:1 a:2 b:2")).containsExactly("A0 A1 B2 @2");
    assertThat(pattern.in("a:1 a:2 b:1")).isEmpty();
  }

  @Test
  void theVariableBeingDefinedIncludesTheRow() {
    var rising =
        Matching.of("A+")
            .define(
                'A',
                when((v, o, g) -> is(o[0], v) && (o[1] == null || o[1] < v)),
                row(last("A", 0, 0)),
                row(last("A", 1, 0)));
    assertThat(rising.in("a:1 a:3 a:2 a:5")).containsExactly("A0 A1 @2", "A2 A3 @3");
  }

  @Test
  void firstCountsWithinTheVariable() {
    var pattern =
        Matching.of("A+ B")
            .define('A', when((v, o, g) -> is(o[0], 7)), row(first("A", 0, 0)))
            .define(
                'B',
                when((v, o, g) -> is(o[1], v) && o[2] == null),
                row(first("A", 1, 0)),
                row(first("A", 2, 0)));
    assertThat(pattern.in("a:7 a:3 b:3")).containsExactly("A0 A1 B2 @2");
    assertThat(pattern.in("a:7 a:3 a:4 b:3")).isEmpty();
    assertThat(pattern.in("a:6 a:7 b:7")).isEmpty();
  }

  @Test
  void theSecondRowOfAVariableMayBeTheRowItself() {
    var pattern =
        Matching.of("A A")
            .define('A', when((v, o, g) -> o[0] == null || o[0] == v), row(first("A", 1, 0)));
    assertThat(pattern.in("a:1 a:2")).containsExactly("A0 A1 @1");
  }

  @Test
  void aSubsetIsTheRowsOfItsVariablesInOrder() {
    var pattern =
        Matching.of("(A|B)+ C")
            .define(
                'C',
                when((v, o, g) -> is(o[0], v) && is(o[1], 1)),
                row(last("AB", 1, 0)),
                row(first("AB", 0, 0)));
    assertThat(pattern.in("a:1 b:2 a:3 c:2")).containsExactly("A0 B1 A2 C3 @3");
    assertThat(pattern.in("a:1 b:2 a:3 c:1")).isEmpty();
  }

  @Test
  void prevOfAMappedRowIsPhysical() {
    var pattern =
        Matching.of("A -> B").define('B', when((v, o, g) -> is(o[0], v)), row(last("A", 0, -1)));
    assertThat(pattern.in(".:5 a:1 . b:5")).containsExactly("A1 B3 @3");
    assertThat(pattern.in("a:1 . b:5")).isEmpty();
    var own = Matching.of("A B").define('B', when((v, o, g) -> is(o[0], v)), row(last("B", 0, -1)));
    assertThat(own.in("a:1 b:1")).containsExactly("A0 B1 @1");
  }

  @Test
  void neighboursMayBeReadBesideMappedRows() {
    var pattern =
        Matching.of("A C B")
            .define(
                'B',
                when((v, o, g) -> is(o[0], 1) && is(o[1], v)),
                both(row(last("A", 0, 0)), row(new RowReference.Neighbour(-1))));
    assertThat(pattern.in("a:1 c:2 b:2")).containsExactly("A0 C1 B2 @2");
  }

  @Test
  void runsAreKeptApartAsLongAsTheirRowsAreRead() {
    // Which A is the last one is still open when C comes.
    var pattern =
        Matching.of("A ->> B ->> C")
            .define('C', when((v, o, g) -> is(o[0], v)), row(last("B", 0, 0)));
    assertThat(pattern.in("a b:1 b:2 b:3 . c:2")).containsExactly("A0 B2 C5 @5");
    var driver = Matching.of("A ->> B ->> C").skip(Skip.Kind.TO_NEXT_ROW).driver(false);
    Matching.feed(driver, "a b:1 b:2 b:3 .");
    assertThat(driver.partialMatches()).isEqualTo(2);
    var kept =
        Matching.of("A ->> B ->> C")
            .skip(Skip.Kind.TO_NEXT_ROW)
            .define('C', when((v, o, g) -> is(o[0], v)), row(last("B", 0, 0)))
            .driver(false);
    Matching.feed(kept, "a b:1 b:2 b:3 .");
    assertThat(kept.partialMatches()).isEqualTo(4);
  }

  @Test
  void localRunsAreAsManyAsPlaces() {
    var driver = Matching.of("(A|B|A B)* C").driver(false);
    Matching.feed(driver, "ab ".repeat(500));
    assertThat(driver.partialMatches()).isLessThanOrEqualTo(3);
  }

  @Test
  void unwantedRowsMayDependOnTheMatch() {
    var gap =
        Matching.of("A -> !C -> B")
            .define('C', when((v, o, g) -> is(o[0], v)), row(last("A", 0, 0)));
    assertThat(gap.in("a:1 c:2 b")).containsExactly("A0 B2 @2");
    assertThat(gap.in("a:1 c:1 b")).isEmpty();
    var end =
        Matching.of("A -> !C5").define('C', when((v, o, g) -> is(o[0], v)), row(last("A", 0, 0)));
    assertThat(end.in("a:1@0 c:2@1 .@9")).containsExactly("A0 @5");
    assertThat(end.in("a:1@0 c:1@1 .@9")).isEmpty();
  }

  @Test
  void aConditionThatCannotBeEvaluatedIsFalseAndReportedOnce() {
    var pattern =
        Matching.of("A -> B")
            .skip(Skip.Kind.TO_NEXT_ROW)
            .define('B', when((v, o, g) -> true), row(last("A", 0, 0)));
    assertThat(pattern.in("a a b:-1 b:1")).containsExactly("! 2: value -1", "A0 B3 @3", "A1 B3 @3");
  }

  // ---- aggregates

  private static Matching summing(String pattern) {
    return Matching.of(pattern)
        .define('A', when((v, o, g) -> g.getLong(1) <= 10), sums("A", false))
        .given("JJAA", () -> aggregates("A", 0, false));
  }

  @Test
  void runningAggregatesIncludeTheRow() {
    assertThat(summing("A+").in("a:4 a:5 a:1 a:2 a:3")).containsExactly("A0 A1 A2 @3", "A3 A4 @4");
    assertThat(summing("A+ B").in("a:4 a:5 ab:6 b")).containsExactly("A0 A1 B2 @2");
  }

  @Test
  void anAggregateOfAnotherVariableIsOverItsRowsSoFar() {
    var pattern =
        Matching.of("(A|C)+ B")
            .define('B', when((v, o, g) -> g.getLong(1) == v), sums("A", false))
            .given("JJAA", () -> aggregates("A", 0, false));
    assertThat(pattern.in("a:4 c:5 a:1 b:5")).containsExactly("A0 C1 A2 B3 @3");
    assertThat(pattern.in("a:4 c:5 a:1 b:10")).isEmpty();
    // Both ways to map the rows are followed.
    assertThat(pattern.in("ac:4 ac:5 ac:1 b:9")).containsExactly("A0 A1 C2 B3 @3");
    assertThat(pattern.in("ac:4 ac:5 ac:1 b:6")).containsExactly("C0 A1 A2 B3 @3");
    assertThat(pattern.in("c:4 b:0")).containsExactly("C0 B1 @1");
  }

  @Test
  void equalHistoriesAreOneRun() {
    var pattern =
        Matching.of("(A|C)+ B")
            .skip(Skip.Kind.TO_NEXT_ROW)
            .define('B', when((v, o, g) -> g.getLong(1) == v), sums("AC", false))
            .given("JJAA", () -> aggregates("AC", 0, false));
    var driver = pattern.driver(false);
    Matching.feed(driver, "ac:4 " + "ac:0 ".repeat(20));
    // One for each start.
    assertThat(driver.partialMatches()).isEqualTo(21);
  }

  @Test
  void anArgumentThatCannotBeEvaluatedFailsWhereItIsRead() {
    var pattern =
        Matching.of("A A? B | D")
            .define('B', when((v, o, g) -> g.getLong(1) == v), sums("A", false))
            .given("JJAA", () -> aggregates("A", 0, false));
    assertThat(pattern.in("a:666 d a:1 b:1")).containsExactly("D1 @1", "A2 B3 @3");
    assertThat(pattern.in("a:666 a:1 b:1"))
        .containsExactly("! 2: an aggregate over rows before cannot be computed", "A1 B2 @2");
    var own =
        Matching.of("A+")
            .define('A', when((v, o, g) -> true), sums("A", false))
            .given("JJAA", () -> aggregates("A", 0, false));
    assertThat(own.in("a:1 a:666 a:2")).containsExactly("! 1: no argument", "A0 @1", "A2 @2");
    assertThat(own.in("a:900 a:100"))
        .containsExactly("! 1: the sum 1000 does not fit", "A0 @1", "A1 @1");
  }

  @Test
  void anAggregateMayReadTheVariablesOfItsRows() {
    var pattern =
        Matching.of("(A|C)+ B")
            .define('B', when((v, o, g) -> "A0 C1 A2 ".equals(g.getObject(3))), sums("AC", true))
            .given("JJAA", () -> aggregates("AC", 0, true));
    assertThat(pattern.in("ac ac ac b")).containsExactly("A0 C1 A2 B3 @3");
  }

  // ---- variables

  @Test
  void theClassifierOfTheRowIsTheVariableBeingDefined() {
    var pattern =
        Matching.of("A B")
            .define(
                'B',
                when((v, o, g) -> "B".equals(g.getObject(0))),
                value(new MatchValue.Classifier(null)))
            .given("A");
    assertThat(pattern.in("a b")).containsExactly("A0 B1 @1");
  }

  @Test
  void theClassifierOfASubsetIsThatOfItsLatestRow() {
    var pattern =
        Matching.of("(A|C)+ B")
            .define(
                'B',
                when((v, o, g) -> "C".equals(g.getObject(0))),
                value(new MatchValue.Classifier(last("AC", 0, 0))))
            .given("A");
    assertThat(pattern.in("a c a b c b")).containsExactly("C4 B5 @5");
    assertThat(pattern.in("ac ac b")).containsExactly("A0 C1 B2 @2");
  }

  @Test
  void theClassifierOfANeighbourIsItsVariableIfItIsInTheMatch() {
    var pattern =
        Matching.of("(A|C)+ D -> B")
            .define(
                'D',
                when((v, o, g) -> "C".equals(g.getObject(0)) && "A".equals(g.getObject(1))),
                value(new MatchValue.Classifier(new RowReference.Neighbour(-1))),
                value(new MatchValue.Classifier(new RowReference.Neighbour(-2))))
            .define(
                'B',
                when((v, o, g) -> g.getObject(0) == null && "D".equals(g.getObject(1))),
                value(new MatchValue.Classifier(new RowReference.Neighbour(-1))),
                value(new MatchValue.Classifier(new RowReference.Neighbour(-2))))
            .given("AA");
    assertThat(pattern.in("ac ac ac d . b")).containsExactly("A0 A1 C2 D3 B5 @5");
    assertThat(pattern.in("c d b")).isEmpty();
  }

  @Test
  void theClassifierOfTheRowBesideAMappedOne() {
    var pattern =
        Matching.of("(A|C)+ D B")
            .define(
                'B',
                when((v, o, g) -> "C".equals(g.getObject(0))),
                value(new MatchValue.Classifier(last("D", 0, -2))))
            .given("A");
    assertThat(pattern.in("ac ac ac d b")).containsExactly("A0 C1 A2 D3 B4 @4");
  }

  // ---- the match number

  @Test
  void attemptsThatReadTheMatchNumberComeOneAfterAnother() {
    var pattern =
        Matching.of("A+? B | C+")
            .define('B', when((v, o, g) -> g.getLong(0) == v), value(new MatchValue.Number()))
            .given("J");
    // While A waits for its B, the C behind it waits for the number of its match.
    assertThat(pattern.in("a ac ac c . a b:3 a b:2 c"))
        .containsExactly("C1 C2 C3 #1 @4", "A7 B8 #2 @8", "C9 #3 @9");
    assertThat(pattern.in("a a b:2 a b:1 c")).containsExactly("A3 B4 #1 @4", "C5 #2 @5");
  }

  @Test
  void rowsAreSeenAgainWithTheTimesTheyHad() {
    var pattern =
        Matching.of("A -> B -> D | C -> D")
            .within(5)
            .mode(Rows.ONE_ROW_WITH_TIMED_OUT)
            .define('B', when((v, o, g) -> g.getLong(0) == v), value(new MatchValue.Number()))
            .given("J");
    assertThat(pattern.in("a@0 c@2 d@4 a@6 b:3@7 .@20"))
        .containsExactly("A0 #1 timed out @5", "C1 D2 #2 @5", "A3 B4 #3 timed out @11");
  }

  @Test
  void theLastAttemptsAreMadeAtTheEnd() {
    var pattern =
        Matching.of("A B+ C | B")
            .mode(Rows.ALL_ROWS_WITH_UNMATCHED)
            .define('C', when((v, o, g) -> g.getLong(0) == v), value(new MatchValue.Number()))
            .given("J");
    assertThat(pattern.in(". a b b")).containsExactly("-0 @0", "-1 @3", "B2 #1 @3", "B3 #2 @3");
    assertThat(List.of(pattern.in(". a b b c:1").get(1))).containsExactly("A1 B2 B3 C4 #1 @4");
  }
}
