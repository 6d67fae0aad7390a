package dev.weir.pattern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.expression.Expression;
import dev.weir.operator.Collector;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.OperatorHarness;
import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.RowErrors;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.pattern.automaton.AutomatonCompiler;
import dev.weir.pattern.automaton.PatternSketch;
import dev.weir.pattern.automaton.PredicateClasses;
import dev.weir.pattern.match.MatchOperator;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchSpec.Skip;
import dev.weir.plan.MatchValue;
import dev.weir.plan.PatternNode;
import dev.weir.plan.VariableSet;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalMatcherTest {
  /** Key, satisfied variables, number of the row among those of its key from 1. */
  private static final String ROW = "AJI";

  private static final RowErrors UNEXPECTED =
      (event, time, error) -> {
        throw error;
      };

  // ---- by hand

  /** Rows at times 1, 2, ..., each named by the variables that it satisfies; {@code -} by none. */
  private static List<Row> rows(String text) {
    var rows = new ArrayList<Row>();
    for (String names : text.split(" ")) {
      long bits = 0;
      for (char name : names.toCharArray()) {
        bits |= name == '-' ? 0 : 1L << name - 'A';
      }
      rows.add(new Row(TestEvent.of(ROW, "k", bits, rows.size() + 1), rows.size() + 1));
    }
    return rows;
  }

  private static Skip skip(Skip.Kind kind, String target) {
    return new Skip(kind, target == null ? null : VariableSet.of(target.charAt(0) - 'A'), target);
  }

  private static String found(
      String pattern, Skip.Kind kind, String target, Rows output, long within, String input) {
    var spec = spec(PatternSketch.parse(pattern), within, output, skip(kind, target), false);
    return text(OperatorHarness.run(out -> operator(spec, UNEXPECTED, out), rows(input)));
  }

  private static String pastLast(String pattern, String input) {
    return found(pattern, Skip.Kind.PAST_LAST_ROW, null, Rows.ALL_ROWS_SHOW_EMPTY, -1, input);
  }

  private static String text(List<Row> rows) {
    return rows.stream()
        .map(r -> r.event().getObject(0) + "@" + r.time())
        .collect(Collectors.joining(" "));
  }

  @Test
  void aMatchIsGivenWithTheRowThatDecidesIt() {
    assertThat(pastLast("A D D U U", "A AD AD AU AU AD AD AD AU AU A"))
        .isEqualTo("k1:ADDUU@5 k6:ADDUU@10");
    assertThat(pastLast("A+", "A A - A")).isEqualTo("k1:AA@3 k4:A@4");
    assertThat(pastLast("A+?", "A A")).isEqualTo("k1:A@1 k2:A@2");
    assertThat(pastLast("A B*? C", "A B BC C")).isEqualTo("k1:ABC@3");
  }

  @Test
  void anEarlierAttemptHoldsBackWhatItWouldVoid() {
    assertThat(pastLast("A (B* C)?", "A AB AB C A")).isEqualTo("k1:ABBC@4 k5:A@5");
    assertThat(pastLast("A (B* C)?", "A AB AB - A")).isEqualTo("k1:A@4 k2:A@4 k3:A@4 k5:A@5");
  }

  @Test
  void emptyMatchesStandBeforeTheirRows() {
    assertThat(pastLast("A*", "A - A A")).isEqualTo("k1:A@2 k2:@2 k3:AA@4");
    assertThat(pastLast("A*?", "A -")).isEqualTo("k1:@1 k2:@2");
  }

  @Test
  void anchorsHoldAtTheEndsOfThePartition() {
    assertThat(pastLast("^A+", "A A B A")).isEqualTo("k1:AA@3");
    assertThat(pastLast("A+$", "A B A A")).isEqualTo("k3:AA@4");
    assertThat(pastLast("A B*? | A$", "A A")).isEqualTo("k1:A@1 k2:A@2");
    assertThat(pastLast("A$ | A+? B", "A A A")).isEqualTo("k3:A@3");
    assertThat(pastLast("^|B", "A B B")).isEqualTo("k1:@1 k2:B@2 k3:B@3");
  }

  @Test
  void theSearchGoesOnInsideAMatch() {
    assertThat(found("A B+", Skip.Kind.TO_NEXT_ROW, null, Rows.ONE_ROW, -1, "A AB AB B -"))
        .isEqualTo("k1:ABBB@5 k2:ABB@5 k3:AB@5");
    assertThat(found("A B+", Skip.Kind.TO_LAST, "B", Rows.ONE_ROW, -1, "A AB AB B -"))
        .isEqualTo("k1:ABBB@5");
    assertThat(found("A B C?", Skip.Kind.TO_FIRST, "B", Rows.ONE_ROW, -1, "A AB AB B -"))
        .isEqualTo("k1:AB@3 k2:AB@4 k3:AB@5");
  }

  @Test
  void aSkipThatWouldNotMoveIsAnErrorInsteadOfTheMatch() {
    var errors = new ArrayList<String>();
    var output = new ArrayList<Row>();
    for (var names : List.of("A", "C")) {
      var spec =
          spec(
              PatternSketch.parse("A B C?"),
              -1,
              Rows.ONE_ROW,
              skip(Skip.Kind.TO_FIRST, names),
              names.equals("A"));
      var operator =
          operator(
              spec, (e, time, error) -> errors.add(time + " " + error.getMessage()), into(output));
      feed(operator, rows("A B - A B C -"));
    }
    assertThat(errors)
        .containsExactly(
            "1 cannot skip to first \"A\", which is the first row of the match number 1"
                + " that begins in the partition of this row at 1970-01-01 00:00:00.000001",
            "4 cannot skip to first \"A\", which is the first row of the match number 2"
                + " that begins in the partition of this row at 1970-01-01 00:00:00.000004",
            "1 cannot skip to first \"C\", which has no row in the match"
                + " that begins in the partition of this row at 1970-01-01 00:00:00.000001");
    assertThat(text(output)).isEqualTo("k4:ABC@6");
  }

  @Test
  void unmatchedRowsStandInTheirPlace() {
    assertThat(
            found(
                "A B+",
                Skip.Kind.TO_NEXT_ROW,
                null,
                Rows.ALL_ROWS_WITH_UNMATCHED,
                -1,
                "- A AB B - A"))
        .isEqualTo("k1?@1 k2:ABB@5 k3:AB@5 k5?@5 k6?@6");
    assertThat(
            found(
                "A B+",
                Skip.Kind.PAST_LAST_ROW,
                null,
                Rows.ALL_ROWS_WITH_UNMATCHED,
                -1,
                "- A AB B - A"))
        .isEqualTo("k1?@1 k2:ABB@5 k5?@5 k6?@6");
  }

  @Test
  void timeEndsAttempts() {
    // Rows 1, 2, 3, ...: a match spans at most 2.
    assertThat(found("A B+", Skip.Kind.PAST_LAST_ROW, null, Rows.ONE_ROW, 2, "A B B B A B"))
        .isEqualTo("k1:ABB@3 k5:AB@7");
    assertThat(
            found(
                "A B C", Skip.Kind.PAST_LAST_ROW, null, Rows.ONE_ROW_WITH_TIMED_OUT, 1, "A B C A"))
        .isEqualTo("k1:AB timed out@2 k4:A timed out@5");
  }

  @Test
  void startsBeyondTheLimitAreReported() {
    var spec =
        limited(
            spec(
                PatternSketch.parse("A B"),
                -1,
                Rows.ONE_ROW,
                skip(Skip.Kind.TO_NEXT_ROW, null),
                false),
            1);
    var long1 =
        limited(
            spec(
                PatternSketch.parse("A B* C"),
                -1,
                Rows.ONE_ROW,
                skip(Skip.Kind.TO_NEXT_ROW, null),
                false),
            2);
    var errors = new ArrayList<String>();
    var output = new ArrayList<Row>();
    feed(operator(spec, UNEXPECTED, into(output)), rows("A AB AB B"));
    assertThat(text(output)).isEqualTo("k1:AB@2 k2:AB@3 k3:AB@4");
    output.clear();
    feed(
        operator(
            long1, (e, time, error) -> errors.add(time + " " + error.getMessage()), into(output)),
        rows("A AB AB C A C"));
    assertThat(text(output)).isEqualTo("k1:ABBC@4 k2:ABC@4 k5:AC@6");
    assertThat(errors)
        .containsExactly(
            "3 the partition of this row has 2 partial matches, as many as"
                + " 'pattern.max-partial-matches' allows; no match that starts here is looked for");
  }

  // ---- against the definition

  @ParameterizedTest
  @EnumSource(names = {"PAST_LAST_ROW", "TO_NEXT_ROW", "TO_FIRST", "TO_LAST"})
  void findsWhatTheDefinitionSays(Skip.Kind kind) {
    var random = new Random(kind.ordinal() + 17);
    int compared = 0;
    long given = 0;
    for (int i = 0; i < 1_200; i++) {
      int variables = random.nextInt(20) == 0 ? 12 : 1 + random.nextInt(3);
      var pattern = PatternSketch.random(random, variables, 1 + random.nextInt(3));
      int further = 1 + PatternSketch.rowsToComplete(pattern);
      if (pattern.toString().length() > 600 || further > 4) {
        continue;
      }
      compared++;
      var output = Rows.values()[random.nextInt(Rows.values().length)];
      long within =
          random.nextInt(3) == 0 || output == Rows.ONE_ROW_WITH_TIMED_OUT ? random.nextInt(5) : -1;
      boolean numbered = random.nextBoolean();
      boolean targeted = kind == Skip.Kind.TO_FIRST || kind == Skip.Kind.TO_LAST;
      var spec = spec(pattern, within, output, skip(kind, targeted ? "A" : null), numbered);
      int length = 2 + random.nextInt(7 - further);
      var words = PatternSketch.words(pattern, length + further);
      var rows = randomRows(random, length, variables);
      var expected = new Definition(spec, words, rows).results();
      var actual = OperatorHarness.run(out -> operator(spec, (e, t, x) -> {}, out), rows);
      given += actual.size();
      for (String key : List.of("k", "l")) {
        assertThat(text(ofKey(actual, key)))
            .as("%s %s WITHIN %d%n%s%non %s", pattern, output, within, words, rows)
            .isEqualTo(text(ofKey(expected, key)));
      }
    }
    assertThat(compared).isGreaterThan(600);
    assertThat(given).isGreaterThan(2_000);
  }

  private static List<Row> ofKey(List<Row> rows, String key) {
    return rows.stream().filter(r -> r.event().getObject(0).toString().startsWith(key)).toList();
  }

  /** At most {@code length} rows per key. */
  private static List<Row> randomRows(Random random, int length, int variables) {
    var rows = new ArrayList<Row>();
    long time = 10;
    int[] total = {length, random.nextInt(length)};
    int[] left = total.clone();
    while (left[0] + left[1] > 0) {
      int key = left[1] > 0 && random.nextInt(3) == 0 || left[0] == 0 ? 1 : 0;
      int number = total[key] - --left[key];
      time += random.nextInt(3);
      // Five of eight variables are satisfied.
      long most = random.nextLong();
      long few = random.nextLong();
      long bits = random.nextLong() | (most & few);
      rows.add(
          new Row(
              TestEvent.of(ROW, key == 0 ? "k" : "l", bits & (1L << variables) - 1, number), time));
    }
    return rows;
  }

  // ---- the operator

  private static MatchSpec spec(
      PatternNode pattern, long within, Rows output, Skip skip, boolean numbered) {
    var plain = PatternSketch.spec(pattern, 26, within, output, skip);
    if (!numbered) {
      return plain;
    }
    return new MatchSpec(
        plain.variables(),
        pattern,
        within,
        output,
        skip,
        List.of(),
        List.of(),
        List.of(
            new MatchSpec.Measure(
                "n",
                new Expression.Given(0, DataType.BIGINT, false, "MATCH_NUMBER()"),
                DataType.BIGINT)),
        List.of(),
        List.of(new MatchValue.Number()),
        MatchSpec.Limits.DEFAULT,
        true);
  }

  private static MatchSpec limited(MatchSpec s, int partialMatches) {
    return new MatchSpec(
        s.variables(),
        s.pattern(),
        s.withinMicros(),
        s.rows(),
        s.skip(),
        s.defineRows(),
        s.defineValues(),
        s.measures(),
        s.measureRows(),
        s.measureValues(),
        new MatchSpec.Limits(partialMatches, false, -1),
        s.timed());
  }

  private static MatchOperator operator(MatchSpec spec, RowErrors errors, Collector out) {
    var automaton = AutomatonCompiler.compile(spec);
    assertThat(LocalMatcher.canMatch(spec, automaton, PredicateClasses.of(spec))).isTrue();
    var parts =
        new MatchParts(spec, automaton, List.of(), null, List.of(), TestEvent.blank(ROW), errors);
    return new MatchOperator(
        spec,
        automaton,
        new Satisfied(),
        TestParts.keys(0),
        true,
        TestEvent.blank("A"),
        TestEvent.blank(ROW),
        output -> LocalMatcher.of(parts, output),
        new Texts(out),
        errors,
        out);
  }

  private static void feed(MatchOperator operator, List<Row> rows) {
    rows.forEach(row -> operator.row(row.event(), row.time(), Change.INSERT));
    operator.watermark(dev.weir.time.Watermarks.END);
  }

  private static Collector into(List<Row> output) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        output.add(new Row((TestEvent) event, time));
      }

      @Override
      public void watermark(long time) {}
    };
  }

  /** The second column says what a row satisfies. */
  private static final class Satisfied extends LocalConditions {
    @Override
    public long test(Object row, long time, Object[] others) {
      return ((TestEvent) row).getLong(1);
    }

    @Override
    public boolean test(int condition, Object row, long time, Object[] others) {
      return (((TestEvent) row).getLong(1) >>> condition & 1) != 0;
    }
  }

  /** {@code k3:AbC}: the key, the position of the first row from 1, the variables; excluded ones in lower case. */
  private static final class Texts implements MatchOutput {
    private final Collector out;

    Texts(Collector out) {
      this.out = out;
    }

    @Override
    public void matched(MatchRows match, long time) {
      var text = new StringBuilder(place(match.start())).append(':');
      for (int i = 0; i < match.size(); i++) {
        text.append((char) ((match.isExcluded(i) ? 'a' : 'A') + match.label(i)));
        assertThat(match.row(i).position()).isEqualTo(match.start().position() + i);
      }
      if (match.number() > 0) {
        text.append('#').append(match.number());
      }
      if (match.isTimedOut()) {
        text.append(" timed out");
      }
      out.row(TestEvent.of("A", text.toString()), time, Change.INSERT);
    }

    @Override
    public void unmatched(MatchRow row, long time) {
      out.row(TestEvent.of("A", place(row) + "?"), time, Change.INSERT);
    }

    private static String place(MatchRow row) {
      return ((TestEvent) row.event()).getObject(0) + "" + ((TestEvent) row.event()).getInt(2);
    }
  }

  // ---- the definition

  /** Results by trying every word at every start, and when each is decided. */
  private static final class Definition {
    private final MatchSpec spec;
    private final List<String> words;
    private final List<Row> input;
    private final List<Row> results = new ArrayList<>();

    Definition(MatchSpec spec, List<String> words, List<Row> input) {
      this.spec = spec;
      this.words = words;
      this.input = input;
    }

    List<Row> results() {
      for (String key : List.of("k", "l")) {
        search(key, input.stream().filter(r -> r.event().getObject(0).equals(key)).toList());
      }
      return results;
    }

    /**
     * @param word null if there is no match
     * @param at when that is known
     * @param row the row with which it is known; behind all rows if it is by time alone
     */
    private record Outcome(int start, String word, boolean timedOut, long at, int row) {}

    private void search(String key, List<Row> rows) {
      boolean inOrder =
          spec.skip().kind() != Skip.Kind.TO_NEXT_ROW
              || spec.usesNumber()
              || spec.rows() == Rows.ALL_ROWS_WITH_UNMATCHED;
      var outcomes = new ArrayList<Outcome>();
      boolean[] matched = new boolean[rows.size()];
      int next = 0;
      for (int start = 0; start < rows.size(); start++) {
        if (start < next) {
          continue;
        }
        var outcome = attempt(rows, start);
        next = start + 1;
        if (outcome.word != null && !outcome.timedOut && !outcome.word.isEmpty()) {
          int target = target(outcome.word);
          if (target < 0) {
            outcomes.add(new Outcome(start, "!", false, outcome.at, outcome.row));
            continue;
          }
          next = start + target;
          Arrays.fill(matched, start, start + outcome.word.length(), true);
        } else if (outcome.word != null) {
          matched[start] = true;
        }
        outcomes.add(outcome);
      }
      give(key, outcomes, matched, inOrder);
    }

    private void give(String key, List<Outcome> outcomes, boolean[] matched, boolean inOrder) {
      var lines = new ArrayList<Row>();
      long known = Long.MIN_VALUE;
      int number = 0;
      boolean unmatched = spec.rows() == Rows.ALL_ROWS_WITH_UNMATCHED;
      if (!inOrder) {
        outcomes.sort(Comparator.comparingLong(Outcome::at).thenComparingInt(Outcome::row));
      }
      for (var outcome : outcomes) {
        known = inOrder ? Math.max(known, outcome.at) : outcome.at;
        String place = key + (outcome.start + 1);
        if (outcome.word == null || outcome.word.equals("!")) {
          number += outcome.word == null ? 0 : 1;
          if (unmatched && !matched[outcome.start]) {
            lines.add(new Row(TestEvent.of("A", place + "?"), known));
          }
          continue;
        }
        number++;
        lines.add(
            new Row(
                TestEvent.of(
                    "A",
                    place
                        + ":"
                        + outcome.word
                        + (spec.usesNumber() ? "#" + number : "")
                        + (outcome.timedOut ? " timed out" : "")),
                known));
      }
      results.addAll(lines);
    }

    /** How far from the start of a match the search goes on, -1 if it cannot. */
    private int target(String word) {
      String upper = word.toUpperCase(java.util.Locale.ROOT);
      int target =
          switch (spec.skip().kind()) {
            case PAST_LAST_ROW -> word.length();
            case TO_NEXT_ROW -> 1;
            case TO_FIRST -> upper.indexOf('A');
            default -> upper.lastIndexOf('A');
          };
      return target == 0 ? -1 : target;
    }

    private Outcome attempt(List<Row> rows, int start) {
      long deadline =
          spec.withinMicros() < 0 ? Long.MAX_VALUE : rows.get(start).time() + spec.withinMicros();
      int length = 0;
      while (start + length < rows.size() && rows.get(start + length).time() <= deadline) {
        length++;
      }
      for (int seen = 1; seen <= length; seen++) {
        String best = null;
        boolean viable = false;
        for (String word : words) {
          if (word.length() <= seen && fits(word, rows, start, word.length())) {
            best = word;
            break;
          } else if (word.length() > seen && fits(word, rows, start, seen)) {
            viable = true;
            break;
          }
        }
        if (!viable) {
          return new Outcome(
              start, best, false, rows.get(start + seen - 1).time(), start + seen - 1);
        }
      }
      long end = deadline < Long.MAX_VALUE ? deadline : input.get(input.size() - 1).time();
      for (String word : words) {
        if (word.length() <= length && fits(word, rows, start, word.length())) {
          return new Outcome(start, word, false, end, rows.size());
        }
      }
      if (spec.rows() == Rows.ONE_ROW_WITH_TIMED_OUT) {
        for (String word : words) {
          if (word.length() > length && fits(word, rows, start, length)) {
            return new Outcome(start, word.substring(0, length), true, end, rows.size());
          }
        }
      }
      return new Outcome(start, null, false, end, rows.size());
    }

    private static boolean fits(String word, List<Row> rows, int start, int length) {
      for (int i = 0; i < length; i++) {
        int label = Character.toUpperCase(word.charAt(i)) - 'A';
        if ((rows.get(start + i).event().getLong(1) >>> label & 1) == 0) {
          return false;
        }
      }
      return true;
    }
  }

  // ---- size

  @Test
  void nestedLoopsTakeLinearTimeAndBoundedMemory() {
    var spec =
        spec(
            PatternSketch.parse(
                "(A|B|A B|(A B? A)* B|(B (A|B)*? A)+|((A* B)* A)? (B B|A A|A B A)*)* C"),
            -1,
            Rows.ONE_ROW,
            skip(Skip.Kind.PAST_LAST_ROW, null),
            false);
    var matches = new int[1];
    var rows = new int[1];
    var automaton = AutomatonCompiler.compile(spec);
    assertThat(automaton.states().size()).isGreaterThan(20);
    var operator =
        operator(
            spec,
            UNEXPECTED,
            new Collector() {
              @Override
              public void row(Object event, long time, Change change) {
                matches[0]++;
                rows[0] += ((TestEvent) event).getObject(0).toString().length();
              }

              @Override
              public void watermark(long time) {}
            });
    var random = new Random(3);
    long begin = System.nanoTime();
    for (int i = 1; i <= 300_000; i++) {
      long bits = i % 100_000 == 0 ? 4 : 1 + random.nextInt(3);
      operator.row(TestEvent.of(ROW, "k", bits, i), i, Change.INSERT);
    }
    operator.watermark(dev.weir.time.Watermarks.END);
    assertThat(matches[0]).isEqualTo(3);
    assertThat(rows[0]).isGreaterThan(300_000);
    assertThat((System.nanoTime() - begin) / 1_000_000).as("milliseconds").isLessThan(20_000);
  }
}
