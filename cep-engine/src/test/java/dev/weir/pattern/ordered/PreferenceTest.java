package dev.weir.pattern.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.pattern.automaton.PatternSketch;
import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchSpec.Skip;
import dev.weir.plan.PatternNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which match is preferred, and when it is given: patterns without gaps. */
final class PreferenceTest {
  private static List<String> match(String pattern, String rows) {
    return Matching.of(pattern).in(rows);
  }

  @Test
  void aSequenceTakesRowsThatFollowOneAnother() {
    assertThat(match("A B", "a b . a a b")).containsExactly("A0 B1 @1", "A4 B5 @5");
  }

  @Test
  void aGreedyLoopIsDecidedByTheRowThatCannotExtendIt() {
    assertThat(match("A B+", "a b b b a b .")).containsExactly("A0 B1 B2 B3 @4", "A4 B5 @6");
  }

  @Test
  void aGreedyLoopIsDecidedByTheEnd() {
    assertThat(match("A B+", "a b b")).containsExactly("A0 B1 B2 @2");
  }

  @Test
  void aReluctantLoopStopsAsSoonAsItMay() {
    assertThat(match("A B+?", "a b b b")).containsExactly("A0 B1 @1");
    assertThat(match("A B*? C", "a b b c")).containsExactly("A0 B1 B2 C3 @3");
  }

  @Test
  void theFirstAlternativeIsPreferredThoughAnotherOneIsCompleteEarlier() {
    assertThat(match("A (B B B | B)", "a b b b")).containsExactly("A0 B1 B2 B3 @3");
    assertThat(match("A (B B B | B)", "a b b .")).containsExactly("A0 B1 @3");
    assertThat(match("A (B | B B B)", "a b b b")).containsExactly("A0 B1 @1");
  }

  @Test
  void theFirstVariableIsPreferredWhereARowSatisfiesTwo() {
    assertThat(match("(A|B)+ C", "ab b ab c")).containsExactly("A0 B1 A2 C3 @3");
    assertThat(match("P(A,B)", "ab ab")).containsExactly("A0 B1 @1");
    assertThat(match("P(A,B)", "b a")).containsExactly("B0 A1 @1");
  }

  @Test
  void anEmptyMatchStandsWhereNothingElseDoes() {
    assertThat(match("A*", "a a b a")).containsExactly("A0 A1 @2", "()2 @2", "A3 @3");
    assertThat(match("A*?", "a a")).containsExactly("()0 @0", "()1 @1");
    assertThat(match("()|A", "a")).containsExactly("()0 @0");
  }

  @Test
  void anchorsHoldAtTheEndsOfThePartition() {
    assertThat(match("^A B", "a b a b")).containsExactly("A0 B1 @1");
    assertThat(match("A B$", "a b a b")).containsExactly("A2 B3 @3");
    assertThat(match("A+$", "a . a a")).containsExactly("A2 A3 @3");
    assertThat(match("^A$", "a")).containsExactly("A0 @0");
    assertThat(match("A (B$ | B)", "a b .")).containsExactly("A0 B1 @2");
    assertThat(match("A (B | B$)", "a b .")).containsExactly("A0 B1 @1");
  }

  @Test
  void exclusionsAreMarked() {
    assertThat(match("A {-B+-} C", "a b b c")).containsExactly("A0 b1 b2 C3 @3");
  }

  @Test
  void anAttemptThatFailsLeavesTheNextOneItsRows() {
    assertThat(match("A A B", "a a a b")).containsExactly("A1 A2 B3 @3");
    assertThat(match("A B C | B", "a b d")).containsExactly("B1 @2");
  }

  @Test
  void matchesAreNumberedInOrderOfTheirStarts() {
    assertThat(Matching.of("A+ B | A").skip(Skip.Kind.TO_NEXT_ROW).numbered().in("a a b a"))
        .containsExactly("A0 A1 B2 #1 @2", "A1 B2 #2 @2", "A3 #3 @3");
  }

  @Test
  void withoutNumbersAMatchDoesNotWaitForAnEarlierStart() {
    var pattern = Matching.of("A B* C | B").skip(Skip.Kind.TO_NEXT_ROW);
    assertThat(pattern.in("a b b c")).containsExactly("B1 @1", "B2 @2", "A0 B1 B2 C3 @3");
    assertThat(pattern.numbered().in("a b b c"))
        .containsExactly("A0 B1 B2 C3 #1 @3", "B1 #2 @3", "B2 #3 @3");
  }

  @Test
  void theSearchGoesOnWhereSkipSays() {
    assertThat(Matching.of("A+ B").skip(Skip.Kind.TO_NEXT_ROW).in("a a b"))
        .containsExactly("A0 A1 B2 @2", "A1 B2 @2");
    assertThat(Matching.of("A B+ C").skipTo(Skip.Kind.TO_FIRST, 'B').in("a ab ab c"))
        .containsExactly("A0 B1 B2 C3 @3", "A1 B2 C3 @3");
    assertThat(Matching.of("A B+ C").skipTo(Skip.Kind.TO_LAST, 'B').in("a ab ab bc c"))
        .containsExactly("A0 B1 B2 B3 C4 @4");
    assertThat(Matching.of("A B C").skipTo(Skip.Kind.TO_LAST, 'C').in("a b ac b c"))
        .containsExactly("A0 B1 C2 @2", "A2 B3 C4 @4");
  }

  @Test
  void skippingToARowThatIsNotThereIsAnErrorInsteadOfTheMatch() {
    assertThat(Matching.of("A B? C").skipTo(Skip.Kind.TO_FIRST, 'B').in("a c a b c"))
        .containsExactly(
            "! 0: cannot skip to first \"B\", which has no row in the match that begins in the"
                + " partition of this row at 1970-01-01 00:00:00.000",
            "A2 B3 C4 @4");
    assertThat(Matching.of("A+ B").skipTo(Skip.Kind.TO_LAST, 'A').numbered().in("a b a a b"))
        .containsExactly(
            "! 0: cannot skip to last \"A\", which is the first row of the match number 1 that"
                + " begins in the partition of this row at 1970-01-01 00:00:00.000",
            "A2 A3 B4 #2 @4",
            "! 3: cannot skip to last \"A\", which is the first row of the match number 3 that"
                + " begins in the partition of this row at 1970-01-01 00:00:00.000003");
  }

  @Test
  void rowsInNoMatchAreGivenInTheirPlace() {
    var pattern = Matching.of("A B+").mode(Rows.ALL_ROWS_WITH_UNMATCHED);
    assertThat(pattern.in(". a b b . a c"))
        .containsExactly("-0 @0", "A1 B2 B3 @4", "-4 @4", "-5 @6", "-6 @6");
    assertThat(
            Matching.of("A B C | C")
                .mode(Rows.ALL_ROWS_WITH_UNMATCHED)
                .skip(Skip.Kind.TO_NEXT_ROW)
                .in("a b c d"))
        .containsExactly("A0 B1 C2 @2", "C2 @2", "-3 @3");
    assertThat(Matching.of("A*").mode(Rows.ALL_ROWS_WITH_UNMATCHED).in("b a"))
        .containsExactly("()0 @0", "A1 @1");
  }

  @Test
  void everyPreferredMatchIsFoundForRandomPatterns() {
    var random = new Random(22_112_026);
    int matches = 0;
    for (int round = 0; round < 1_500; round++) {
      var node = PatternSketch.random(random, 3, 2);
      int length = 1 + random.nextInt(6);
      var masks = new int[length];
      var text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        masks[i] = random.nextInt(8);
        text.append(' ').append(letters(masks[i]));
      }
      for (var kind : new Skip.Kind[] {Skip.Kind.PAST_LAST_ROW, Skip.Kind.TO_NEXT_ROW}) {
        var expected = search(node, masks, kind);
        var found =
            Matching.of(node).skip(kind).numbered().in(text.toString()).stream()
                .map(match -> match.substring(0, match.indexOf(" #")))
                .toList();
        assertThat(found).as("round %d: %s on %s %s", round, node, text, kind).isEqualTo(expected);
        matches += found.size();
      }
    }
    assertThat(matches).isGreaterThan(2_000);
  }

  static String letters(int mask) {
    var letters = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      if ((mask >> i & 1) != 0) {
        letters.append((char) ('a' + i));
      }
    }
    return letters.isEmpty() ? "." : letters.toString();
  }

  private static List<String> search(PatternNode node, int[] masks, Skip.Kind kind) {
    var words = PatternSketch.words(node, masks.length);
    var found = new ArrayList<String>();
    int start = 0;
    while (start < masks.length) {
      int next = start + 1;
      for (var word : words) {
        if (fits(word, masks, start)) {
          found.add(text(word, start));
          next = kind == Skip.Kind.PAST_LAST_ROW ? start + Math.max(1, word.length()) : next;
          break;
        }
      }
      start = next;
    }
    return found;
  }

  static String text(String word, int start) {
    var text = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      text.append(i == 0 ? "" : " ").append(word.charAt(i)).append(start + i);
    }
    return word.isEmpty() ? "()" + start : text.toString();
  }

  static boolean fits(String word, int[] masks, int start) {
    if (start + word.length() > masks.length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((masks[start + i] >> Character.toUpperCase(word.charAt(i)) - 'A' & 1) == 0) {
        return false;
      }
    }
    return true;
  }
}
