package dev.weir.rewrite;

import dev.weir.ast.BinaryOperator;
import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.RowPattern;
import dev.weir.ast.RowPattern.Gap;
import dev.weir.ast.RowPattern.Step;
import dev.weir.diagnostic.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts a loop over a variable of its own into the place of each gap, and conditions into the place of limits.
 *
 * <p>{@code A -> B} becomes {@code A G1*? B} where {@code G1} is any row that is not B: the gap cannot be longer or shorter than up to
 * the first B. {@code A ->> B} becomes {@code A G1*? B} where {@code G1} is any row: B is preferred, as in the gap. What is unwanted in a
 * gap is no G1. So the order of preference is that of the gap, and what rows are mapped to the user's variables as well.
 *
 * <p>A gap belongs to the next row, wherever that is: behind a part that can be empty it is the gap of what follows. Where a gap would so have
 * two beginnings or two ends that cannot be told apart by a plain rewrite, there is none.
 */
final class Gaps {
  /** What may lie between the last row and a place in the pattern. */
  private enum Before {
    /** There is no row yet. */
    START,
    /** Nothing. */
    ROW,
    /** A gap. */
    GAP
  }

  /** A part of a sequence, the gap before it, and what is unwanted there. */
  private record Item(Gap gap, List<Identifier> unwanted, RowPattern pattern) {
    boolean hasGap() {
      return gap.kind() != Gap.Kind.NEXT_ROW;
    }
  }

  /** A variable for the rows in gaps; any row if there is no condition. */
  record Filler(Identifier name, Optional<Expression> condition) {}

  private final PatternNames names;
  private final RowConditions conditions;
  private final Function<String, Optional<Expression>> definition;
  private final Optional<Identifier> time;
  private final RowPattern whole;
  private final Set<String> taken;
  private final boolean hides;
  private final Map<Optional<Expression>, Filler> fillers = new LinkedHashMap<>();
  private final Map<String, Set<Expression>> limits = new HashMap<>();
  private final List<Expression> groupLimits = new ArrayList<>();
  private int exclusions;
  private int loops;

  /**
   * @param definition the condition of a variable, empty if any row satisfies it
   * @param time the time column
   * @param taken names in lower case that cannot be given to variables
   * @param hides whether rows in gaps have to be kept out of the output
   */
  Gaps(
      PatternNames names,
      RowConditions conditions,
      Function<String, Optional<Expression>> definition,
      Optional<Identifier> time,
      RowPattern whole,
      Set<String> taken,
      boolean hides) {
    this.names = names;
    this.conditions = conditions;
    this.definition = definition;
    this.time = time;
    this.whole = whole;
    this.taken = taken;
    this.hides = hides;
  }

  /** The pattern without gaps. @throws NoStandardForm if there is none */
  RowPattern rewrite() {
    return rewrite(whole, EnumSet.of(Before.START), true);
  }

  /** The variables of rows in gaps, in order of their gaps. */
  List<Filler> fillers() {
    return List.copyOf(fillers.values());
  }

  /** What a variable has to satisfy besides its own condition. */
  Set<Expression> limitsOf(String variable) {
    return limits.getOrDefault(variable, Set.of());
  }

  private void addLimit(String variable, Expression limit) {
    limits.computeIfAbsent(variable, v -> new LinkedHashSet<>()).add(limit);
  }

  /** @param last whether nothing of the pattern can follow */
  private RowPattern rewrite(RowPattern p, Set<Before> before, boolean last) {
    return switch (p.kind()) {
      case VARIABLE, EMPTY, ANCHOR_START, ANCHOR_END, ABSENT -> p;
      case SEQUENCE -> sequence(items(((RowPattern.Sequence) p).steps(), last), before, last);
      case ALTERNATION ->
          new RowPattern.Alternation(
              ((RowPattern.Alternation) p)
                  .options().stream().map(o -> rewrite(o, before, last)).toList(),
              Span.NONE);
      case REPEAT -> repeat((RowPattern.Repeat) p, before, last);
      case PERMUTE ->
          new RowPattern.Permute(
              ((RowPattern.Permute) p).parts().stream().map(o -> anywhere(o, before)).toList(),
              Span.NONE);
      case EXCLUSION -> {
        exclusions++;
        RowPattern body = rewrite(((RowPattern.Exclusion) p).body(), before, last);
        exclusions--;
        yield new RowPattern.Exclusion(body, Span.NONE);
      }
      case WITHIN -> within((RowPattern.Within) p, before, last);
    };
  }

  /** A part that comes first or behind other rows, and must read alike in both places. */
  private RowPattern anywhere(RowPattern p, Set<Before> before) {
    RowPattern here = rewrite(p, before, false);
    RowPattern later = rewrite(p, EnumSet.of(Before.ROW), false);
    if (!here.equals(later)) {
      throw new NoStandardForm("a gap that only some rounds of a loop have");
    }
    return here;
  }

  private RowPattern repeat(RowPattern.Repeat r, Set<Before> before, boolean last) {
    if (r.max().equals(Optional.of(1))) {
      return repeat(rewrite(r.body(), before, last), r.min(), r.max(), r.reluctant());
    }
    loops++;
    try {
      boolean first = before.equals(EnumSet.of(Before.START));
      if (first && r.min() > 0 && !Shape.isNullable(r.body())) {
        RowPattern one = rewrite(r.body(), before, false);
        var limitsOfOne = Set.copyOf(limits.entrySet());
        RowPattern again = rewrite(r.body(), EnumSet.of(Before.ROW), false);
        if (one.equals(again)) {
          return repeat(one, r.min(), r.max(), r.reluctant());
        }
        if (!limitsOfOne.equals(limits.entrySet())) {
          throw new NoStandardForm("a limit that does not hold for the first round of a loop");
        }
        // The first round has no gap in front of it.
        return inSequence(one, repeat(again, r.min() - 1, r.max().map(m -> m - 1), r.reluctant()));
      }
      return repeat(anywhere(r.body(), before), r.min(), r.max(), r.reluctant());
    } finally {
      loops--;
    }
  }

  private static RowPattern repeat(
      RowPattern body, int min, Optional<Integer> max, boolean reluctant) {
    return new RowPattern.Repeat(body, min, max, reluctant, Span.NONE);
  }

  // ---- sequences

  /** The parts, with what is unwanted between them drawn into the gaps. */
  private List<Item> items(List<Step> steps, boolean last) {
    var items = new ArrayList<Item>();
    Gap gap = Gap.NONE;
    var unwanted = new ArrayList<Identifier>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.gap().kind() != Gap.Kind.NEXT_ROW) {
        gap = gap.kind() == Gap.Kind.NEXT_ROW ? step.gap() : both(gap, step.gap());
      }
      boolean atEnd = last && i == steps.size() - 1;
      boolean atStart = items.isEmpty() && gap.kind() == Gap.Kind.NEXT_ROW;
      if (step.pattern() instanceof RowPattern.Absent absent && !atEnd && !atStart) {
        unwanted.addAll(absent.variables());
        continue;
      }
      items.add(new Item(gap, List.copyOf(unwanted), step.pattern()));
      gap = Gap.NONE;
      unwanted.clear();
    }
    if (!unwanted.isEmpty()) {
      throw new NoStandardForm("an absence that is not in a gap");
    }
    return items;
  }

  /** Two arrows around an absence: any row may be skipped if one of them says so. */
  private static Gap both(Gap a, Gap b) {
    if (a.limit().isPresent() && b.limit().isPresent() && !a.limit().equals(b.limit())) {
      throw new NoStandardForm("two limits of one gap");
    }
    boolean any = a.kind() == Gap.Kind.ANY_MATCH || b.kind() == Gap.Kind.ANY_MATCH;
    return new Gap(
        any ? Gap.Kind.ANY_MATCH : Gap.Kind.NEXT_MATCH, a.limit().or(b::limit), Span.NONE);
  }

  private RowPattern sequence(List<Item> items, Set<Before> start, boolean last) {
    var out = new ArrayList<Step>();
    Set<Before> before = EnumSet.copyOf(start);
    Set<Before> beforePrevious = before;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean isLast = last && i == items.size() - 1;
      Set<Before> here = before;
      Gap kept = Gap.NONE;
      RowPattern filler = null;
      boolean atTheEnd = false;
      if (item.pattern() instanceof RowPattern.Absent) {
        kept = item.gap();
      } else if (item.hasGap()
          && i > 0
          && items.get(i - 1).pattern() instanceof RowPattern.Absent) {
        // Behind the quiet time at the start: the arrow belongs to it.
        kept = item.gap();
      } else if (item.hasGap() && !before.equals(EnumSet.of(Before.START))) {
        here = EnumSet.of(Before.GAP);
        filler = filler(items, i);
        atTheEnd = restIsNullable(items, i);
        if (atTheEnd && !isLast) {
          throw new NoStandardForm("a gap in front of what can be empty");
        }
        if (!before.equals(EnumSet.of(Before.ROW))) {
          // Only rows of the part before make it a gap.
          boolean simple =
              before.contains(Before.ROW)
                  && beforePrevious.size() == 1
                  && i > 0
                  && items.get(i - 1).pattern() instanceof RowPattern.Repeat
                  && item.gap().limit().isEmpty()
                  && !atTheEnd;
          if (!simple) {
            throw new NoStandardForm("two gaps in one place");
          }
          Step previous = out.remove(out.size() - 1);
          out.add(new Step(previous.gap(), withGapBehind(previous.pattern(), filler), Span.NONE));
          here.addAll(beforePrevious);
          filler = null;
        }
      }
      RowPattern part = rewrite(item.pattern(), here, isLast);
      if (atTheEnd) {
        part = withGapBefore(part, filler);
        filler = null;
      }
      add(out, kept, filler, part);
      beforePrevious = here;
      before = takesRows(item.pattern()) ? EnumSet.of(Before.ROW) : EnumSet.noneOf(Before.class);
      if (Shape.isNullable(item.pattern())) {
        before.addAll(here);
      }
    }
    return sequence(out);
  }

  private static void add(List<Step> out, Gap kept, RowPattern filler, RowPattern part) {
    if (filler != null) {
      out.add(new Step(kept, filler, Span.NONE));
    }
    if (part instanceof RowPattern.Sequence inner
        && inner.steps().get(0).gap().kind() == Gap.Kind.NEXT_ROW
        && (filler != null || kept.kind() == Gap.Kind.NEXT_ROW)) {
      out.addAll(inner.steps());
    } else {
      out.add(new Step(filler == null ? kept : Gap.NONE, part, Span.NONE));
    }
  }

  private static RowPattern sequence(List<Step> steps) {
    return steps.size() == 1 && steps.get(0).gap().kind() == Gap.Kind.NEXT_ROW
        ? steps.get(0).pattern()
        : new RowPattern.Sequence(steps, Span.NONE);
  }

  private static RowPattern inSequence(RowPattern first, RowPattern second) {
    var steps = new ArrayList<Step>();
    add(steps, Gap.NONE, null, first);
    add(steps, Gap.NONE, null, second);
    return sequence(steps);
  }

  private static boolean takesRows(RowPattern p) {
    return switch (p.kind()) {
      case ANCHOR_START, ANCHOR_END, EMPTY, ABSENT -> false;
      default -> true;
    };
  }

  private static boolean restIsNullable(List<Item> items, int from) {
    for (Item item : items.subList(from, items.size())) {
      if (!Shape.isNullable(item.pattern())) {
        return false;
      }
    }
    return true;
  }

  /** {@code X?} behind which there is a gap if there is an X. */
  private static RowPattern withGapBehind(RowPattern optional, RowPattern filler) {
    var r = optionalPart(optional);
    return filler == null
        ? optional
        : repeat(inSequence(some(r), filler), 0, Optional.of(1), r.reluctant());
  }

  /** {@code X?} in front of which there is a gap if there is an X. */
  private static RowPattern withGapBefore(RowPattern optional, RowPattern filler) {
    var r = optionalPart(optional);
    return filler == null
        ? optional
        : repeat(inSequence(filler, some(r)), 0, Optional.of(1), r.reluctant());
  }

  private static RowPattern.Repeat optionalPart(RowPattern p) {
    if (p instanceof RowPattern.Repeat r && r.min() == 0 && !Shape.isNullable(r.body())) {
      return r;
    }
    throw new NoStandardForm("a gap beside what can be empty in several ways");
  }

  private static RowPattern some(RowPattern.Repeat r) {
    return r.max().equals(Optional.of(1)) ? r.body() : repeat(r.body(), 1, r.max(), r.reluctant());
  }

  // ---- one gap

  /** The loop over the rows of a gap; null if it can only be empty. */
  private RowPattern filler(List<Item> items, int at) {
    Item item = items.get(at);
    boolean any = item.gap().kind() == Gap.Kind.ANY_MATCH;
    Set<String> next = next(items, at, any);
    var demands = new ArrayList<Expression>();
    boolean isEmpty = false;
    if (!any) {
      for (String variable : next) {
        isEmpty |= !addNot(variable, Shape.occursTwice(whole, variable), demands);
      }
    }
    for (Identifier name : item.unwanted()) {
      String variable = names.variable(name);
      isEmpty |= !addNot(variable, names.mapped().contains(variable), demands);
    }
    item.gap().limit().ifPresent(limit -> demands.add(limit(items, at, next, limit)));
    demands.addAll(groupLimits);
    return isEmpty ? null : loop(demands);
  }

  /** Demands that a row does not satisfy a variable. @return whether there are such rows */
  private boolean addNot(String variable, boolean occursBefore, List<Expression> demands) {
    Optional<Expression> condition = definition.apply(variable);
    condition.ifPresent(
        c ->
            demands.add(
                new Expression.IsTruth(
                    conditions.asIf(c, variable, occursBefore),
                    Expression.Truth.TRUE,
                    true,
                    Span.NONE)));
    return condition.isPresent();
  }

  private RowPattern loop(List<Expression> demands) {
    Optional<Expression> condition = and(demands);
    Filler known = fillers.get(condition);
    if (known == null) {
      int number = 1;
      while (taken.contains("g" + number)) {
        number++;
      }
      known = new Filler(Identifier.of("G" + number), condition);
      taken.add(known.name().text().toLowerCase(Locale.ROOT));
      fillers.put(condition, known);
    }
    var loop = repeat(new RowPattern.Variable(known.name(), Span.NONE), 0, Optional.empty(), true);
    return hides && exclusions == 0 ? new RowPattern.Exclusion(loop, Span.NONE) : loop;
  }

  static Optional<Expression> and(List<Expression> parts) {
    if (parts.size() < 2) {
      return parts.stream().findFirst();
    }
    var flat = new ArrayList<Expression>();
    for (Expression part : parts) {
      if (part instanceof Expression.And and) {
        flat.addAll(and.operands());
      } else {
        flat.add(part);
      }
    }
    return Optional.of(new Expression.And(flat, Span.NONE));
  }

  /** The variables that the first row behind a gap can be mapped to. */
  private Set<String> next(List<Item> items, int at, boolean any) {
    var next = new LinkedHashSet<String>();
    for (int i = at; i < items.size(); i++) {
      Item item = items.get(i);
      boolean other =
          i > at
              && item.hasGap()
              && ((item.gap().kind() == Gap.Kind.ANY_MATCH) != any
                  || item.gap().limit().isPresent()
                  || items.get(at).gap().limit().isPresent()
                  || !item.unwanted().isEmpty()
                  || !items.get(at).unwanted().isEmpty());
      if (other) {
        throw new NoStandardForm("two different gaps that meet where a part between them is empty");
      }
      Shape.addFirst(item.pattern(), names, next);
      if (!Shape.isNullable(item.pattern())) {
        break;
      }
    }
    return next;
  }

  // ---- limits

  /** The condition of rows in a gap with a limit; that of the rows that end it is added to theirs. */
  private Expression limit(List<Item> items, int at, Set<String> next, Expression limit) {
    RowPattern part = items.get(at).pattern();
    if (Shape.isNullable(part) || next.stream().anyMatch(v -> !isEntered(v, part))) {
      throw new NoStandardForm(
          "a limit on a gap before a row that can also be reached without the gap");
    }
    Optional<Identifier> previous =
        at > 0 && items.get(at - 1).pattern() instanceof RowPattern.Variable v
            ? Optional.of(v.name())
            : Optional.empty();
    for (String variable : next) {
      Expression from =
          previous.isPresent()
              ? Navigation.column(previous.get(), time())
              : Navigation.call(
                  "LAST", Navigation.column(conditions.userRows(), time()), Navigation.number(1));
      addLimit(variable, until(from, limit));
    }
    return until(
        previous.isPresent()
            ? Navigation.column(previous.get(), time())
            : Navigation.call("LAST", Navigation.column(conditions.userRows(), time())),
        limit);
  }

  /** Whether a variable stands at one place, and that is only reached at the beginning of a part. */
  private boolean isEntered(String variable, RowPattern part) {
    return Shape.occurrences(whole, variable) == 1 && Shape.isOnlyFirst(part, variable);
  }

  private Identifier time() {
    return time.orElseThrow(() -> new NoStandardForm("a limit without a time column"));
  }

  private Expression until(Expression from, Expression limit) {
    return new Expression.Binary(
        BinaryOperator.LESS_OR_EQUAL,
        Navigation.column(time()),
        new Expression.Binary(BinaryOperator.ADD, from, limit, Span.NONE),
        Span.NONE);
  }

  private RowPattern within(RowPattern.Within group, Set<Before> before, boolean last) {
    RowPattern body = group.body();
    if (body instanceof RowPattern.Variable) {
      return body;
    }
    RowPattern first = body instanceof RowPattern.Sequence s ? s.steps().get(0).pattern() : body;
    boolean isLoop = first instanceof RowPattern.Repeat r && r.min() > 0;
    if (isLoop) {
      first = ((RowPattern.Repeat) first).body();
    }
    var inside = new LinkedHashSet<String>();
    Shape.addAll(body, names, inside);
    boolean startsGap =
        body instanceof RowPattern.Sequence s && s.steps().get(0).gap().kind() != Gap.Kind.NEXT_ROW;
    boolean plain =
        first instanceof RowPattern.Variable
            && !startsGap
            && !(isLoop && loops > 0)
            && inside.stream()
                .allMatch(v -> Shape.occurrences(whole, v) == Shape.occurrences(body, v));
    if (!plain
        || !(first instanceof RowPattern.Variable v)
        || Shape.occurrences(whole, names.variable(v.name())) != 1) {
      throw new NoStandardForm(
          "WITHIN of a group whose first row has no name of its own, or whose variables stand elsewhere too");
    }
    Expression start = Navigation.column(v.name(), time());
    Expression limit = until(isLoop ? Navigation.call("FIRST", start) : start, group.limit());
    for (String variable : inside) {
      if (isLoop || !v.name().matches(variable)) {
        addLimit(variable, limit);
      }
    }
    groupLimits.add(limit);
    RowPattern result = rewrite(body, before, last);
    groupLimits.remove(groupLimits.size() - 1);
    return result;
  }
}
