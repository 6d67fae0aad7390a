package dev.weir.bind;

import dev.weir.ast.RowPattern;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.MatchSpec;
import java.util.List;
import java.util.Optional;

/**
 * Finds what can keep a partial match alive for ever on a stream that never ends, in a pattern without WITHIN: a gap that no limit
 * ends, and an open loop that every row fits. A loop of adjacent rows with a condition is ended by the first row that does not fit, so
 * it is not one of these.
 *
 * <p>What is behind the preferred end of a match is never waited for: {@code A B*?} is complete at A. With SKIP NONE it is, because
 * every match is looked for.
 */
final class PatternLifetime {
  private final PatternVariables variables;
  private final List<MatchSpec.Variable> defined;
  private final boolean everyMatch;

  /** @param everyMatch whether the match is looked for by SKIP NONE */
  PatternLifetime(
      PatternVariables variables, List<MatchSpec.Variable> defined, boolean everyMatch) {
    this.variables = variables;
    this.defined = defined;
    this.everyMatch = everyMatch;
  }

  /**
   * Whether rows may come for ever. A stream that has no connector is as long as what feeds it, even if that is a script which ends.
   */
  static boolean mayNeverEnd(LogicalPlan plan) {
    return plan instanceof LogicalPlan.Scan scan
        ? !scan.bounded() || scan.stream().connector().isEmpty()
        : plan.inputs().stream().anyMatch(PatternLifetime::mayNeverEnd);
  }

  /** The warning, if there is something to warn of. @param untimed what must be done before WITHIN can be used */
  Optional<Diagnostic.Builder> warning(RowPattern pattern, Optional<String> untimed) {
    return find(pattern, true)
        .map(
            found -> {
              var warning =
                  Diagnostic.warning(BindError.NEVER_RELEASED, found.place(), found.headline());
              warning.help(untimed.map(advice -> advice + "; then ").orElse("") + found.advice());
              return warning.note(
                  "'"
                      + PatternLimits.PARTIAL_MATCHES
                      + "' bounds how many partial matches a partition holds");
            });
  }

  private record Found(Span place, String headline, String advice) {}

  /** @param last whether the match can be complete behind this part */
  private Optional<Found> find(RowPattern pattern, boolean last) {
    return switch (pattern.kind()) {
      case VARIABLE, ANCHOR_START, ANCHOR_END, EMPTY, ABSENT, WITHIN -> Optional.empty();
      case SEQUENCE -> sequence(((RowPattern.Sequence) pattern).steps(), last);
      case ALTERNATION ->
          ((RowPattern.Alternation) pattern)
              .options().stream()
                  .map(option -> find(option, last))
                  .flatMap(Optional::stream)
                  .findFirst();
      case PERMUTE ->
          ((RowPattern.Permute) pattern)
              .parts().stream()
                  .map(part -> find(part, false))
                  .flatMap(Optional::stream)
                  .findFirst();
      case EXCLUSION -> find(((RowPattern.Exclusion) pattern).body(), last);
      case REPEAT -> repeat((RowPattern.Repeat) pattern, last);
    };
  }

  private Optional<Found> repeat(RowPattern.Repeat repeat, boolean last) {
    if (isLeftOut(repeat, last)) {
      return Optional.empty();
    }
    if (repeat.max().isPresent() || !fitsAnyRows(repeat.body())) {
      return find(repeat.body(), last && repeat.max().equals(Optional.of(1)));
    }
    boolean stops = repeat.reluctant() && !everyMatch;
    if (stops && last) {
      return find(repeat.body(), false);
    }
    return Optional.of(
        new Found(
            repeat.span(),
            stops
                ? "this loop fits every row, it goes on for ever if none fits what follows"
                : "this loop fits every row, it never ends",
            "WITHIN INTERVAL '1' HOUR behind the pattern, or a condition in DEFINE"));
  }

  private Optional<Found> sequence(List<RowPattern.Step> steps, boolean last) {
    boolean limited = false;
    for (int i = 0; i < steps.size(); i++) {
      RowPattern.Step step = steps.get(i);
      if (step.pattern() instanceof RowPattern.Absent) {
        limited |= step.gap().limit().isPresent();
        continue;
      }
      boolean ends = last && steps.subList(i + 1, steps.size()).stream().allMatch(this::needsNoRow);
      boolean afterStart = i == 1 && steps.get(0).pattern() instanceof RowPattern.Absent;
      boolean open =
          step.gap().kind() != RowPattern.Gap.Kind.NEXT_ROW
              && step.gap().limit().isEmpty()
              && !limited
              && !isEndedByAnyRow(step)
              && !(afterStart && steps.get(0).gap().kind() == RowPattern.Gap.Kind.NEXT_ROW);
      if (open && !isLeftOut(step.pattern(), ends)) {
        return Optional.of(
            new Found(
                step.gap().span(),
                "a partial match waits in this gap for ever if no row ends it",
                "WITHIN INTERVAL '1' HOUR behind the pattern, or a limit of the gap: ->[<= INTERVAL '1' HOUR]"));
      }
      Optional<Found> inside = find(step.pattern(), ends);
      if (inside.isPresent()) {
        return inside;
      }
      limited = false;
    }
    return Optional.empty();
  }

  /** Whether the next row ends the gap whatever it is. Behind {@code ->>} other rows are waited for as well. */
  private boolean isEndedByAnyRow(RowPattern.Step step) {
    return step.gap().kind() == RowPattern.Gap.Kind.NEXT_MATCH && beginsWithAnyRow(step.pattern());
  }

  private boolean beginsWithAnyRow(RowPattern pattern) {
    return switch (pattern.kind()) {
      case VARIABLE -> fitsAnyRows(pattern);
      case SEQUENCE -> {
        for (RowPattern.Step step : ((RowPattern.Sequence) pattern).steps()) {
          if (beginsWithAnyRow(step.pattern())) {
            yield true;
          } else if (!mayBeEmpty(step.pattern())) {
            yield false;
          }
        }
        yield false;
      }
      case ALTERNATION ->
          ((RowPattern.Alternation) pattern).options().stream().anyMatch(this::beginsWithAnyRow);
      case REPEAT -> beginsWithAnyRow(((RowPattern.Repeat) pattern).body());
      case PERMUTE ->
          ((RowPattern.Permute) pattern).parts().stream().anyMatch(this::beginsWithAnyRow);
      case EXCLUSION -> beginsWithAnyRow(((RowPattern.Exclusion) pattern).body());
      case WITHIN -> beginsWithAnyRow(((RowPattern.Within) pattern).body());
      case ABSENT, ANCHOR_START, ANCHOR_END, EMPTY -> false;
    };
  }

  private boolean needsNoRow(RowPattern.Step step) {
    return !(step.pattern() instanceof RowPattern.Absent)
        && !(step.pattern() instanceof RowPattern.AnchorEnd)
        && mayBeEmpty(step.pattern());
  }

  /** Whether a part at the end is left out because that is preferred. */
  private boolean isLeftOut(RowPattern pattern, boolean last) {
    return last
        && !everyMatch
        && pattern instanceof RowPattern.Repeat r
        && r.reluctant()
        && r.min() == 0;
  }

  /** Whether some way through takes rows, and would take any. */
  private boolean fitsAnyRows(RowPattern pattern) {
    return switch (pattern.kind()) {
      case VARIABLE -> {
        int label = variables.label(((RowPattern.Variable) pattern).name());
        yield defined.get(label).conjuncts().isEmpty();
      }
      case SEQUENCE ->
          allFit(
              ((RowPattern.Sequence) pattern)
                  .steps().stream().map(RowPattern.Step::pattern).toList());
      case ALTERNATION ->
          ((RowPattern.Alternation) pattern).options().stream().anyMatch(this::fitsAnyRows);
      case REPEAT -> fitsAnyRows(((RowPattern.Repeat) pattern).body());
      case PERMUTE -> allFit(((RowPattern.Permute) pattern).parts());
      case EXCLUSION -> fitsAnyRows(((RowPattern.Exclusion) pattern).body());
      case WITHIN, ABSENT, ANCHOR_START, ANCHOR_END, EMPTY -> false;
    };
  }

  private boolean allFit(List<RowPattern> parts) {
    return parts.stream().anyMatch(this::fitsAnyRows)
        && parts.stream().allMatch(p -> fitsAnyRows(p) || mayBeEmpty(p));
  }

  private boolean mayBeEmpty(RowPattern pattern) {
    return switch (pattern.kind()) {
      case VARIABLE -> false;
      case SEQUENCE ->
          ((RowPattern.Sequence) pattern).steps().stream().allMatch(s -> mayBeEmpty(s.pattern()));
      case ALTERNATION ->
          ((RowPattern.Alternation) pattern).options().stream().anyMatch(this::mayBeEmpty);
      case REPEAT ->
          ((RowPattern.Repeat) pattern).min() == 0
              || mayBeEmpty(((RowPattern.Repeat) pattern).body());
      case PERMUTE -> ((RowPattern.Permute) pattern).parts().stream().allMatch(this::mayBeEmpty);
      case EXCLUSION -> mayBeEmpty(((RowPattern.Exclusion) pattern).body());
      case WITHIN -> mayBeEmpty(((RowPattern.Within) pattern).body());
      case ABSENT, ANCHOR_START, ANCHOR_END, EMPTY -> true;
    };
  }
}
