package dev.weir.pattern.ordered;

import static dev.weir.pattern.ordered.Conditions.last;
import static dev.weir.pattern.ordered.Conditions.row;
import static dev.weir.pattern.ordered.Conditions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.pattern.automaton.PatternSketch;
import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchSpec.Skip;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SKIP NONE, and the limits that it makes necessary. */
final class EveryMatchTest {
  private static Matching every(String pattern) {
    return Matching.of(pattern).skip(Skip.Kind.NONE);
  }

  @Test
  void everyStartAndEveryChoiceIsAMatch() {
    assertThat(every("A -> B+").in("a b b")).containsExactlyInAnyOrder("A0 B1 @1", "A0 B1 B2 @2");
    assertThat(every("A ->> B ->> C").in("a b b c"))
        .containsExactlyInAnyOrder("A0 B1 C3 @3", "A0 B2 C3 @3");
    assertThat(every("A+ B").in("a a b")).containsExactlyInAnyOrder("A0 A1 B2 @2", "A1 B2 @2");
    assertThat(every("(A|B) C").in("ab c")).containsExactlyInAnyOrder("A0 C1 @1", "B0 C1 @1");
  }

  @Test
  void theFirstRowThatFitsStillEndsAGap() {
    assertThat(every("A -> B").in("a b b")).containsExactly("A0 B1 @1");
  }

  @Test
  void waysToOneAssignmentAreOneMatch() {
    assertThat(every("(A|A) B").in("a b")).containsExactly("A0 B1 @1");
    assertThat(every("A* A* B").in("a a b"))
        .containsExactlyInAnyOrder("A0 A1 B2 @2", "A1 B2 @2", "B2 @2");
    assertThat(every("A B | A B -> !C5").in("a@0 b@1 .@9")).containsExactly("A0 B1 @1");
    assertThat(every("A+ -> A+").in("a a")).containsExactly("A0 A1 @1");
  }

  @Test
  void emptyMatchesAreNotGiven() {
    assertThat(every("A*").in("b a")).containsExactly("A1 @1");
  }

  @Test
  void numbersAreInOrderOfEmission() {
    assertThat(every("A ->> B").numbered().in("a b b"))
        .containsExactly("A0 B1 #1 @1", "A0 B2 #2 @2");
  }

  @Test
  void quietTimesGiveEveryMatchAtTheirEnd() {
    assertThat(every("A ->> B -> !C5").in("a@0 b@1 b@3 .@7 c@9"))
        .containsExactly("A0 B1 @6", "A0 B2 @8");
    assertThat(every("A ->> B$").in("a b b")).containsExactly("A0 B2 @2");
  }

  @Test
  void conditionsSeeTheRowsOfTheirOwnMatch() {
    var pattern =
        every("A ->> B ->> C").define('C', when((v, o, g) -> o[0] == v), row(last("B", 0, 0)));
    assertThat(pattern.in("a b:1 b:2 c:2 c:1"))
        .containsExactlyInAnyOrder("A0 B2 C3 @3", "A0 B1 C4 @4");
  }

  @Test
  void whatHasMatchedDoesNotTimeOut() {
    var pattern = every("A ->> B").mode(Rows.ONE_ROW_WITH_TIMED_OUT).within(5);
    assertThat(pattern.in("a@0 b@1 a@2 .@9")).containsExactly("A0 B1 @1", "A2 timed out @7");
  }

  @Test
  void rowsInNoMatchAreGivenWhenNoStartCanHaveThem() {
    assertThat(every("A ->> B").within(5).mode(Rows.ALL_ROWS_WITH_UNMATCHED).in("a@0 c@1 b@2 d@8"))
        .containsExactly("A0 B2 @2", "-1 @5", "-3 @8");
  }

  @Test
  void matchesPerClosingRowMayBeBounded() {
    assertThat(every("A ->> B").limits(100, false, 2).in("a a a a b b"))
        .containsExactly(
            "A0 B4 @4",
            "A1 B4 @4",
            "! 4: 2 further matches end at this row, beyond the 2 that"
                + " 'pattern.max-matches-per-row' allows",
            "A0 B5 @5",
            "A1 B5 @5",
            "! 5: 2 further matches end at this row, beyond the 2 that"
                + " 'pattern.max-matches-per-row' allows");
    assertThat(every("A ->> B").limits(100, true, 1).in("a a b")).containsExactly("A0 B2 @2");
    assertThat(every("A -> !B5").limits(100, false, 0).in("a@0"))
        .containsExactly(
            "! 0: 1 further match ends at this row, beyond the 0 that"
                + " 'pattern.max-matches-per-row' allows");
  }

  @Test
  void partialMatchesMayBeBounded() {
    var refused =
        "the partition of this row has 2 partial matches, as many as"
            + " 'pattern.max-partial-matches' allows; ";
    assertThat(
            Matching.of("A -> B").skip(Skip.Kind.TO_NEXT_ROW).limits(2, false, -1).in("a a a a b"))
        .containsExactly(
            "! 2: " + refused + "no match that starts here is looked for",
            "! 3: " + refused + "no match that starts here is looked for",
            "A0 B4 @4",
            "A1 B4 @4");
    assertThat(
            Matching.of("A -> B").skip(Skip.Kind.TO_NEXT_ROW).limits(2, true, -1).in("a a a a b"))
        .containsExactly("A0 B4 @4", "A1 B4 @4");
    assertThat(every("A ->> B ->> C").limits(2, false, -1).in("a b b c"))
        .containsExactly("! 2: " + refused + "further ones are not followed", "A0 B1 C3 @3");
    // What only moves on is not refused.
    assertThat(Matching.of("A B C").limits(1, false, -1).in("a b c"))
        .containsExactly("A0 B1 C2 @2");
  }

  @Test
  void everyMatchIsFoundForRandomPatterns() {
    var random = new Random(7);
    int matches = 0;
    for (int round = 0; round < 1_000; round++) {
      var node = PatternSketch.random(random, 3, 2);
      int length = 1 + random.nextInt(5);
      var masks = new int[length];
      var text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        masks[i] = random.nextInt(8);
        text.append(' ').append(PreferenceTest.letters(masks[i]));
      }
      var expected = new ArrayList<String>();
      for (int start = 0; start < length; start++) {
        for (var word : PatternSketch.words(node, length)) {
          if (!word.isEmpty() && PreferenceTest.fits(word, masks, start)) {
            expected.add(PreferenceTest.text(word, start));
          }
        }
      }
      var found =
          Matching.of(node).skip(Skip.Kind.NONE).in(text.toString()).stream()
              .map(match -> match.substring(0, match.indexOf(" @")))
              .toList();
      assertThat(found)
          .as("round %d: %s on %s", round, node, text)
          .containsExactlyInAnyOrderElementsOf(expected);
      matches += found.size();
    }
    assertThat(matches).isGreaterThan(1_000);
  }
}
