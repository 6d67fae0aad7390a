package dev.weir.ast;

import java.util.List;
import java.util.function.Consumer;

/** Prints MATCH_RECOGNIZE and row patterns. */
final class PatternPrinter {
  private static final int ALTERNATION = 0;
  private static final int SEQUENCE = 1;
  private static final int PART = 2;
  private static final int PRIMARY = 3;

  private final Out out;
  private final QueryPrinter queries;

  PatternPrinter(Out out, QueryPrinter queries) {
    this.out = out;
    this.queries = queries;
  }

  /** {@code MATCH_RECOGNIZE (...)} behind its input. */
  void clauses(MatchRecognize match) {
    out.text(" MATCH_RECOGNIZE (").indent();
    if (!match.partitionBy().isEmpty()) {
      out.line().text("PARTITION BY ");
      queries.each(match.partitionBy(), key -> queries.expressions.any(out, key));
    }
    if (!match.orderBy().isEmpty()) {
      out.line().text("ORDER BY ");
      queries.each(match.orderBy(), queries::sortItem);
    }
    if (!match.measures().isEmpty()) {
      eachOnItsLine(
          "MEASURES",
          match.measures(),
          measure -> {
            queries.expressions.any(out, measure.value());
            out.text(" AS ").name(measure.name());
          });
    }
    match.rows().ifPresent(rows -> out.line().text(rows.sql()));
    match.skip().ifPresent(this::skip);
    out.line().text("PATTERN (");
    pattern(match.pattern());
    out.text(")");
    match
        .within()
        .ifPresent(within -> queries.expressions.value(out.line().text("WITHIN "), within));
    if (!match.subsets().isEmpty()) {
      out.line().text("SUBSET ");
      queries.each(
          match.subsets(),
          subset -> out.name(subset.name()).text(" = (").names(subset.members()).text(")"));
    }
    eachOnItsLine(
        "DEFINE",
        match.defines(),
        define -> {
          out.name(define.variable());
          define.from().ifPresent(from -> out.text(" FROM ").name(from));
          define
              .condition()
              .ifPresent(condition -> queries.expressions.any(out.text(" AS "), condition));
        });
    out.outdent().line().text(")");
  }

  /** A clause in one line if it has one entry, else with a line for each. */
  private <T> void eachOnItsLine(String clause, List<T> entries, Consumer<T> printer) {
    out.line().text(clause);
    if (entries.size() == 1) {
      out.text(" ");
      printer.accept(entries.get(0));
      return;
    }
    out.indent();
    for (int i = 0; i < entries.size(); i++) {
      out.text(i == 0 ? "" : ",").line();
      printer.accept(entries.get(i));
    }
    out.outdent();
  }

  private void skip(MatchRecognize.Skip skip) {
    out.line().text("AFTER MATCH SKIP ").text(skip.kind().name().replace('_', ' '));
    skip.variable().ifPresent(variable -> out.text(" ").name(variable));
  }

  void pattern(RowPattern pattern) {
    if (pattern instanceof RowPattern.Empty) {
      return;
    }
    print(pattern, ALTERNATION);
  }

  private static int level(RowPattern pattern) {
    return switch (pattern.kind()) {
      case ALTERNATION -> ALTERNATION;
      case SEQUENCE -> SEQUENCE;
      case REPEAT, WITHIN, ABSENT -> PART;
      case VARIABLE, PERMUTE, EXCLUSION, ANCHOR_START, ANCHOR_END, EMPTY -> PRIMARY;
    };
  }

  private void print(RowPattern pattern, int least) {
    if (level(pattern) < least) {
      out.text("(");
      print(pattern, ALTERNATION);
      out.text(")");
      return;
    }
    switch (pattern.kind()) {
      case VARIABLE -> out.name(((RowPattern.Variable) pattern).name());
      case SEQUENCE -> sequence(((RowPattern.Sequence) pattern).steps());
      case ALTERNATION -> {
        List<RowPattern> options = ((RowPattern.Alternation) pattern).options();
        for (int i = 0; i < options.size(); i++) {
          out.text(i == 0 ? "" : " | ");
          print(options.get(i), SEQUENCE);
        }
      }
      case REPEAT -> repeat((RowPattern.Repeat) pattern);
      case PERMUTE -> {
        out.text("PERMUTE(");
        queries.each(((RowPattern.Permute) pattern).parts(), part -> print(part, ALTERNATION));
        out.text(")");
      }
      case EXCLUSION -> {
        out.text("{- ");
        print(((RowPattern.Exclusion) pattern).body(), ALTERNATION);
        out.text(" -}");
      }
      case ANCHOR_START -> out.text("^");
      case ANCHOR_END -> out.text("$");
      case EMPTY -> out.text("()");
      case ABSENT -> {
        var absent = (RowPattern.Absent) pattern;
        boolean several = absent.variables().size() > 1;
        out.text(several ? "!(" : "!");
        for (int i = 0; i < absent.variables().size(); i++) {
          out.text(i == 0 ? "" : " | ").name(absent.variables().get(i));
        }
        out.text(several ? ")" : "");
        absent
            .duration()
            .ifPresent(duration -> queries.expressions.value(out.text(" FOR "), duration));
      }
      case WITHIN -> {
        var within = (RowPattern.Within) pattern;
        print(within.body(), within.body() instanceof RowPattern.Within ? PRIMARY : PART);
        queries.expressions.value(out.text(" WITHIN "), within.limit());
      }
    }
  }

  private void sequence(List<RowPattern.Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      RowPattern.Gap gap = steps.get(i).gap();
      out.text(i == 0 ? "" : " ");
      if (gap.kind() != RowPattern.Gap.Kind.NEXT_ROW) {
        out.text(gap.kind() == RowPattern.Gap.Kind.NEXT_MATCH ? "->" : "->>");
        gap.limit()
            .ifPresent(
                limit -> {
                  queries.expressions.value(out.text("[<= "), limit);
                  out.text("]");
                });
        out.text(" ");
      }
      print(steps.get(i).pattern(), PART);
    }
  }

  private void repeat(RowPattern.Repeat repeat) {
    print(repeat.body(), PRIMARY);
    int min = repeat.min();
    if (repeat.max().isEmpty()) {
      out.text(min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}");
    } else {
      int max = repeat.max().get();
      out.text(
          min == 0 && max == 1 ? "?" : min == max ? "{" + min + "}" : "{" + min + "," + max + "}");
    }
    out.text(repeat.reluctant() ? "?" : "");
  }
}
