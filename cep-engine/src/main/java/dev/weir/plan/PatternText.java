package dev.weir.plan;

import dev.weir.plan.PatternNode.Gap;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Row patterns as they are written in PATTERN. */
public final class PatternText {
  private static final int ALTERNATION = 0;
  private static final int SEQUENCE = 1;
  private static final int PART = 2;
  private static final int PRIMARY = 3;

  private final IntFunction<String> names;

  private PatternText(IntFunction<String> names) {
    this.names = names;
  }

  /** The pattern of a specification, without the parentheses around it. */
  public static String of(MatchSpec spec) {
    return of(spec.pattern(), label -> spec.variables().get(label).name());
  }

  /** @param names the names of variables by label */
  public static String of(PatternNode pattern, IntFunction<String> names) {
    return new PatternText(label -> ExpressionText.name(names.apply(label)))
        .text(pattern, ALTERNATION);
  }

  private static int level(PatternNode node) {
    if (node instanceof PatternNode.Alternation) {
      return ALTERNATION;
    } else if (node instanceof PatternNode.Sequence) {
      return SEQUENCE;
    } else if (node instanceof PatternNode.Repeat
        || node instanceof PatternNode.Within
        || node instanceof PatternNode.QuietBefore
        || node instanceof PatternNode.QuietAfter) {
      return PART;
    }
    return PRIMARY;
  }

  private String text(PatternNode node, int least) {
    if (level(node) < least) {
      return "(" + text(node, ALTERNATION) + ")";
    }
    if (node instanceof PatternNode.Variable v) {
      return names.apply(v.label());
    } else if (node instanceof PatternNode.Sequence s) {
      return sequence(s.steps());
    } else if (node instanceof PatternNode.Alternation a) {
      return a.options().stream().map(o -> text(o, SEQUENCE)).collect(Collectors.joining(" | "));
    } else if (node instanceof PatternNode.Repeat r) {
      return text(r.body(), PRIMARY) + quantifier(r.min(), r.max()) + (r.reluctant() ? "?" : "");
    } else if (node instanceof PatternNode.Permute p) {
      return p.parts().stream()
          .map(o -> text(o, ALTERNATION))
          .collect(Collectors.joining(", ", "PERMUTE(", ")"));
    } else if (node instanceof PatternNode.Exclusion e) {
      return "{- " + text(e.body(), ALTERNATION) + " -}";
    } else if (node instanceof PatternNode.AnchorStart) {
      return "^";
    } else if (node instanceof PatternNode.AnchorEnd) {
      return "$";
    } else if (node instanceof PatternNode.Empty) {
      return "()";
    } else if (node instanceof PatternNode.QuietBefore q) {
      return absent(q.unwanted()) + duration(" FOR ", q.micros());
    } else if (node instanceof PatternNode.QuietAfter q) {
      return absent(q.unwanted()) + (q.micros() < 0 ? "" : duration(" FOR ", q.micros()));
    } else if (node instanceof PatternNode.Within w) {
      return text(w.body(), w.body() instanceof PatternNode.Within ? PRIMARY : PART)
          + duration(" WITHIN ", w.micros());
    }
    throw new AssertionError(node);
  }

  private static String quantifier(int min, int max) {
    if (max < 0) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    } else if (min == 0 && max == 1) {
      return "?";
    }
    return min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
  }

  private static String duration(String lead, long micros) {
    return lead + ExpressionText.duration(micros);
  }

  private String sequence(List<PatternNode.Step> steps) {
    var text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      PatternNode part = steps.get(i).part();
      boolean quiet =
          part instanceof PatternNode.QuietAfter
              || i == 1 && steps.get(0).part() instanceof PatternNode.QuietBefore;
      text.append(i == 0 ? "" : " ");
      text.append(quiet ? "-> " : gap(steps.get(i).gap())).append(text(part, PART));
    }
    return text.toString();
  }

  private String gap(Gap gap) {
    if (gap.kind() == Gap.Kind.NEXT_ROW) {
      return "";
    }
    String arrow = gap.kind() == Gap.Kind.NEXT_MATCH ? "->" : "->>";
    String limited =
        gap.limitMicros() < 0 ? arrow : arrow + duration("[<= ", gap.limitMicros()) + "]";
    return gap.unwanted().isEmpty()
        ? limited + " "
        : limited + " " + absent(gap.unwanted()) + " " + arrow + " ";
  }

  private String absent(VariableSet unwanted) {
    return unwanted.size() == 1 ? "!" + names(unwanted) : "!(" + names(unwanted) + ")";
  }

  private String names(VariableSet set) {
    var text = new StringBuilder();
    for (int label = 0; label < VariableSet.MAX; label++) {
      if (set.contains(label)) {
        text.append(text.length() == 0 ? "" : " | ").append(names.apply(label));
      }
    }
    return text.toString();
  }
}
