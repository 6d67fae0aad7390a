package dev.weir.pattern.automaton;

import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Patterns of one-letter variables from a short text: {@code A (B|C)*? {-D-}{2,3} -> !E ->> F$}. Beyond
 * the language, {@code <p>5} is {@code (p) WITHIN 5}, {@code P(A,B)} is PERMUTE, a gap's limit is {@code ->5}, and
 * {@code !N5} is {@code !N FOR 5}; all in microseconds. Label 0 is A.
 */
public final class PatternSketch {
  private final String text;
  private int at;

  private PatternSketch(String text) {
    this.text = text.replace(" ", "");
  }

  public static PatternNode parse(String text) {
    var sketch = new PatternSketch(text);
    var pattern = sketch.alternation();
    if (sketch.at < sketch.text.length()) {
      throw new IllegalArgumentException(text + " at " + sketch.at);
    }
    return pattern;
  }

  /** A spec of the pattern with variables A, B, ..., all satisfied by any row. */
  public static MatchSpec spec(
      PatternNode pattern, int variables, long within, MatchSpec.Rows rows, MatchSpec.Skip skip) {
    var named = new ArrayList<MatchSpec.Variable>();
    for (int i = 0; i < variables; i++) {
      named.add(new MatchSpec.Variable(String.valueOf((char) ('A' + i)), List.of()));
    }
    return new MatchSpec(
        named,
        pattern,
        within,
        rows,
        skip,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        MatchSpec.Limits.DEFAULT,
        true);
  }

  private boolean next(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private boolean isDigit() {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  private int number() {
    int from = at;
    while (isDigit()) {
      at++;
    }
    return Integer.parseInt(text.substring(from, at));
  }

  private PatternNode alternation() {
    var options = new ArrayList<PatternNode>();
    do {
      options.add(sequence());
    } while (next("|"));
    return options.size() == 1 ? options.get(0) : new PatternNode.Alternation(options);
  }

  private PatternNode sequence() {
    var steps = new ArrayList<PatternNode.Step>();
    while (at < text.length()
        && "|),>".indexOf(text.charAt(at)) < 0
        && !text.startsWith("-}", at)) {
      var gap = gap();
      steps.add(new PatternNode.Step(gap, quantified()));
    }
    if (steps.isEmpty()) {
      return new PatternNode.Empty();
    }
    return steps.size() == 1 && steps.get(0).gap().equals(PatternNode.Gap.NONE)
        ? steps.get(0).part()
        : new PatternNode.Sequence(steps);
  }

  /** {@code -> !N ->}; a quiet part at either end is read as a part of its own. */
  private PatternNode.Gap gap() {
    var gap = PatternNode.Gap.NONE;
    while (true) {
      boolean any = next("->>");
      if (!any && !next("->")) {
        return gap;
      }
      long limit = isDigit() ? number() : -1;
      int before = at;
      long unwanted = 0;
      if (next("!")) {
        unwanted = 1L << text.charAt(at++) - 'A';
        if (isDigit() || at == text.length()) {
          at = before;
          unwanted = 0;
        }
      }
      var more =
          new PatternNode.Gap(
              any ? PatternNode.Gap.Kind.ANY_MATCH : PatternNode.Gap.Kind.NEXT_MATCH,
              new VariableSet(unwanted),
              limit);
      gap = gap.equals(PatternNode.Gap.NONE) ? more : Flow.both(gap, more);
    }
  }

  private PatternNode quantified() {
    var p = primary();
    while (true) {
      int min;
      int max;
      if (next("*")) {
        min = 0;
        max = -1;
      } else if (next("+")) {
        min = 1;
        max = -1;
      } else if (next("?")) {
        min = 0;
        max = 1;
      } else if (text.startsWith("{", at) && !text.startsWith("{-", at)) {
        at++;
        min = isDigit() ? number() : 0;
        max = min;
        if (next(",")) {
          max = isDigit() ? number() : -1;
        }
        next("}");
      } else {
        return p;
      }
      p = new PatternNode.Repeat(p, min, max, next("?"));
    }
  }

  private PatternNode primary() {
    if (next("P(")) {
      var parts = new ArrayList<PatternNode>();
      do {
        parts.add(alternation());
      } while (next(","));
      next(")");
      return new PatternNode.Permute(parts);
    } else if (next("(")) {
      var body = alternation();
      next(")");
      return body;
    } else if (next("{-")) {
      var body = alternation();
      next("-}");
      return new PatternNode.Exclusion(body);
    } else if (next("<")) {
      var body = alternation();
      next(">");
      return new PatternNode.Within(body, number());
    } else if (next("^")) {
      return new PatternNode.AnchorStart();
    } else if (next("$")) {
      return new PatternNode.AnchorEnd();
    } else if (next("!")) {
      boolean first = at == 1;
      var unwanted = VariableSet.of(text.charAt(at++) - 'A');
      long micros = isDigit() ? number() : -1;
      return first
          ? new PatternNode.QuietBefore(unwanted, micros)
          : new PatternNode.QuietAfter(unwanted, micros);
    }
    return new PatternNode.Variable(text.charAt(at++) - 'A');
  }

  /** A random pattern without gaps, quiet parts, anchors and groups. */
  public static PatternNode random(Random random, int variables, int depth) {
    int kind = depth == 0 ? random.nextInt(6) : random.nextInt(14);
    if (kind == 0) {
      return new PatternNode.Empty();
    } else if (kind < 6) {
      return new PatternNode.Variable(random.nextInt(variables));
    } else if (kind < 9) {
      var steps = new ArrayList<PatternNode.Step>();
      int parts = 2 + random.nextInt(2);
      for (int i = 0; i < parts; i++) {
        steps.add(new PatternNode.Step(PatternNode.Gap.NONE, random(random, variables, depth - 1)));
      }
      return new PatternNode.Sequence(steps);
    } else if (kind == 9) {
      return new PatternNode.Alternation(parts(random, variables, depth));
    } else if (kind == 10) {
      return new PatternNode.Permute(parts(random, variables, depth));
    } else if (kind == 11) {
      return new PatternNode.Exclusion(random(random, variables, depth - 1));
    }
    int min = random.nextInt(3);
    int max = random.nextBoolean() ? -1 : min + random.nextInt(3);
    return new PatternNode.Repeat(
        random(random, variables, depth - 1), min, max, random.nextBoolean());
  }

  private static List<PatternNode> parts(Random random, int variables, int depth) {
    var parts = new ArrayList<PatternNode>();
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      parts.add(random(random, variables, depth - 1));
    }
    return parts;
  }

  /**
   * The assignments of a pattern without gaps, as texts of variables in order of preference, each once: the standard's definition
   * taken at its word. A row in an exclusion is in lower case.
   */
  public static List<String> words(PatternNode pattern, int longest) {
    return List.copyOf(new java.util.LinkedHashSet<>(all(pattern, longest, false)));
  }

  /** How many rows the shortest end needs at most behind any row of the pattern. */
  public static int rowsToComplete(PatternNode p) {
    if (p instanceof PatternNode.Sequence s) {
      int most = 0;
      int behind = 0;
      for (int i = s.steps().size() - 1; i >= 0; i--) {
        most = Math.max(most, rowsToComplete(s.steps().get(i).part()) + behind);
        behind += shortest(s.steps().get(i).part());
      }
      return most;
    } else if (p instanceof PatternNode.Alternation a) {
      return a.options().stream().mapToInt(PatternSketch::rowsToComplete).max().orElse(0);
    } else if (p instanceof PatternNode.Repeat r) {
      return rowsToComplete(r.body()) + Math.max(0, r.min() - 1) * shortest(r.body());
    } else if (p instanceof PatternNode.Permute m) {
      int all = m.parts().stream().mapToInt(PatternSketch::shortest).sum();
      return m.parts().stream()
          .mapToInt(o -> rowsToComplete(o) + all - shortest(o))
          .max()
          .orElse(0);
    } else if (p instanceof PatternNode.Exclusion x) {
      return rowsToComplete(x.body());
    }
    return 0;
  }

  private static int shortest(PatternNode p) {
    if (p instanceof PatternNode.Variable) {
      return 1;
    } else if (p instanceof PatternNode.Sequence s) {
      return s.steps().stream().mapToInt(t -> shortest(t.part())).sum();
    } else if (p instanceof PatternNode.Alternation a) {
      return a.options().stream().mapToInt(PatternSketch::shortest).min().orElse(0);
    } else if (p instanceof PatternNode.Repeat r) {
      return r.min() * shortest(r.body());
    } else if (p instanceof PatternNode.Permute m) {
      return m.parts().stream().mapToInt(PatternSketch::shortest).sum();
    } else if (p instanceof PatternNode.Exclusion x) {
      return shortest(x.body());
    }
    return 0;
  }

  private static List<String> all(PatternNode p, int longest, boolean excluded) {
    if (p instanceof PatternNode.Variable v) {
      return longest == 0
          ? List.of()
          : List.of(String.valueOf((char) ((excluded ? 'a' : 'A') + v.label())));
    } else if (p instanceof PatternNode.Sequence s) {
      return inTurn(s.steps().stream().map(PatternNode.Step::part).toList(), 0, longest, excluded);
    } else if (p instanceof PatternNode.Alternation a) {
      return a.options().stream().flatMap(o -> all(o, longest, excluded).stream()).toList();
    } else if (p instanceof PatternNode.Permute m) {
      return orders(m.parts()).stream()
          .flatMap(order -> inTurn(order, 0, longest, excluded).stream())
          .toList();
    } else if (p instanceof PatternNode.Exclusion x) {
      return all(x.body(), longest, true);
    } else if (p instanceof PatternNode.Repeat r) {
      return iterations(r, 0, longest, excluded);
    } else if (p instanceof PatternNode.Empty) {
      return List.of("");
    }
    throw new AssertionError(p);
  }

  private static List<String> inTurn(
      List<PatternNode> parts, int from, int longest, boolean excluded) {
    if (from == parts.size()) {
      return List.of("");
    }
    var words = new ArrayList<String>();
    for (String first : all(parts.get(from), longest, excluded)) {
      for (String rest : inTurn(parts, from + 1, longest - first.length(), excluded)) {
        words.add(first + rest);
      }
    }
    return words;
  }

  private static List<List<PatternNode>> orders(List<PatternNode> parts) {
    if (parts.isEmpty()) {
      return List.of(List.of());
    }
    var orders = new ArrayList<List<PatternNode>>();
    for (int i = 0; i < parts.size(); i++) {
      var others = new ArrayList<>(parts);
      var first = others.remove(i);
      for (var rest : orders(others)) {
        var order = new ArrayList<PatternNode>();
        order.add(first);
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  private static List<String> iterations(
      PatternNode.Repeat r, int done, int longest, boolean excluded) {
    var words = new ArrayList<String>();
    boolean mayStop = done >= r.min();
    if (mayStop && r.reluctant()) {
      words.add("");
    }
    if (done != r.max()) {
      for (String first : all(r.body(), longest, excluded)) {
        if (!first.isEmpty() || !mayStop) {
          for (String rest : iterations(r, done + 1, longest - first.length(), excluded)) {
            words.add(first + rest);
          }
        }
      }
    }
    if (mayStop && !r.reluctant()) {
      words.add("");
    }
    return words;
  }
}
