package dev.weir.pattern;

import dev.weir.pattern.CasePattern.Alternation;
import dev.weir.pattern.CasePattern.Framed;
import dev.weir.pattern.CasePattern.Permute;
import dev.weir.pattern.CasePattern.Sequence;
import dev.weir.pattern.CasePattern.Variable;
import dev.weir.pattern.CasePattern.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random queries with MATCH_RECOGNIZE and random rows for them. Every construct of the clause comes
 * up; conditions are loose, so that most cases have matches.
 */
final class RandomPatterns {
  private static final List<String> NAMES = List.of("A", "B", "C", "D");

  private final Random random;
  private int depth;
  private boolean mayExclude;
  private List<String> used = List.of();

  RandomPatterns(long seed) {
    random = new Random(seed);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  private <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  // ---- rows

  /** @param set the number of the set */
  List<PatternCase.Row> rows(int set) {
    int count = 5 + random.nextInt(10);
    int keys = one(1, 1, 2, 3);
    var rows = new ArrayList<PatternCase.Row>();
    int second = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      second += one(0, 1, 1, 1, 1, 2, 2, 3, 5);
      rows.add(
          new PatternCase.Row(
              set,
              "k" + random.nextInt(keys),
              i,
              chance(3) ? null : (Integer) random.nextInt(4),
              chance(12) ? null : (Integer) random.nextInt(8),
              second));
    }
    return rows;
  }

  // ---- the query

  PatternCase next() {
    return chance(14) ? chain() : anything();
  }

  /**
   * Rows that follow one another, each with local conditions and at most one that looks back: what
   * the quicker matchers take.
   */
  private PatternCase chain() {
    String skip = one("TO NEXT ROW", "TO NEXT ROW", "TO NEXT ROW", "NONE", "NONE", "");
    int within = chance(70) ? 2 + random.nextInt(9) : -1;
    int count = 2 + random.nextInt(3);
    var variables = NAMES.subList(0, count);
    var parts = new ArrayList<CasePattern>();
    var gaps = new ArrayList<String>();
    var defines = new LinkedHashMap<String, String>();
    for (int i = 0; i < count; i++) {
      parts.add(new Variable(variables.get(i)));
      if (i > 0) {
        String arrow = skip.equals("NONE") && chance(60) ? "->>" : "->";
        gaps.add(chance(20) ? arrow + " !N " + arrow : arrow);
      }
      String condition = chance(85) ? local(one("x", "y")) : neighbours(one("x", "y"));
      if (i > 0 && chance(45) && !skip.equals("NONE")) {
        var earlier = variables.get(random.nextInt(i));
        condition +=
            " AND "
                + one("x", "y", "x + 1")
                + one(" < ", " <= ", " > ", " >= ")
                + earlier
                + one(".x", ".y", ".y - 1", ".x * 2");
      }
      if (!chance(15)) {
        defines.put(variables.get(i), condition);
      }
    }
    String after =
        skip.equals("NONE") || chance(60)
            ? ""
            : "-> !N" + (within < 0 || chance(60) ? " FOR " + PatternCase.seconds(2) : "");
    if (String.join("", gaps).contains("!N") || !after.isEmpty()) {
      defines.put("N", local(one("x", "y")));
    }
    if (defines.isEmpty()) {
      defines.put("A", "x >= 0");
    }
    String rows = one("", "", "", "ALL ROWS PER MATCH", "ONE ROW PER MATCH");
    return new PatternCase(
        chance(70),
        "",
        measures(variables, Map.of(), rows, "NONE"),
        rows,
        skip,
        "",
        new Sequence(parts, gaps),
        after,
        within,
        Map.of(),
        defines);
  }

  private PatternCase anything() {
    depth = 0;
    String rows =
        one(
            "",
            "",
            "ONE ROW PER MATCH",
            "ONE ROW PER MATCH",
            "ONE ROW PER MATCH WITH TIMED OUT MATCHES",
            "ALL ROWS PER MATCH",
            "ALL ROWS PER MATCH SHOW EMPTY MATCHES",
            "ALL ROWS PER MATCH OMIT EMPTY MATCHES",
            "ALL ROWS PER MATCH WITH UNMATCHED ROWS",
            "ALL ROWS PER MATCH WITH UNMATCHED ROWS");
    boolean isTimedOut = rows.contains("TIMED OUT");
    boolean isUnmatched = rows.contains("UNMATCHED");
    mayExclude = rows.startsWith("ALL") && !isUnmatched;
    int within = isTimedOut || chance(35) ? 2 + random.nextInt(9) : -1;
    used = NAMES.subList(0, 2 + random.nextInt(3));
    CasePattern pattern = pattern();
    var variables = List.copyOf(pattern.variables());
    if (variables.isEmpty()) {
      pattern = new Sequence(List.of(pattern, new Variable("A")), List.of(""));
      variables = List.of("A");
    }
    String before = chance(6) ? "!N FOR " + PatternCase.seconds(1 + random.nextInt(4)) + " ->" : "";
    String after = "";
    if (chance(10) && !isNullable(pattern)) {
      boolean hasDuration = !isTimedOut && (within < 0 || chance(50));
      after =
          "-> !"
              + one("N", "N", "N", "(N | O)")
              + (hasDuration ? " FOR " + PatternCase.seconds(1 + random.nextInt(5)) : "");
    } else if (chance(5) && !isTimedOut) {
      after = "$";
    }
    if (before.isEmpty() && chance(5)) {
      before = "^";
    }
    String skip = skip(variables, isTimedOut || isUnmatched);
    Map<String, List<String>> subsets = new LinkedHashMap<>();
    if (variables.size() > 1 && chance(25)) {
      subsets.put("U", variables.subList(0, 2));
    }
    var defines = defines(pattern, variables, subsets, before + after, skip);
    return new PatternCase(
        chance(70),
        chance(8) ? one("id DESC", "x, id", "y DESC") : "",
        measures(variables, subsets, rows, skip),
        rows,
        skip,
        before,
        pattern,
        after,
        within,
        subsets,
        defines);
  }

  private String skip(List<String> variables, boolean notEvery) {
    return switch (random.nextInt(11)) {
      case 0 -> "TO FIRST " + one(variables);
      case 1 -> "TO LAST " + one(variables);
      case 2 -> "TO " + variables.get(variables.size() - 1);
      case 3, 4, 5 -> "TO NEXT ROW";
      case 6, 7 -> notEvery ? "TO NEXT ROW" : "NONE";
      case 8 -> "PAST LAST ROW";
      default -> "";
    };
  }

  // ---- the pattern

  private CasePattern pattern() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> plainSequence();
      case 3, 4 -> gapSequence();
      default -> part();
    };
  }

  /** {@code A B+ C?}: what most people write. */
  private CasePattern plainSequence() {
    var parts = new ArrayList<CasePattern>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      parts.add(quantified(new Variable(used.get(i % used.size())), 35));
    }
    return sequence(parts, "");
  }

  /** {@code A -> B ->> C}. */
  private CasePattern gapSequence() {
    var parts = new ArrayList<CasePattern>();
    var gaps = new ArrayList<String>();
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      CasePattern part =
          chance(85)
              ? new Variable(used.get(i % used.size()))
              : new Alternation(List.of(new Variable(one(used)), new Variable(one(used))));
      if (i > 0 && chance(15)) {
        String arrow = one("-> ", "-> ", "->> ");
        parts.add(new Framed("(" + arrow, part, ")" + one("+", "*", "{1,2}", "+?")));
        gaps.add("");
        continue;
      }
      if (i > 0 && chance(12)) {
        part = new Framed("", part, one("?", "??", "+", "{2}"));
      }
      parts.add(part);
      if (i > 0) {
        gaps.add(gap());
      }
    }
    CasePattern sequence = new Sequence(parts, gaps);
    if (chance(12)) {
      sequence =
          new Sequence(
              List.of(
                  new Framed("", sequence, " WITHIN " + PatternCase.seconds(1 + random.nextInt(5))),
                  new Variable(one(used))),
              List.of(gap()));
    }
    return sequence;
  }

  private String gap() {
    String arrow = one("->", "->", "->", "->>");
    if (chance(25)) {
      arrow += "[<= " + PatternCase.seconds(1 + random.nextInt(5)) + "]";
    }
    return chance(25) ? arrow + " !" + one("N", "N", "(N | O)") + " ->" : arrow;
  }

  private CasePattern part() {
    depth++;
    CasePattern part = depth > 3 ? new Variable(one(used)) : anyPart();
    depth--;
    return part;
  }

  private CasePattern anyPart() {
    int choice = random.nextInt(100);
    if (choice < 18) {
      return new Variable(one(used));
    } else if (choice < 45) {
      return sequence(parts(2 + random.nextInt(2)), "");
    } else if (choice < 62) {
      return new Alternation(parts(2 + random.nextInt(2)));
    } else if (choice < 84) {
      return quantified(part(), 100);
    } else if (choice < 91) {
      depth++;
      var permute = new Permute(parts(2 + random.nextInt(2)));
      depth--;
      return permute;
    } else if (choice < 95) {
      return mayExclude ? new Framed("{- ", part(), " -}") : part();
    } else if (choice < 97) {
      return new Word(one("()", "^", "$"));
    } else if (choice < 98) {
      return new Framed("(", part(), ") WITHIN " + PatternCase.seconds(1 + random.nextInt(5)));
    }
    return sequence(parts(2), gap());
  }

  private List<CasePattern> parts(int count) {
    return IntStream.range(0, count).mapToObj(i -> part()).toList();
  }

  private static CasePattern sequence(List<CasePattern> parts, String gap) {
    return new Sequence(parts, java.util.Collections.nCopies(parts.size() - 1, gap));
  }

  private CasePattern quantified(CasePattern part, int percent) {
    if (!chance(percent) || part instanceof Word word && !word.sql().equals("()")) {
      return part;
    }
    String quantifier =
        one("*", "+", "+", "?", "{2}", "{1,2}", "{,2}", "{2,}", "{0,3}") + (chance(30) ? "?" : "");
    return new Framed("(", part, ")" + quantifier);
  }

  private static boolean isNullable(CasePattern pattern) {
    if (pattern instanceof Variable) {
      return false;
    } else if (pattern instanceof Word) {
      return true;
    } else if (pattern instanceof Alternation) {
      return pattern.parts().stream().anyMatch(RandomPatterns::isNullable);
    } else if (pattern instanceof Framed framed) {
      return framed.behind().matches("\\)?(\\*|\\?|\\{,|\\{0).*") || isNullable(framed.part());
    }
    return pattern.parts().stream().allMatch(RandomPatterns::isNullable);
  }

  // ---- conditions

  private Map<String, String> defines(
      CasePattern pattern,
      List<String> variables,
      Map<String, List<String>> subsets,
      String frames,
      String skip) {
    var defines = new LinkedHashMap<String, String>();
    for (var name : variables) {
      if (!chance(12)) {
        defines.put(name, condition(name, variables, subsets, skip));
      }
    }
    String text = pattern.sql() + frames;
    for (var name : List.of("N", "O")) {
      if (text.matches("(?s).*[!(| ]" + name + "\\b.*")) {
        String condition =
            chance(30) && !frames.contains("!")
                ? "x = " + one(variables) + ".x"
                : one("x = 3", "y > 5", "x = 0 AND y > 2", "y IS NULL");
        defines.put(name, condition);
      }
    }
    if (defines.isEmpty()) {
      defines.put(variables.get(0), "x >= 0");
    }
    return defines;
  }

  private String condition(
      String name, List<String> variables, Map<String, List<String>> subsets, String skip) {
    if (chance(18)) {
      return simple(name, variables, subsets, skip)
          + one(" AND ", " AND ", " OR ")
          + simple(name, variables, subsets, skip);
    }
    return simple(name, variables, subsets, skip);
  }

  private String simple(
      String name, List<String> variables, Map<String, List<String>> subsets, String skip) {
    int choice = random.nextInt(100);
    String column = one("x", "y");
    if (choice < 45) {
      return local(column);
    } else if (choice < 65) {
      return neighbours(column);
    }
    String other = one(variables);
    String compared = one("=", "<>", "<", "<=", ">", ">=");
    if (choice < 82) {
      String reference = one(other + "." + column, "FIRST(" + other + "." + column + ")");
      return one(
          column + " " + compared + " " + reference,
          column + " " + compared + " " + reference + " + 1",
          "(" + reference + " IS NULL OR " + column + " " + compared + " " + reference + ")");
    }
    return general(name, column, compared, other, subsets, skip);
  }

  private String local(String column) {
    return one(
        column + " = " + random.nextInt(4),
        column + " <= " + (1 + random.nextInt(3)),
        column + " > " + random.nextInt(3),
        column + " <> " + random.nextInt(4),
        "x IN (" + random.nextInt(2) + ", " + (2 + random.nextInt(2)) + ")",
        column + " IS NOT NULL",
        "y IS NULL",
        "x >= 0",
        "x + y > 4",
        "k = 'k0'");
  }

  private String neighbours(String column) {
    String compared = one("<", "<=", ">", ">=", "<>", "=");
    return one(
        column + " " + compared + " PREV(" + column + ")",
        column + " " + compared + " PREV(" + column + ")",
        column + " " + compared + " PREV(" + column + ", 2)",
        "COALESCE(PREV(" + column + "), 0) <= " + column,
        column + " " + compared + " NEXT(" + column + ")",
        "NEXT(" + column + ", 2) IS NULL OR NEXT(" + column + ", 2) " + compared + " 2",
        "PREV(" + column + ") + " + column + " > 3");
  }

  private String general(
      String name,
      String column,
      String compared,
      String other,
      Map<String, List<String>> subsets,
      String skip) {
    String set = subsets.isEmpty() ? other : "U";
    var all =
        new ArrayList<>(
            List.of(
                "(LAST("
                    + name
                    + "."
                    + column
                    + ", 1) IS NULL OR "
                    + column
                    + " "
                    + compared
                    + " LAST("
                    + name
                    + "."
                    + column
                    + ", 1))",
                "COUNT(" + name + ".*) <= " + (1 + random.nextInt(3)),
                "COUNT(*) <= " + (2 + random.nextInt(4)),
                "SUM(" + name + ".x) <= " + (2 + random.nextInt(6)),
                column + " >= AVG(" + set + "." + column + ")",
                column + " <= MAX(" + column + ")",
                "COALESCE(LAST(" + set + ".x, 1), 0) <= 2",
                "COALESCE(FIRST(" + name + ".x, 1), 9) >= x",
                "COALESCE(PREV(LAST(" + other + ".x), 1), 1) " + compared + " x",
                "COALESCE(NEXT(FIRST(" + other + ".y)), 3) >= 2",
                "COALESCE(LAST(CLASSIFIER(), 1), '-') <> '" + other + "'",
                "COALESCE(CLASSIFIER(" + set + "), '" + name + "') = '" + name + "'",
                "MIN(" + set + ".y) + 3 >= y",
                "COUNT(" + set + ".y) + 1 >= x",
                column + " " + compared + " LAST(" + column + ", 1)"));
    if (!skip.equals("NONE")) {
      all.add("MATCH_NUMBER() <= " + (1 + random.nextInt(3)));
    }
    return one(all);
  }

  // ---- measures

  private Map<String, String> measures(
      List<String> variables, Map<String, List<String>> subsets, String rows, String skip) {
    var measures = new LinkedHashMap<String, String>();
    boolean isAll = rows.startsWith("ALL");
    if (!chance(8)) {
      measures.put("ids", isAll ? "FINAL ARRAY_AGG(id)" : "ARRAY_AGG(id)");
      measures.put("vars", isAll ? "CLASSIFIER()" : "ARRAY_AGG(CLASSIFIER())");
    }
    if (rows.contains("TIMED OUT") || chance(2)) {
      measures.put("status", "MATCH_STATUS()");
    }
    if (chance(20) && !skip.equals("NONE")) {
      measures.put("n", "MATCH_NUMBER()");
    }
    int count = measures.isEmpty() ? 2 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      measures.put("m" + i, measure(variables, subsets, isAll));
    }
    return measures;
  }

  private String measure(List<String> variables, Map<String, List<String>> subsets, boolean isAll) {
    String v = one(variables);
    String set = subsets.isEmpty() ? v : "U";
    String semantics = one("", "", isAll ? "RUNNING " : "", "FINAL ");
    return one(
        v + ".id",
        "id",
        "x + 1",
        semantics + "FIRST(" + v + ".id)",
        semantics + "LAST(" + v + ".id)",
        semantics + "LAST(" + v + ".x, 1)",
        semantics + "FIRST(" + v + ".y, 1)",
        semantics + "LAST(id)",
        "PREV(" + v + ".id)",
        "PREV(id, 2)",
        "NEXT(" + v + ".id)",
        "NEXT(LAST(" + v + ".id, 1), 2)",
        "PREV(" + semantics + "FIRST(" + set + ".id))",
        semantics + "COUNT(*)",
        semantics + "COUNT(" + v + ".*)",
        semantics + "COUNT(" + set + ".y)",
        semantics + "SUM(" + set + ".x)",
        semantics + "MIN(" + set + ".y)",
        semantics + "AVG(" + v + ".x)",
        semantics + "MAX(x + y)",
        semantics + "COUNT(DISTINCT " + set + ".x)",
        semantics + "ARRAY_AGG(" + set + ".id)",
        "CLASSIFIER(" + set + ")",
        "FIRST(CLASSIFIER())",
        "LAST(CLASSIFIER(), 1)",
        "PREV(CLASSIFIER())",
        "LAST(" + v + ".x) - FIRST(" + set + ".x)",
        "COALESCE(" + v + ".x, -1)");
  }
}
