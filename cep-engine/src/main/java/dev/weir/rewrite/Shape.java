package dev.weir.rewrite;

import dev.weir.ast.RowPattern;
import dev.weir.ast.RowPattern.Gap;
import java.util.Optional;
import java.util.Set;

/** What can be seen of row patterns without knowing their conditions. */
final class Shape {
  private Shape() {}

  /** Whether it can match no row. */
  static boolean isNullable(RowPattern p) {
    return switch (p.kind()) {
      case VARIABLE -> false;
      case SEQUENCE, PERMUTE, EXCLUSION, WITHIN ->
          PatternNames.children(p).stream().allMatch(Shape::isNullable);
      case ALTERNATION -> PatternNames.children(p).stream().anyMatch(Shape::isNullable);
      case REPEAT ->
          ((RowPattern.Repeat) p).min() == 0 || isNullable(((RowPattern.Repeat) p).body());
      case ANCHOR_START, ANCHOR_END, EMPTY, ABSENT -> true;
    };
  }

  /** Adds the variables that the first row can be mapped to, in order. @throws NoStandardForm if more than rows decides on them */
  static void addFirst(RowPattern p, PatternNames names, Set<String> first) {
    switch (p.kind()) {
      case VARIABLE -> first.add(names.variable(((RowPattern.Variable) p).name()));
      case SEQUENCE -> {
        for (var step : ((RowPattern.Sequence) p).steps()) {
          if (step.gap().kind() != Gap.Kind.NEXT_ROW) {
            throw new NoStandardForm("a gap in front of a group that can begin with a gap");
          }
          addFirst(step.pattern(), names, first);
          if (!isNullable(step.pattern())) {
            break;
          }
        }
      }
      case ALTERNATION, REPEAT, PERMUTE, EXCLUSION, WITHIN ->
          PatternNames.children(p).forEach(child -> addFirst(child, names, first));
      case EMPTY -> {}
      case ANCHOR_START, ANCHOR_END, ABSENT ->
          throw new NoStandardForm("a gap in front of ^, $ or the time that must stay quiet");
    }
  }

  /** Adds all variables of rows. */
  static void addAll(RowPattern p, PatternNames names, Set<String> all) {
    if (p instanceof RowPattern.Variable v) {
      all.add(names.variable(v.name()));
    }
    PatternNames.children(p).forEach(child -> addAll(child, names, all));
  }

  /** At how many places a variable stands. */
  static int occurrences(RowPattern p, String variable) {
    if (p instanceof RowPattern.Variable v) {
      return v.name().matches(variable) ? 1 : 0;
    }
    return PatternNames.children(p).stream().mapToInt(child -> occurrences(child, variable)).sum();
  }

  /** Whether more than one row of a match can be mapped to a variable. */
  static boolean occursTwice(RowPattern p, String variable) {
    return occurrences(p, variable) > 1 || isLooped(p, variable);
  }

  private static boolean isLooped(RowPattern p, String variable) {
    boolean loop = p instanceof RowPattern.Repeat r && !r.max().equals(Optional.of(1));
    return loop && occurrences(p, variable) > 0
        || PatternNames.children(p).stream().anyMatch(child -> isLooped(child, variable));
  }

  /** Whether a variable of a part stands for the first row of the part and for no other. */
  static boolean isOnlyFirst(RowPattern p, String variable) {
    return switch (p.kind()) {
      case VARIABLE -> true;
      case SEQUENCE -> {
        var steps = ((RowPattern.Sequence) p).steps();
        yield occurrences(steps.get(0).pattern(), variable) == 1
            && isOnlyFirst(steps.get(0).pattern(), variable);
      }
      case ALTERNATION, EXCLUSION, WITHIN ->
          PatternNames.children(p).stream()
              .filter(child -> occurrences(child, variable) > 0)
              .allMatch(child -> isOnlyFirst(child, variable));
      case REPEAT ->
          ((RowPattern.Repeat) p).max().equals(Optional.of(1))
              && isOnlyFirst(((RowPattern.Repeat) p).body(), variable);
      case PERMUTE, ANCHOR_START, ANCHOR_END, EMPTY, ABSENT -> false;
    };
  }
}
