package dev.weir.pattern.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchSpec.Skip;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gaps, limits of time, quiet times and partial matches that time has ended. */
final class GapTest {
  private static List<String> match(String pattern, String rows) {
    return Matching.of(pattern).in(rows);
  }

  private static Matching overlapping(String pattern) {
    return Matching.of(pattern).skip(Skip.Kind.TO_NEXT_ROW);
  }

  private static Matching timingOut(String pattern) {
    return overlapping(pattern).mode(Rows.ONE_ROW_WITH_TIMED_OUT);
  }

  // ---- gaps

  @Test
  void theFirstRowThatFitsEndsAGap() {
    assertThat(match("A -> B -> C", "a . b b . c")).containsExactly("A0 B2 C5 @5");
    assertThat(match("A -> B", "a b")).containsExactly("A0 B1 @1");
    assertThat(overlapping("A -> B").in("a a . b")).containsExactly("A0 B3 @3", "A1 B3 @3");
  }

  @Test
  void aLoopMayHaveGaps() {
    assertThat(match("A (-> B)+ -> C", "a b . b . c b")).containsExactly("A0 B1 B3 C5 @6");
    assertThat(match("A (-> A)* -> B", "a . a . b .")).containsExactly("A0 A2 B4 @5");
    assertThat(match("(-> A)+ B", ". a . a b")).containsExactly("A1 A3 B4 @4");
  }

  @Test
  void whatIsOptionalBehindAGapIsTakenIfItComes() {
    assertThat(match("A -> B? C", "a . b c")).containsExactly("A0 B2 C3 @3");
    assertThat(match("A -> B? C", "a . c b")).containsExactly("A0 C2 @2");
    assertThat(match("A -> B? C", "a b . c")).isEmpty();
    assertThat(match("A -> B?", "a . b")).containsExactly("A0 B2 @2");
    assertThat(match("A -> B?", "a . .")).containsExactly("A0 @2");
    assertThat(match("A -> B??", "a . b")).containsExactly("A0 @0");
  }

  @Test
  void anyRowThatFitsMayEndALooserGap() {
    assertThat(match("A ->> B C", "a b . b c")).containsExactly("A0 B3 C4 @4");
    assertThat(match("A ->> B -> C", "a b b c")).containsExactly("A0 B1 C3 @3");
    assertThat(match("A ->> B C", "a b c b c")).containsExactly("A0 B1 C2 @2");
  }

  @Test
  void anUnwantedRowEndsTheWaiting() {
    assertThat(match("A -> !C -> B", "a . c b")).isEmpty();
    assertThat(match("A -> !C -> B", "a . bc")).containsExactly("A0 B2 @2");
    assertThat(match("A -> !C -> !D -> B", "a d b a . b")).containsExactly("A3 B5 @5");
    assertThat(match("A ->> !C -> B D", "a b bc d")).containsExactly("A0 B2 D3 @3");
    assertThat(match("A ->> !C -> B D", "a bc b d")).isEmpty();
  }

  @Test
  void aGapMayHaveALimit() {
    assertThat(match("A ->5 B", "a@0 b@5 a@10 b@16")).containsExactly("A0 B1 @5");
    assertThat(match("A ->5 B -> C", "a@0 b@5 c@100")).containsExactly("A0 B1 C2 @100");
    assertThat(match("A+ ->5 B", "a@0 a@4 b@9")).containsExactly("A0 A1 B2 @9");
    assertThat(match("A+ | A ->5 B", "a@0 .@6 a@7 b@9")).containsExactly("A0 @6", "A2 @9");
    assertThat(match("A ->5 B | A", "a@0 .@1")).containsExactly("A0 @5");
  }

  // ---- WITHIN

  @Test
  void withinHoldsFromTheFirstRowToTheLast() {
    assertThat(Matching.of("A -> B").within(5).in("a@0 b@5 a@10 b@16")).containsExactly("A0 B1 @5");
    assertThat(Matching.of("A+").within(5).in("a@0 a@5 a@6 a@7"))
        .containsExactly("A0 A1 @5", "A2 A3 @11");
    assertThat(Matching.of("A B*").within(5).in("a@0 b@2")).containsExactly("A0 B1 @5");
  }

  @Test
  void partialMatchesOlderThanWithinAreForgotten() {
    var driver = overlapping("A -> B").within(5).driver(false);
    Matching.feed(driver, "a@0 a@3");
    assertThat(driver.partialMatches()).isEqualTo(2);
    assertThat(driver.deadline()).isEqualTo(5);
    driver.time(6);
    assertThat(driver.partialMatches()).isEqualTo(1);
    assertThat(driver.deadline()).isEqualTo(8);
    driver.time(9);
    assertThat(driver.isIdle()).isTrue();
  }

  @Test
  void aGroupMayHaveAWithinOfItsOwn() {
    assertThat(match("<A -> B>5 -> C", "a@0 b@5 c@100")).containsExactly("A0 B1 C2 @100");
    assertThat(match("<A -> B>5 -> C", "a@0 b@6 c@7")).isEmpty();
    assertThat(match("<A B>2{2}", "a@0 b@2 a@10 b@12")).containsExactly("A0 B1 A2 B3 @12");
    assertThat(match("<A B>2{2}", "a@0 b@2 a@10 b@13")).isEmpty();
    assertThat(match("(<A+>2 C?)+", "a@0 a@2 a@3 .@4")).containsExactly("A0 A1 A2 @4");
    assertThat(match("<A+>2", "a@0 a@1 .@9")).containsExactly("A0 A1 @2");
    assertThat(match("<A -> B>9 | <A ->C>3", "a@0 c@2 .@9")).containsExactly("A0 C1 @9");
    assertThat(match("<A B>4 C | A", "a@0 b@4 d@5")).containsExactly("A0 @5");
  }

  @Test
  void runsOfOneGroupThatBeganAtDifferentTimesAreKeptApart() {
    assertThat(match("A* <A+ -> B>3 ", "a@0 a@2 b@5")).containsExactly("A0 A1 B2 @5");
    assertThat(match("A*? <A+ -> B>3 ", "a@0 a@2 b@5")).containsExactly("A0 A1 B2 @5");
    assertThat(match("A*? <A+ -> B>5 ", "a@0 a@2 b@5")).containsExactly("A0 A1 B2 @5");
  }

  // ---- quiet times

  @Test
  void aQuietTimeIsOverWhenTimeHasGonePastItsEnd() {
    assertThat(match("A -> !B5", "a@0 .@5 .@6")).containsExactly("A0 @5");
    assertThat(match("A -> !B5", "a@0 b@5")).isEmpty();
    assertThat(match("A -> !B5", "a@0 b@6")).containsExactly("A0 @5");
    assertThat(match("A -> !B5", "a@0")).containsExactly("A0 @5");
    assertThat(match("A+ -> !B5", "a@0 a@3 .@4")).containsExactly("A0 A1 @8");
    assertThat(match("A -> !B0", "a@0 b@0 a@1 .@1")).containsExactly("A2 @1");
  }

  @Test
  void aTimerTellsOfSilence() {
    var matching = overlapping("A -> !B5");
    var driver = matching.driver(false);
    Matching.feed(driver, "a@0 a@2");
    driver.time(5);
    assertThat(matching.found()).isEmpty();
    driver.time(6);
    assertThat(matching.found()).containsExactly("A0 @5");
    assertThat(driver.deadline()).isEqualTo(7);
    driver.time(8);
    assertThat(matching.found()).containsExactly("A0 @5", "A1 @7");
    assertThat(driver.isIdle()).isTrue();
  }

  @Test
  void withoutForItStaysQuietUntilWithinEnds() {
    assertThat(Matching.of("A -> B -> !C").within(10).in("a@0 b@4 .@10"))
        .containsExactly("A0 B1 @10");
    assertThat(Matching.of("A -> B -> !C").within(10).in("a@0 b@4 c@10")).isEmpty();
    assertThat(Matching.of("A -> B -> !C").within(10).in("a@0 b@4 c@11"))
        .containsExactly("A0 B1 @10");
  }

  @Test
  void aQuietTimeMayBeOneOfSeveralEnds() {
    assertThat(match("A -> B | A -> !C5", "a@0 .@6 b@7")).containsExactly("A0 B2 @7");
    assertThat(match("A -> !C5 | A -> B", "a@0 b@3 .@6")).containsExactly("A0 @5");
    assertThat(match("A -> !C5 | A -> B", "a@0 b@3 c@4")).containsExactly("A0 B1 @4");
    assertThat(match("A -> !C5 | A -> B", "a@0 c@3 b@4")).containsExactly("A0 B2 @4");
    // What is behind the match that may still come is not covered by it.
    assertThat(match("A -> !C5 | A B", "a@0 ab@1 .@2")).containsExactly("A0 @5", "A1 @6");
  }

  @Test
  void itMayHaveToBeQuietBeforeTheStart() {
    assertThat(match("!N5 -> B", "b")).containsExactly("B0 @0");
    assertThat(match("!C5 -> B", "c@0 b@5")).isEmpty();
    assertThat(match("!C5 -> B", "c@0 b@6")).containsExactly("B1 @6");
    assertThat(match("!C5 -> B", "c@0 c@3 b@6 b@9")).containsExactly("B3 @9");
    assertThat(match("!C5 -> B", "bc@3 b@4")).containsExactly("B0 @3");
    var driver = Matching.of("!C5 -> B").driver(false);
    Matching.feed(driver, "c@0");
    assertThat(driver.isIdle()).isFalse();
    driver.time(6);
    assertThat(driver.isIdle()).isTrue();
  }

  // ---- partial matches that WITHIN has ended

  @Test
  void whatWithinHasEndedMayBeGivenToo() {
    assertThat(timingOut("A -> B -> C").within(5).in("a@0 b@2 .@6"))
        .containsExactly("A0 B1 timed out @5");
    assertThat(timingOut("A -> B").within(5).in("a@0 a@2 b@5 a@6"))
        .containsExactly("A0 B2 @5", "A1 B2 @5", "A3 timed out @11");
    assertThat(timingOut("A B").within(5).in("a@0 .@1")).isEmpty();
    assertThat(timingOut("A -> B | A -> C -> D").within(5).in("a@0 c@1"))
        .containsExactly("A0 timed out @5");
    assertThat(timingOut("A B? -> C").within(5).in("a@0 b@1"))
        .containsExactly("A0 B1 timed out @5");
  }

  @Test
  void aPartialMatchDoesNotMoveTheSearch() {
    var pattern = Matching.of("A A* -> B").mode(Rows.ONE_ROW_WITH_TIMED_OUT).within(5);
    assertThat(pattern.in("a@0 a@1 .@6 b@7"))
        .containsExactly("A0 A1 timed out @5", "A1 timed out @6");
    assertThat(pattern.numbered().in("a@0 a@4 .@6 b@7"))
        .containsExactly("A0 A1 #1 timed out @5", "A1 B3 #2 @7");
  }

  @Test
  void whatIsCompleteDoesNotTimeOut() {
    assertThat(timingOut("A B*").within(5).in("a@0 b@1")).containsExactly("A0 B1 @5");
    assertThat(timingOut("A -> B -> !C").within(5).in("a@0 b@1 .@9")).containsExactly("A0 B1 @5");
    assertThat(timingOut("A ->2 B").within(5).in("a@0 .@4")).isEmpty();
  }
}
