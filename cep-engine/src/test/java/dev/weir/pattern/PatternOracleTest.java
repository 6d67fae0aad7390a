package dev.weir.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.catalog.Catalog;
import dev.weir.plan.MatchSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Brute force itself, against matches found by hand. A row is a letter, a second after the one before it. */
final class PatternOracleTest {
  private static final Catalog CATALOG =
      BruteForce.catalog(
          "CREATE STREAM s (c VARCHAR, id INTEGER, price INTEGER, ts TIMESTAMP(3),"
              + " WATERMARK FOR ts AS ts);");
  private static final List<String> COLUMNS = List.of("c", "id", "price", "ts");
  private static final Pattern VARIABLE = Pattern.compile("\\b[A-Z]\\b");

  // ---- preference

  @Test
  void partsFollowOneAnother() {
    assertThat(matches("A B C", "abcxabc")).containsExactly("A0 B1 C2", "A4 B5 C6");
    assertThat(matches("A B C", "aabc")).containsExactly("A1 B2 C3");
  }

  @Test
  void greedyTakesAsManyReluctantAsFewAsPossible() {
    assertThat(matches("A B*", "abba")).containsExactly("A0 B1 B2", "A3");
    assertThat(matches("A B*?", "abba")).containsExactly("A0", "A3");
    assertThat(matches("A B+?", "abba")).containsExactly("A0 B1");
    assertThat(matches("A B+? C", "abbc")).containsExactly("A0 B1 B2 C3");
    assertThat(matches("A B{1,2}", "abbb")).containsExactly("A0 B1 B2");
    assertThat(matches("A B{2,}?", "abbb")).containsExactly("A0 B1 B2");
    assertThat(matches("A B{,2} C", "abbbc")).isEmpty();
    assertThat(matches("A{2}", "aaa")).containsExactly("A0 A1");
    assertThat(matches("A B?? C", "abcac")).containsExactly("A0 B1 C2", "A3 C4");
  }

  @Test
  void anEarlierAlternativeIsPreferredToALongerOne() {
    assertThat(matches("A | A B", "ab")).containsExactly("A0");
    assertThat(matches("A B | A", "ab")).containsExactly("A0 B1");
    assertThat(matches("(A | A B) C", "abc")).containsExactly("A0 B1 C2");
    assertThat(matches("(A | B)+ C", "abac")).containsExactly("A0 B1 A2 C3");
  }

  @Test
  void preferencesAreComparedAtTheFirstDifference() {
    // X and Y are any row: the first X wants as much as it can get, then the second part.
    assertThat(matches("X* Y*", "ab", "DEFINE X AS TRUE", "")).containsExactly("X0 X1");
    assertThat(matches("X*? Y*", "ab", "DEFINE X AS TRUE", "")).containsExactly("Y0 Y1");
    assertThat(matches("X+ Y", "abc", "DEFINE X AS TRUE", "")).containsExactly("X0 X1 Y2");
    assertThat(matches("X+? Y", "abc", "DEFINE X AS TRUE", "")).containsExactly("X0 Y1");
  }

  @Test
  void permuteIsAnAlternationOfAllOrders() {
    assertThat(matches("PERMUTE(A, B, C)", "bcaabc")).containsExactly("B0 C1 A2", "A3 B4 C5");
    assertThat(matches("PERMUTE(X, Y)", "ab", "DEFINE X AS TRUE", "")).containsExactly("X0 Y1");
    assertThat(matches("PERMUTE(A, X, Y)", "xay", "DEFINE A AS c = 'a'", ""))
        .containsExactly("X0 A1 Y2");
    // "A? B" with all its choices is preferred to "B A?".
    assertThat(matches("PERMUTE(A?, B)", "ba")).containsExactly("B0");
    assertThat(matches("PERMUTE(A, B) C", "bac")).containsExactly("B0 A1 C2");
  }

  @Test
  void aRoundOfALoopBeyondTheLeastNumberTakesARow() {
    assertThat(matches("(A?)*", "aab")).containsExactly("A0 A1", "(2)");
    assertThat(matches("(() | A)*", "aa")).containsExactly("A0 A1");
    assertThat(matches("(() | A){1}", "a")).containsExactly("(0)");
    assertThat(matches("(A* B?)*", "aba")).containsExactly("A0 B1 A2");
    assertThat(matches("((A | B?)+ C)+", "abcc")).containsExactly("A0 B1 C2 C3");
  }

  @Test
  void emptyMatchesStandInFrontOfARow() {
    assertThat(matches("A*", "bab")).containsExactly("(0)", "A1", "(2)");
    assertThat(matches("() | A", "ab")).containsExactly("(0)", "(1)");
    assertThat(matches("A*?", "aa")).containsExactly("(0)", "(1)");
  }

  @Test
  void anchors() {
    assertThat(matches("^ A", "aa")).containsExactly("A0");
    assertThat(matches("^ A*", "aab")).containsExactly("A0 A1");
    assertThat(matches("A $", "aaba")).containsExactly("A3");
    assertThat(matches("A* $", "aabaa")).containsExactly("A3 A4");
    assertThat(matches("^ A+ $", "aab")).isEmpty();
    assertThat(matches("A ^ B", "ab")).isEmpty();
  }

  // ---- where the search goes on

  @Test
  void skip() {
    assertThat(matches("A+", "aab", "", "TO NEXT ROW")).containsExactly("A0 A1", "A1");
    assertThat(matches("A+ B", "aab", "", "TO NEXT ROW")).containsExactly("A0 A1 B2", "A1 B2");
    assertThat(matches("A+ B+", "abbab", "", "TO FIRST B")).containsExactly("A0 B1 B2", "A3 B4");
    assertThat(matches("X A+", "baa", "DEFINE A AS c = 'a'", "TO LAST A"))
        .containsExactly("X0 A1 A2");
    assertThat(matches("X A+", "baaa", "DEFINE A AS c = 'a'", "TO FIRST A"))
        .containsExactly("X0 A1 A2 A3", "X1 A2 A3", "X2 A3");
    assertThat(matches("A B", "ab", "", "TO A")).containsExactly("error A0 B1");
    assertThat(matches("A B?", "aab", "", "TO B")).containsExactly("error A0", "A1 B2");
  }

  // ---- Weir's own

  @Test
  void gaps() {
    assertThat(matches("A -> B", "axxb")).containsExactly("A0 B3");
    assertThat(matches("A -> B", "aab", "", "TO NEXT ROW")).containsExactly("A0 B2", "A1 B2");
    assertThat(matches("A -> B C", "abxbc")).isEmpty();
    assertThat(matches("A ->> B C", "abxbc")).containsExactly("A0 B3 C4");
    assertThat(matches("A (-> B)+ -> C", "axbxbxc")).containsExactly("A0 B2 B4 C6");
    assertThat(matches("A (-> B)+", "axbxbx")).containsExactly("A0 B2 B4");
    assertThat(matches("A -> B? C", "axbc")).containsExactly("A0 B2 C3");
    assertThat(matches("A -> B? C", "axc")).containsExactly("A0 C2");
    assertThat(matches("A -> B?", "axxb")).containsExactly("A0 B3");
    assertThat(matches("A -> B?", "axx")).containsExactly("A0");
    assertThat(matches("A -> (B | C) D", "axcbd")).isEmpty();
    assertThat(matches("A (-> B | -> C) D", "axcbd")).containsExactly("A0 B3 D4");
  }

  @Test
  void unwantedRowsEndAGap() {
    assertThat(matches("A -> !N -> B", "axb")).containsExactly("A0 B2");
    assertThat(matches("A -> !N -> B", "anb")).isEmpty();
    assertThat(
            matches("A -> !N -> B", "axb", "DEFINE A AS c = 'a', B AS c = 'b', N AS c = 'b'", ""))
        .containsExactly("A0 B2");
    assertThat(
            matches(
                "A ->> !N -> B C",
                "abbc",
                "DEFINE A AS c = 'a', B AS c = 'b', C AS c = 'c', N AS c = 'b'",
                ""))
        .isEmpty();
  }

  @Test
  void limits() {
    assertThat(matches("A ->[<= INTERVAL '2' SECOND] B", "axbaxxb")).containsExactly("A0 B2");
    assertThat(matches("A -> B", "axbaxxb", "WITHIN INTERVAL '2' SECOND", ""))
        .containsExactly("A0 B2");
    assertThat(matches("(A -> B) WITHIN INTERVAL '1' SECOND -> C", "abxxxcaxbc"))
        .containsExactly("A0 B1 C5");
    assertThat(matches("A+", "aaaaa", "WITHIN INTERVAL '2' SECOND", ""))
        .containsExactly("A0 A1 A2", "A3 A4");
  }

  @Test
  void quietTimes() {
    assertThat(matches("A -> !N FOR INTERVAL '2' SECOND", "axnaxxn")).containsExactly("A3");
    assertThat(matches("A -> !N FOR INTERVAL '2' SECOND", "an")).isEmpty();
    assertThat(matches("A -> !N FOR INTERVAL '2' SECOND", "a")).containsExactly("A0");
    assertThat(matches("A -> B -> !N", "abxnabxx", "WITHIN INTERVAL '3' SECOND", ""))
        .containsExactly("A4 B5");
    assertThat(matches("!N FOR INTERVAL '2' SECOND -> B", "nxbxb")).containsExactly("B4");
  }

  @Test
  void everyMatch() {
    assertThat(matches("A ->> B", "abb", "", "NONE")).containsExactly("A0 B1", "A0 B2");
    assertThat(matches("A -> B", "abb", "", "NONE")).containsExactly("A0 B1");
    assertThat(matches("A B+", "abb", "", "NONE")).containsExactly("A0 B1 B2", "A0 B1");
    assertThat(matches("A (-> B)+", "abxb", "", "NONE")).containsExactly("A0 B1 B3", "A0 B1");
    assertThat(matches("A (B | X)", "ab", "DEFINE A AS c = 'a', B AS c = 'b'", "NONE"))
        .containsExactly("A0 B1", "A0 X1");
    assertThat(matches("(A | A) B?", "ab", "", "NONE")).containsExactly("A0 B1", "A0");
  }

  @Test
  void timedOutMatches() {
    String clauses = "WITHIN INTERVAL '2' SECOND";
    String measures = "ARRAY_AGG(id) AS ids, B.id AS bi, C.id AS ci, MATCH_STATUS() AS status";
    assertThat(
            rows(
                measures,
                "ONE ROW PER MATCH WITH TIMED OUT MATCHES",
                "",
                "A -> B -> C",
                clauses,
                "abcaxbxabxx"))
        .containsExactly(
            "[[0, 1, 2], 1, 2, COMPLETE]",
            "[[3, 5], 5, null, TIMED OUT]",
            "[[7, 8], 8, null, TIMED OUT]");
  }

  // ---- values

  /** The example of the data warehousing guide of Oracle, where it is the first of the clause. */
  @Test
  void vShape() {
    int[] prices = {12, 17, 19, 21, 25, 12, 15, 20, 24, 25, 19, 15, 25, 25, 14, 12, 14, 24, 23, 22};
    assertThat(
            rows(
                "STRT.id AS s, LAST(DOWN.id) AS bottom, LAST(UP.id) AS e",
                "ONE ROW PER MATCH",
                "TO LAST UP",
                "STRT DOWN+ UP+",
                "DEFINE DOWN AS DOWN.price < PREV(DOWN.price), UP AS UP.price > PREV(UP.price)",
                "x".repeat(prices.length),
                prices))
        .containsExactly("[4, 5, 9]", "[9, 11, 12]", "[13, 15, 17]");
    assertThat(
            rows(
                "STRT.id AS s, FINAL LAST(UP.id) AS e, MATCH_NUMBER() AS n, CLASSIFIER() AS v",
                "ALL ROWS PER MATCH",
                "TO LAST UP",
                "STRT DOWN+ UP+",
                "DEFINE DOWN AS DOWN.price < PREV(DOWN.price), UP AS UP.price > PREV(UP.price)",
                "x".repeat(13),
                Arrays.copyOf(prices, 13)))
        .containsExactly(
            "4 [4, 9, 1, STRT]",
            "5 [4, 9, 1, DOWN]",
            "6 [4, 9, 1, UP]",
            "7 [4, 9, 1, UP]",
            "8 [4, 9, 1, UP]",
            "9 [4, 9, 1, UP]",
            "9 [9, 12, 2, STRT]",
            "10 [9, 12, 2, DOWN]",
            "11 [9, 12, 2, DOWN]",
            "12 [9, 12, 2, UP]");
  }

  @Test
  void runningAndFinal() {
    assertThat(
            rows(
                "COUNT(*) AS n, FINAL COUNT(B.*) AS bs, SUM(B.id) AS s, LAST(B.id, 1) AS b1,"
                    + " FIRST(B.id, 1) AS f1, PREV(B.id) AS p, NEXT(LAST(A.id), 2) AS x, id AS i",
                "ALL ROWS PER MATCH",
                "",
                "A B+ C",
                "",
                "abbc"))
        .containsExactly(
            "0 [1, 2, null, null, null, null, 2, 0]",
            "1 [2, 2, 1, null, null, 0, 2, 1]",
            "2 [3, 2, 3, 1, 2, 1, 2, 2]",
            "3 [4, 2, 3, 1, 2, 1, 2, 3]");
  }

  @Test
  void excludedRowsAreMatchedButNotGiven() {
    assertThat(
            rows(
                "CLASSIFIER() AS v, COUNT(*) AS n",
                "ALL ROWS PER MATCH",
                "",
                "A {- B+ -} C",
                "",
                "abbc"))
        .containsExactly("0 [A, 1]", "3 [C, 4]");
  }

  @Test
  void emptyMatchesAndUnmatchedRows() {
    String measures = "MATCH_NUMBER() AS n, COUNT(*) AS m, CLASSIFIER() AS v, id AS i";
    assertThat(rows(measures, "ALL ROWS PER MATCH", "", "A*", "", "bab"))
        .containsExactly("0 [1, 0, null, null]", "1 [2, 1, A, 1]", "2 [3, 0, null, null]");
    assertThat(rows(measures, "ALL ROWS PER MATCH OMIT EMPTY MATCHES", "", "A*", "", "bab"))
        .containsExactly("1 [2, 1, A, 1]");
    assertThat(rows(measures, "ALL ROWS PER MATCH WITH UNMATCHED ROWS", "", "A B", "", "cabxab"))
        .containsExactly(
            "0 [null, null, null, null]",
            "1 [1, 1, A, 1]",
            "2 [1, 2, B, 2]",
            "3 [null, null, null, null]",
            "4 [2, 1, A, 4]",
            "5 [2, 2, B, 5]");
    assertThat(rows(measures, "ONE ROW PER MATCH", "", "A*", "", "ba"))
        .containsExactly("[1, 0, null, null]", "[2, 1, A, 1]");
  }

  @Test
  void conditionsSeeTheRowAsIfItWereTaken() {
    assertThat(matches("X Y+", "xxxxx", "DEFINE Y AS COUNT(Y.*) <= 2", ""))
        .containsExactly("X0 Y1 Y2", "X3 Y4");
    assertThat(matches("A+", "aaaa", "DEFINE A AS SUM(A.id) <= 3", ""))
        .containsExactly("A0 A1 A2", "A3");
    assertThat(matches("A+", "aaaa", "DEFINE A AS MATCH_NUMBER() = 2 OR COUNT(*) = 1", ""))
        .containsExactly("A0", "A1 A2 A3");
    assertThat(matches("A B+", "abbb", "DEFINE A AS c = 'a', B AS B.id - FIRST(B.id) <= 1", ""))
        .containsExactly("A0 B1 B2");
    assertThat(matches("A X", "ax", "DEFINE A AS c = 'a' AND NEXT(c) = 'x'", ""))
        .containsExactly("A0 X1");
  }

  @Test
  void subsets() {
    assertThat(
            rows(
                "LAST(U.id) AS l, COUNT(U.*) AS n, CLASSIFIER(U) AS v",
                "ONE ROW PER MATCH",
                "",
                "A B C A",
                "SUBSET U = (B, C)",
                "abca"))
        .containsExactly("[2, 2, C]");
  }

  // ---- how cases are written

  private static List<String> matches(String pattern, String letters) {
    return matches(pattern, letters, "", "");
  }

  /** Each match as {@code A0 B1}, variables and positions; an empty one as the position in brackets. */
  private static List<String> matches(String pattern, String letters, String clauses, String skip) {
    var bruteForce = bind("COUNT(*) AS n", "", skip, pattern, clauses);
    var found = new ArrayList<String>();
    for (var result : run(bruteForce, letters, null).results()) {
      var text =
          result.taken().isEmpty()
              ? "(" + result.start() + ")"
              : result.taken().stream()
                  .map(t -> name(bruteForce.match().spec(), t) + t.row().position())
                  .collect(Collectors.joining(" "));
      found.add((result.kind() == PatternOracle.Kind.SKIP_ERROR ? "error " : "") + text);
    }
    return found;
  }

  private static String name(MatchSpec spec, Taken taken) {
    return spec.variables().get(taken.label()).name();
  }

  /** The measures of each result row; of ALL ROWS PER MATCH behind the row's position. */
  private static List<String> rows(
      String measures,
      String mode,
      String skip,
      String pattern,
      String clauses,
      String letters,
      int... prices) {
    var bruteForce = bind(measures, mode, skip, pattern, clauses);
    var schema = bruteForce.schema();
    return run(bruteForce, letters, prices.length == 0 ? null : prices).rows().stream()
        .map(
            row -> {
              var shown = new ArrayList<Object>();
              for (int i = 0; i < row.size(); i++) {
                if (!COLUMNS.contains(schema.column(i).name())) {
                  shown.add(row.get(i));
                }
              }
              return (mode.startsWith("ALL") ? row.get(schema.indexOf("id")) + " " : "") + shown;
            })
        .toList();
  }

  private static BruteForce bind(
      String measures, String mode, String skip, String pattern, String clauses) {
    String defines = clauses.contains("DEFINE") ? "" : "DEFINE " + letters(pattern);
    return BruteForce.of(
        "SELECT * FROM s MATCH_RECOGNIZE (ORDER BY ts MEASURES "
            + measures
            + " "
            + mode
            + (skip.isEmpty() ? "" : " AFTER MATCH SKIP " + skip)
            + " PATTERN ("
            + pattern
            + ") "
            + clauses
            + " "
            + defines
            + ")",
        CATALOG);
  }

  /** Each variable of one letter is satisfied by its own, in lower case. */
  private static String letters(String pattern) {
    var names = new TreeSet<String>();
    var found = VARIABLE.matcher(pattern);
    while (found.find()) {
      names.add(found.group());
    }
    return names.stream()
        .map(name -> name + " AS c = '" + name.toLowerCase(java.util.Locale.ROOT) + "'")
        .collect(Collectors.joining(", "));
  }

  private static BruteForce.Partition run(BruteForce bruteForce, String letters, int[] prices) {
    var inputs = new ArrayList<BruteForce.Input>();
    for (int i = 0; i < letters.length(); i++) {
      long time = i * 1_000_000L;
      inputs.add(
          new BruteForce.Input(
              Arrays.asList(
                  String.valueOf(letters.charAt(i)), i, prices == null ? null : prices[i], time),
              time));
    }
    return bruteForce.run(inputs, 1_000_000).get(0);
  }
}
