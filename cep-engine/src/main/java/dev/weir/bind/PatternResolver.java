package dev.weir.bind;

import dev.weir.ast.Identifier;
import dev.weir.ast.RowPattern;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.PatternNode;
import dev.weir.plan.PatternNode.Gap;
import dev.weir.plan.VariableSet;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a written pattern: variables to labels, absences to what they do (rows that end a gap, quiet before or after the match),
 * lengths of time to microseconds.
 */
final class PatternResolver {
  private final Binding context;
  private final Problems problems;
  private final PatternVariables variables;
  private final boolean within;
  private final Optional<String> untimed;

  /**
   * @param within whether the whole pattern has a WITHIN
   * @param untimed why lengths of time mean nothing here; empty if they do
   */
  PatternResolver(
      Binding context, PatternVariables variables, boolean within, Optional<String> untimed) {
    this.context = context;
    this.problems = context.problems;
    this.variables = variables;
    this.within = within;
    this.untimed = untimed;
  }

  /** Where a part stands: nothing can be before it, nothing can be behind it. */
  private record Place(boolean start, boolean end) {
    static final Place INSIDE = new Place(false, false);
  }

  PatternNode resolve(RowPattern pattern) {
    return node(pattern, new Place(true, true));
  }

  private PatternNode node(RowPattern pattern, Place place) {
    return switch (pattern.kind()) {
      case VARIABLE ->
          new PatternNode.Variable(variables.at(((RowPattern.Variable) pattern).name(), false));
      case SEQUENCE -> sequence(((RowPattern.Sequence) pattern).steps(), place);
      case ALTERNATION ->
          new PatternNode.Alternation(all(((RowPattern.Alternation) pattern).options(), place));
      case REPEAT -> {
        var repeat = (RowPattern.Repeat) pattern;
        int max = repeat.max().orElse(-1);
        Place inside = max == 1 ? place : Place.INSIDE;
        yield new PatternNode.Repeat(
            node(repeat.body(), inside), repeat.min(), max, repeat.reluctant());
      }
      case PERMUTE ->
          new PatternNode.Permute(all(((RowPattern.Permute) pattern).parts(), Place.INSIDE));
      case EXCLUSION ->
          new PatternNode.Exclusion(node(((RowPattern.Exclusion) pattern).body(), place));
      case ANCHOR_START -> new PatternNode.AnchorStart();
      case ANCHOR_END -> new PatternNode.AnchorEnd();
      case EMPTY -> new PatternNode.Empty();
      case ABSENT -> {
        misplaced((RowPattern.Absent) pattern);
        yield new PatternNode.Empty();
      }
      case WITHIN -> {
        var group = (RowPattern.Within) pattern;
        long limit = duration(group.limit(), "WITHIN");
        yield new PatternNode.Within(node(group.body(), place), limit);
      }
    };
  }

  private List<PatternNode> all(List<RowPattern> patterns, Place place) {
    var nodes = new ArrayList<PatternNode>();
    patterns.forEach(p -> nodes.add(node(p, place)));
    return nodes;
  }

  // ---- sequences

  private PatternNode sequence(List<RowPattern.Step> written, Place place) {
    var steps = new ArrayList<PatternNode.Step>();
    Waiting gap = null;
    boolean afterQuiet = false;
    int last = written.size() - 1;
    for (int i = 0; i <= last; i++) {
      RowPattern.Step step = written.get(i);
      boolean arrow = step.gap().kind() != RowPattern.Gap.Kind.NEXT_ROW;
      if (step.pattern() instanceof RowPattern.Absent absent) {
        if (i == 0 && !arrow) {
          steps.addAll(quietBefore(absent, place, last == 0));
          afterQuiet = true;
        } else if (!arrow || afterQuiet && gap == null && steps.size() == 1) {
          misplaced(absent);
        } else if (i == last) {
          steps.addAll(quietAfter(absent, step.gap(), gap, place));
        } else {
          gap = gap(step.gap(), gap).with(absences(absent));
          refuseDuration(absent);
        }
        continue;
      }
      Gap before = arrow ? gap(step.gap(), gap).gap() : Gap.NONE;
      if (gap != null && !arrow) {
        problems.error(
            BindError.ABSENCE,
            step.pattern().span(),
            "an absence stands in a gap, it needs an arrow behind it",
            "A -> !N -> B");
      } else if (afterQuiet && steps.size() <= 1) {
        checkBehindQuiet(step, before);
        before = Gap.NONE;
      } else if (i == 0 && arrow && place.start()) {
        problems.error(
            BindError.ABSENCE,
            step.gap().span(),
            "no row comes before this gap",
            "leave the arrow out");
        before = Gap.NONE;
      }
      gap = null;
      boolean first = i == 0 || afterQuiet && steps.size() <= 1;
      var inside = new Place(place.start() && first, place.end() && i == last);
      steps.add(new PatternNode.Step(before, node(step.pattern(), inside)));
    }
    return steps.isEmpty() ? new PatternNode.Empty() : new PatternNode.Sequence(steps);
  }

  /** A gap of which more is to come. */
  private record Waiting(Gap gap) {
    Waiting with(VariableSet unwanted) {
      return new Waiting(new Gap(gap.kind(), gap.unwanted().with(unwanted), gap.limitMicros()));
    }
  }

  /** An arrow, together with those before absences in the same gap: any row if one of them says so, the smallest limit. */
  private Waiting gap(RowPattern.Gap arrow, Waiting before) {
    long limit = arrow.limit().map(l -> duration(l, "a gap")).orElse(-1L);
    boolean any =
        arrow.kind() == RowPattern.Gap.Kind.ANY_MATCH
            || before != null && before.gap().kind() == Gap.Kind.ANY_MATCH;
    Gap.Kind kind = any ? Gap.Kind.ANY_MATCH : Gap.Kind.NEXT_MATCH;
    if (before == null) {
      return new Waiting(new Gap(kind, VariableSet.NONE, limit));
    }
    long earlier = before.gap().limitMicros();
    long smaller = limit < 0 ? earlier : earlier < 0 ? limit : Math.min(limit, earlier);
    return new Waiting(new Gap(kind, before.gap().unwanted(), smaller));
  }

  // ---- absences

  private VariableSet absences(RowPattern.Absent absent) {
    VariableSet set = VariableSet.NONE;
    for (Identifier name : absent.variables()) {
      set = set.with(VariableSet.of(variables.at(name, true)));
    }
    return set;
  }

  private List<PatternNode.Step> quietBefore(RowPattern.Absent absent, Place place, boolean alone) {
    VariableSet unwanted = absences(absent);
    if (!place.start() || alone) {
      misplaced(absent);
      return List.of();
    }
    if (absent.duration().isEmpty()) {
      problems.error(
          BindError.ABSENCE,
          absent.span(),
          "an absence at the start of a pattern says for how long",
          absent.span().text() + " FOR INTERVAL '5' MINUTE -> ...");
      return List.of();
    }
    variables.precede(unwanted);
    long micros = duration(absent.duration().get(), "FOR");
    return List.of(new PatternNode.Step(Gap.NONE, new PatternNode.QuietBefore(unwanted, micros)));
  }

  private void checkBehindQuiet(RowPattern.Step step, Gap gap) {
    if (gap.kind() != Gap.Kind.NEXT_MATCH || gap.limitMicros() >= 0) {
      problems.error(
          BindError.ABSENCE,
          gap.kind() == Gap.Kind.NEXT_ROW ? step.pattern().span() : step.gap().span(),
          "behind an absence at the start stands -> without a limit",
          "!N FOR INTERVAL '5' MINUTE -> B");
    }
  }

  private List<PatternNode.Step> quietAfter(
      RowPattern.Absent absent, RowPattern.Gap arrow, Waiting before, Place place) {
    VariableSet unwanted = absences(absent);
    if (!place.end()) {
      misplaced(absent);
      return List.of();
    }
    if (before != null
        || arrow.kind() != RowPattern.Gap.Kind.NEXT_MATCH
        || arrow.limit().isPresent()) {
      problems.error(
          BindError.ABSENCE,
          before != null ? absent.span() : arrow.span(),
          before != null
              ? "two absences at the end of a pattern are one"
              : "before an absence at the end stands -> without a limit",
          before != null ? "!(M | N)" : "-> " + absent.span().text());
      return List.of();
    }
    if (absent.duration().isEmpty() && !within) {
      problems.error(
          BindError.ABSENCE,
          absent.span(),
          "an absence at the end of a pattern says for how long, or the pattern has a WITHIN",
          "-> " + absent.span().text() + " FOR INTERVAL '5' MINUTE");
      return List.of();
    }
    long micros = absent.duration().map(d -> duration(d, "FOR")).orElse(-1L);
    return List.of(new PatternNode.Step(Gap.NONE, new PatternNode.QuietAfter(unwanted, micros)));
  }

  private void refuseDuration(RowPattern.Absent absent) {
    absent
        .duration()
        .ifPresent(
            d ->
                problems.error(
                    BindError.ABSENCE,
                    d.span(),
                    "an absence in a gap lasts as long as the gap, FOR is for the start and the end of a pattern",
                    "A ->[<= " + d.span().text() + "] !N -> B limits the gap"));
  }

  private void misplaced(RowPattern.Absent absent) {
    absences(absent);
    problems.error(
        BindError.ABSENCE,
        absent.span(),
        "an absence cannot stand here",
        "it stands in a gap, A -> !N -> B, or once at the start or the end of the pattern: !N FOR d -> B, A -> !N FOR d");
  }

  // ---- lengths of time

  /** A constant length of time in microseconds; -1 if it was reported that it is none. */
  long duration(dev.weir.ast.Expression e, String clause) {
    if (untimed.isPresent()) {
      problems.error(
          BindError.PATTERN_TIME,
          e.span(),
          "the rows have no time that " + clause + " could be about",
          untimed.get());
      return -1;
    }
    Optional<dev.weir.ast.Expression.Column> column = column(e);
    if (column.isPresent()) {
      problems.error(
          BindError.NOT_CONSTANT,
          column.get().span(),
          "the length of " + clause + " is not a constant, it cannot depend on a column");
      return -1;
    }
    int before = problems.count();
    var nothing = Rel.of(Rel.failed().plan(), new Scope(List.of(), false));
    Expression bound = new ExpressionBinder(new RowEnvironment(context, nothing, clause)).bind(e);
    if (Coercion.isText(bound)) {
      bound = Coercion.cast(bound, DataType.INTERVAL_DAY_TIME, e.span(), problems);
    }
    if (problems.count() > before) {
      return -1;
    }
    TypeKind kind = bound.type().kind();
    if (kind != TypeKind.INTERVAL_DAY_TIME) {
      problems.error(
          BindError.PATTERN_TIME,
          e.span(),
          kind == TypeKind.INTERVAL_YEAR_MONTH
              ? "the length of " + clause + " cannot count months, they differ in length"
              : "the length of " + clause + " is an interval, not " + bound.type(),
          kind == TypeKind.INTERVAL_YEAR_MONTH ? "INTERVAL '30' DAY" : "INTERVAL '5' MINUTE");
      return -1;
    }
    Optional<Expression.Literal> value = ConstantFolding.valueOf(bound);
    if (value.isEmpty() || value.get().value() == null) {
      problems.error(
          BindError.NOT_CONSTANT, e.span(), "the length of " + clause + " is not a constant");
      return -1;
    }
    long micros = (Long) value.get().value();
    if (micros < 0) {
      problems.error(
          BindError.PATTERN_TIME, e.span(), "the length of " + clause + " is not negative");
      return -1;
    }
    return micros;
  }

  private static Optional<dev.weir.ast.Expression.Column> column(dev.weir.ast.Node node) {
    if (node instanceof dev.weir.ast.Expression.Column column) {
      return Optional.of(column);
    }
    return node.children().stream()
        .map(PatternResolver::column)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether a pattern can match no row. */
  static boolean mayBeEmpty(PatternNode node) {
    if (node instanceof PatternNode.Variable) {
      return false;
    } else if (node instanceof PatternNode.Sequence s) {
      return s.steps().stream().allMatch(step -> mayBeEmpty(step.part()));
    } else if (node instanceof PatternNode.Alternation a) {
      return a.options().stream().anyMatch(PatternResolver::mayBeEmpty);
    } else if (node instanceof PatternNode.Repeat r) {
      return r.min() == 0 || mayBeEmpty(r.body());
    } else if (node instanceof PatternNode.Permute p) {
      return p.parts().stream().allMatch(PatternResolver::mayBeEmpty);
    } else if (node instanceof PatternNode.Exclusion e) {
      return mayBeEmpty(e.body());
    } else if (node instanceof PatternNode.Within w) {
      return mayBeEmpty(w.body());
    }
    return true;
  }

  /** Whether a match may be complete only some time after its last row. */
  static boolean waitsAtEnd(PatternNode node) {
    if (node instanceof PatternNode.QuietAfter || node instanceof PatternNode.AnchorEnd) {
      return true;
    } else if (node instanceof PatternNode.Sequence s) {
      return s.steps().stream().anyMatch(step -> waitsAtEnd(step.part()));
    } else if (node instanceof PatternNode.Alternation a) {
      return a.options().stream().anyMatch(PatternResolver::waitsAtEnd);
    } else if (node instanceof PatternNode.Repeat r) {
      return waitsAtEnd(r.body());
    } else if (node instanceof PatternNode.Permute p) {
      return p.parts().stream().anyMatch(PatternResolver::waitsAtEnd);
    } else if (node instanceof PatternNode.Exclusion e) {
      return waitsAtEnd(e.body());
    }
    return node instanceof PatternNode.Within w && waitsAtEnd(w.body());
  }

  /** The first exclusion in a pattern. */
  static Optional<Span> exclusion(dev.weir.ast.Node node) {
    if (node instanceof RowPattern.Exclusion e) {
      return Optional.of(e.span());
    }
    return node.children().stream()
        .map(PatternResolver::exclusion)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
