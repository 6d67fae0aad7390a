package dev.weir.pattern.automaton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import dev.weir.plan.VariableSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonCompilerTest {
  private static final MatchSpec.Skip PAST_LAST_ROW =
      new MatchSpec.Skip(MatchSpec.Skip.Kind.PAST_LAST_ROW, null, null);

  private static void assertStates(String pattern, String expected) {
    assertStates(pattern, false, expected);
  }

  private static void assertStates(String pattern, boolean everyMatch, String expected) {
    var node = PatternSketch.parse(pattern);
    var spec = PatternSketch.spec(node, 26, -1, MatchSpec.Rows.ONE_ROW, PAST_LAST_ROW);
    var lines = AutomatonText.states(spec, AutomatonCompiler.compile(node, everyMatch));
    assertThat(String.join("\n", lines) + "\n").as(pattern).isEqualTo(expected);
  }

  @Test
  void aSequenceIsAChain() {
    assertStates(
        "A B",
        """
        0 start: A 1
        1 A: B 2
        2 B: accept
        """);
  }

  @Test
  void greedyLoopsPreferToGoOnAndReluctantOnesToStop() {
    assertStates(
        "A+ B*",
        """
        0 start: A 1
        1 A: A 1, B 2, accept
        2 B: B 2, accept
        """);
    assertStates(
        "A+? B",
        """
        0 start: A 1
        1 A: B 2, A 1
        2 B: accept
        """);
  }

  @Test
  void whatComesAfterAnAcceptanceIsKeptOnlyIfAllMatchesAreLookedFor() {
    assertStates(
        "A B??",
        """
        0 start: A 1
        1 A: accept
        """);
    assertStates(
        "A B??",
        true,
        """
        0 start: A 1
        1 A: accept, B 2
        2 B: accept
        """);
  }

  @Test
  void boundsAreUnrolledNested() {
    assertStates(
        "A{2,4} B",
        """
        0 start: A 1
        1 A: A 2
        2 A: A 3, B 4
        3 A: A 5, B 4
        4 B: accept
        5 A: B 4
        """);
    assertStates(
        "A{2,}",
        """
        0 start: A 1
        1 A: A 2
        2 A: A 2, accept
        """);
  }

  @Test
  void furtherIterationsTakeARow() {
    assertStates("(A?)*", "0 start: A 1, accept\n1 A: A 1, accept\n");
    assertStates("(()|A)*", "0 start: A 1, accept\n1 A: A 1, accept\n");
    assertStates("(()|A){1,}", "0 start: A 1, accept\n1 A: A 1, accept\n");
    assertStates(
        "(A*|B)* C",
        """
        0 start: A 1, B 2, C 3
        1 A: A 1, B 2, C 3
        2 B: A 1, B 2, C 3
        3 C: accept
        """);
  }

  @Test
  void ordersOfSingleVariablesShareWhatIsLeft() {
    assertStates(
        "P(A,B,C)",
        """
        0 start: A 1, B 2, C 3
        1 A: B 4, C 5
        2 B: A 6, C 7
        3 C: A 8, B 9
        4 B: C 10
        5 C: B 11
        6 A: C 10
        7 C: A 12
        8 A: B 11
        9 B: A 12
        10 C: accept
        11 B: accept
        12 A: accept
        """);
  }

  @Test
  void ordersOfPartsWithChoicesStandAlone() {
    assertStates(
        "P(A?,B)",
        """
        0 start: A 1, B 2, B 3
        1 A: B 2
        2 B: accept
        3 B: A 4, accept
        4 A: accept
        """);
  }

  @Test
  void exclusionsMarkRows() {
    assertStates(
        "A {-B C-} D",
        """
        0 start: A 1
        1 A: B 2
        2 B excluded: C 3
        3 C excluded: D 4
        4 D: accept
        """);
  }

  @Test
  void gapsWaitForAllThatMayComeNext() {
    assertStates(
        "A -> B? C",
        """
        0 start: A 1
        1 A: gap 4
        2 B: C 3
        3 C: accept
        4 gap, ends at the first: B 2, C 3
        """);
    assertStates(
        "A ->> B?",
        """
        0 start: A 1
        1 A: gap 3, accept
        2 B: accept
        3 gap, may go on: B 2
        """);
    assertStates(
        "A -> !X ->7 B",
        """
        0 start: A 1
        1 A: gap 3
        2 B: accept
        3 gap, ends at the first, unless X, at most '0.000007' SECOND: B 2
        """);
  }

  @Test
  void gapsThatFollowEachOtherAreOne() {
    assertStates(
        "A ->5 B? ->>3 C",
        """
        0 start: A 1
        1 A: gap 3, gap 5
        2 B: gap 5
        3 gap, ends at the first, unless C, at most '0.000005' SECOND: B 2
        4 C: accept
        5 gap, may go on, at most '0.000003' SECOND: C 4
        """);
    assertStates(
        "A -> (-> B)+",
        """
        0 start: A 1
        1 A: gap 3
        2 B: gap 3, accept
        3 gap, ends at the first: B 2
        """);
  }

  @Test
  void aGapBeforeTheFirstRowIsNone() {
    assertStates(
        "(-> A)+",
        """
        0 start: A 1
        1 A: gap 2, accept
        2 gap, ends at the first: A 1
        """);
  }

  @Test
  void whatIsBehindAnAcceptanceStillEndsAGap() {
    assertStates(
        "A -> (B|()|C)",
        """
        0 start: A 1
        1 A: gap 3, accept
        2 B: accept
        3 gap, ends at the first, unless C: B 2
        """);
  }

  @Test
  void anchorsLookAtThePlaceInThePartition() {
    assertStates(
        "^A+$",
        """
        0 start: ^ A 1
        1 A: A 1, accept later 2
        2 end of partition
        """);
    assertStates("(^A|B)+", "0 start: ^ A 1, B 2\n1 A: B 2, accept\n2 B: B 2, accept\n");
    assertStates("A ^ B", "0 start: A 1\n1 A\n");
    assertStates("A $ B?", "0 start: A 1\n1 A: accept later 2\n2 end of partition\n");
    assertStates("^", "0 start: ^ accept\n");
  }

  @Test
  void quietTimesStandAtTheEnds() {
    assertStates(
        "!N5 A !N3",
        """
        0 start: after no N for '0.000005' SECOND A 1
        1 A: accept later 2
        2 quiet, no N for '0.000003' SECOND
        """);
    assertStates(
        "A -> B? -> !N",
        """
        0 start: A 1
        1 A: gap 3, accept later 4
        2 B: accept later 4
        3 gap, ends at the first: B 2
        4 quiet, no N until WITHIN ends
        """);
  }

  @Test
  void groupsOpenWithEachPass() {
    assertStates(
        "(<A -> B>9)+",
        """
        0 start: A 1 opens 0
        1 A in group 0 (WITHIN '0.000009' SECOND): gap 3
        2 B in group 0 (WITHIN '0.000009' SECOND): A 1 opens 0, accept
        3 gap, ends at the first, in group 0 (WITHIN '0.000009' SECOND): B 2
        """);
    assertStates(
        "A <-> B C?>9 -> D",
        """
        0 start: A 1
        1 A: gap 3
        2 B in group 0 (WITHIN '0.000009' SECOND): C 4, gap 6
        3 gap, ends at the first: B 2 opens 0
        4 C in group 0 (WITHIN '0.000009' SECOND): gap 6
        5 D: accept
        6 gap, ends at the first: D 5
        """);
  }

  @Test
  void largeBoundsHaveShortSteps() {
    var automaton = AutomatonCompiler.compile(PatternSketch.parse("A{0,9000} B"), false);
    assertThat(automaton.states()).hasSize(9_002);
    assertThat(automaton.states()).allMatch(state -> state.steps().size() <= 2);
    assertThat(AutomatonCompiler.compile(PatternSketch.parse("(A -> B){1,1000}"), true).states())
        .hasSize(3_001);
  }

  @Test
  void nestedLoopsThatCanBeEmptyTakeLinearTime() {
    String pattern = "((((((((A*)*)*)*|B?)*)*)*)*)*";
    for (int i = 0; i < 3; i++) {
      pattern = "(" + pattern + "|" + pattern + ")*";
    }
    var node = PatternSketch.parse(pattern);
    var automaton =
        Assertions.assertTimeout(
            Duration.ofSeconds(5), () -> AutomatonCompiler.compile(node, false));
    assertThat(automaton.states()).hasSize(17);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThatThrownBy(() -> compile("A{20000}"))
        .isInstanceOf(PatternTooLarge.class)
        .hasMessage("the pattern unrolls to more than 10,000 states; it has {20000}");
    assertThatThrownBy(() -> compile("A? P(A,B,C,D,E,F,G,H,I,J,K,L,M) (B{3,200}){100,}"))
        .isInstanceOf(PatternTooLarge.class)
        .hasMessage(
            "the pattern unrolls to more than 10,000 states; "
                + "it has PERMUTE of 13, {100,}, {3,200}");
    assertThatThrownBy(() -> compile("P(A?,B?,C?,D?,E?,F?,G?,H?,I?)"))
        .isInstanceOf(PatternTooLarge.class);
    assertThatThrownBy(() -> compile("P((),(),(),(),(),(),(),(),(),(),(),())"))
        .isInstanceOf(PatternTooLarge.class);
    assertThatThrownBy(() -> compile("(A?){9000}")).isInstanceOf(PatternTooLarge.class);
    assertThat(compile("(){2000000000} (()|^){0,2000000000} A").states()).hasSize(2);
  }

  private static Automaton compile(String pattern) {
    return AutomatonCompiler.compile(PatternSketch.parse(pattern), false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void assignmentsStandInTheOrderOfPreference(int seed) {
    var random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < 1_500; i++) {
      var pattern = PatternSketch.random(random, 3, 3);
      if (!isSmall(pattern)) {
        continue;
      }
      compared++;
      assertThat(words(AutomatonCompiler.compile(pattern, true), 5))
          .as("%s", pattern)
          .isEqualTo(PatternSketch.words(pattern, 5));
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  /** Naive enumeration takes time in proportion to all derivations, not to all words. */
  private static boolean isSmall(PatternNode pattern) {
    return pattern.toString().length() < 700;
  }

  private static List<String> words(Automaton automaton, int longest) {
    var words = new LinkedHashSet<String>();
    addWords(automaton, Automaton.START, "", longest, words);
    return new ArrayList<>(words);
  }

  private static void addWords(
      Automaton automaton, int state, String word, int longest, LinkedHashSet<String> words) {
    for (var step : automaton.states().get(state).steps()) {
      if (step instanceof Automaton.Accept) {
        words.add(word);
      } else if (word.length() < longest) {
        var take = (Automaton.Take) step;
        var matched = (Automaton.Matched) automaton.states().get(take.target());
        char name = (char) ((matched.excluded() ? 'a' : 'A') + matched.label());
        addWords(automaton, take.target(), word + name, longest, words);
      }
    }
  }

  @Test
  void drawsTheAutomaton() {
    var node = PatternSketch.parse("A+ -> !N -> B?");
    var spec = PatternSketch.spec(node, 26, -1, MatchSpec.Rows.ONE_ROW, PAST_LAST_ROW);
    assertThat(AutomatonDot.of(spec, AutomatonCompiler.compile(node, false)))
        .isEqualTo(
            """
            digraph pattern {
              rankdir=LR;
              node [shape=circle];
              s0 [label="start", shape=circle, style=bold];
              s1 [label="A", shape=doublecircle];
              s2 [label="B", shape=doublecircle];
              s3 [label="", style=dashed];
              s3 -> s3 [label="no step, no N", style=dashed];
              s0 -> s1 [label="1: A"];
              s1 -> s1 [label="1: A"];
              s1 -> s3 [label="2", style=dashed];
              s3 -> s2 [label="1: B"];
            }
            """);
  }

  @Test
  void countsRowsOfAVariable() {
    var a = VariableSet.of(0);
    assertThat(PredicateClasses.rowsAtMost(PatternSketch.parse("A B+ (C|D)"), a)).isEqualTo(1);
    assertThat(PredicateClasses.rowsAtMost(PatternSketch.parse("(A|B A)? C"), a)).isEqualTo(1);
    assertThat(PredicateClasses.rowsAtMost(PatternSketch.parse("A B A"), a)).isEqualTo(2);
    assertThat(PredicateClasses.rowsAtMost(PatternSketch.parse("P(A,B)+"), a)).isEqualTo(2);
    assertThat(PredicateClasses.rowsAtMost(PatternSketch.parse("(A{0,1}){1} B*"), a)).isEqualTo(1);
  }
}
