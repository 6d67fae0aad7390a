package dev.weir.pattern;

import dev.weir.plan.MatchSpec;
import dev.weir.plan.PatternNode;
import dev.weir.plan.PatternNode.Gap;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.List;

/**
 * All ways in which rows of a partition can be mapped to a pattern, one after another in order of
 * preference, by backtracking over the pattern as it was written: no automaton, no sharing of work.
 * Exponential.
 */
final class Assignments {
  private final MatchSpec spec;
  private final List<OracleRow> rows;
  private final OracleValues values;
  private final List<Taken> taken = new ArrayList<>();
  private long budget;
  private Visitor visitor;
  private int start;
  private int visible;
  private long clock;
  private boolean ended;
  private long number;
  private int gapsEntered;

  /** What comes up, in order of preference. Each method returns whether that was enough. */
  interface Visitor {
    /** An assignment that is complete. @param taken read before the call returns */
    boolean complete(List<Taken> taken);

    /**
     * One to which what is still to come may yet make a difference.
     *
     * @param takesRows whether it waits for a row to take, else for the end or a quiet time to pass
     */
    boolean open(List<Taken> taken, boolean takesRows);
  }

  /** Thrown when a case is too large for brute force. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** @param budget the most rows that are looked at in all */
  Assignments(MatchSpec spec, List<OracleRow> rows, OracleValues values, long budget) {
    this.spec = spec;
    this.rows = rows;
    this.values = values;
    this.budget = budget;
  }

  /**
   * How much is known of a partition.
   *
   * @param rows how many of its rows
   * @param clock nothing earlier is still to come
   * @param ended whether nothing is still to come
   */
  record Horizon(int rows, long clock, boolean ended) {}

  /** Visits what begins at a row. */
  void visit(int first, Horizon horizon, long matchNumber, Visitor to) {
    start = first;
    visible = horizon.rows();
    clock = horizon.clock();
    ended = horizon.ended();
    number = matchNumber;
    visitor = to;
    taken.clear();
    go(new Part(spec.pattern(), new Context(false, List.of()), null), first);
  }

  // ---- what is left of the pattern

  /** What is to be matched next, and what after it; null is the end. */
  private sealed interface Rest {}

  private record Part(PatternNode node, Context context, Rest next) implements Rest {}

  private record Crossing(Gap gap, Rest next) implements Rest {}

  /** The end of a round of a loop that began when {@code takenBefore} rows were taken. */
  private record RoundEnd(
      PatternNode.Repeat repeat, int round, int takenBefore, Context context, Rest next)
      implements Rest {}

  /** Where a part stands. */
  private record Context(boolean excluded, List<Group> groups) {
    Context inExclusion() {
      return new Context(true, groups);
    }

    Context inGroup(Group group) {
      var all = new ArrayList<>(groups);
      all.add(group);
      return new Context(excluded, all);
    }
  }

  /** A pass of a group with WITHIN: its first row is the one taken after {@code takenBefore} others. */
  private record Group(int takenBefore, long micros) {}

  /**
   * What was passed between the last row taken and the next.
   *
   * @param entry tells apart the gaps that were entered, 0 if there is none
   */
  private record Passed(
      int entry,
      List<Gap> gaps,
      boolean end,
      PatternNode.QuietAfter after,
      PatternNode.QuietBefore before) {
    static final Passed NOTHING = new Passed(0, List.of(), false, null, null);
  }

  /** What a run can do next. */
  private sealed interface Way {}

  private record Take(int label, Context context, Passed passed, Rest rest) implements Way {
    boolean any() {
      return passed.gaps().stream().anyMatch(gap -> gap.kind() == Gap.Kind.ANY_MATCH);
    }

    VariableSet unwanted() {
      return passed.gaps().stream().map(Gap::unwanted).reduce(VariableSet.NONE, VariableSet::with);
    }

    long limit() {
      return passed.gaps().stream()
          .mapToLong(Gap::limitMicros)
          .filter(limit -> limit >= 0)
          .min()
          .orElse(-1);
    }

    boolean waitsWith(Take other) {
      return passed.entry() == other.passed.entry()
          && any() == other.any()
          && unwanted().equals(other.unwanted())
          && limit() == other.limit();
    }
  }

  private record Accept(Passed passed) implements Way {}

  // ---- the ways on, in order of preference

  private void ways(Rest rest, Passed passed, List<Way> out) {
    if (rest == null) {
      out.add(new Accept(passed));
    } else if (rest instanceof Crossing crossing) {
      cross(crossing, passed, out);
    } else if (rest instanceof RoundEnd end) {
      boolean isIdle = end.takenBefore() == taken.size();
      if (!isIdle || end.round() <= end.repeat().min()) {
        rounds(end.repeat(), end.round(), end.context(), end.next(), passed, out);
      }
    } else {
      part((Part) rest, passed, out);
    }
  }

  private void cross(Crossing crossing, Passed passed, List<Way> out) {
    if (crossing.gap().kind() == Gap.Kind.NEXT_ROW || taken.isEmpty()) {
      ways(crossing.next(), passed, out);
      return;
    }
    var gaps = new ArrayList<>(passed.gaps());
    gaps.add(crossing.gap());
    int entry = passed.entry() == 0 ? ++gapsEntered : passed.entry();
    ways(
        crossing.next(),
        new Passed(entry, gaps, passed.end(), passed.after(), passed.before()),
        out);
  }

  /** @param done how many rounds there have been */
  private void rounds(
      PatternNode.Repeat repeat,
      int done,
      Context context,
      Rest next,
      Passed passed,
      List<Way> out) {
    var round =
        new Part(
            repeat.body(), context, new RoundEnd(repeat, done + 1, taken.size(), context, next));
    if (done < repeat.min()) {
      ways(round, passed, out);
      return;
    }
    boolean canRepeat = repeat.max() < 0 || done < repeat.max();
    if (repeat.reluctant()) {
      ways(next, passed, out);
    }
    if (canRepeat) {
      ways(round, passed, out);
    }
    if (!repeat.reluctant()) {
      ways(next, passed, out);
    }
  }

  private void part(Part part, Passed passed, List<Way> out) {
    var node = part.node();
    var context = part.context();
    var next = part.next();
    if (node instanceof PatternNode.Variable variable) {
      out.add(new Take(variable.label(), context, passed, next));
    } else if (node instanceof PatternNode.Sequence sequence) {
      var rest = next;
      for (int i = sequence.steps().size() - 1; i >= 0; i--) {
        var step = sequence.steps().get(i);
        rest = new Crossing(step.gap(), new Part(step.part(), context, rest));
      }
      ways(rest, passed, out);
    } else if (node instanceof PatternNode.Alternation alternation) {
      for (var option : alternation.options()) {
        ways(new Part(option, context, next), passed, out);
      }
    } else if (node instanceof PatternNode.Repeat repeat) {
      rounds(repeat, 0, context, next, passed, out);
    } else if (node instanceof PatternNode.Permute permute) {
      for (var order : orders(permute.parts())) {
        ways(new Part(order, context, next), passed, out);
      }
    } else if (node instanceof PatternNode.Exclusion exclusion) {
      ways(new Part(exclusion.body(), context.inExclusion(), next), passed, out);
    } else if (node instanceof PatternNode.AnchorStart) {
      if (taken.isEmpty() && start == 0) {
        ways(next, passed, out);
      }
    } else if (node instanceof PatternNode.AnchorEnd) {
      ways(
          next,
          new Passed(passed.entry(), passed.gaps(), true, passed.after(), passed.before()),
          out);
    } else if (node instanceof PatternNode.Empty) {
      ways(next, passed, out);
    } else if (node instanceof PatternNode.QuietBefore before) {
      ways(
          next,
          new Passed(passed.entry(), passed.gaps(), passed.end(), passed.after(), before),
          out);
    } else if (node instanceof PatternNode.QuietAfter after) {
      ways(
          next,
          new Passed(passed.entry(), passed.gaps(), passed.end(), after, passed.before()),
          out);
    } else {
      var within = (PatternNode.Within) node;
      var group = new Group(taken.size(), within.micros());
      ways(new Part(within.body(), context.inGroup(group), next), passed, out);
    }
  }

  /** An alternation of all orders, each with all its choices, lexicographically. */
  private static List<PatternNode> orders(List<PatternNode> parts) {
    if (parts.isEmpty()) {
      return List.of(new PatternNode.Empty());
    }
    var orders = new ArrayList<PatternNode>();
    for (int i = 0; i < parts.size(); i++) {
      var others = new ArrayList<>(parts);
      var first = others.remove(i);
      for (var rest : orders(others)) {
        orders.add(
            new PatternNode.Sequence(
                List.of(
                    new PatternNode.Step(Gap.NONE, first), new PatternNode.Step(Gap.NONE, rest))));
      }
    }
    return orders;
  }

  // ---- along the rows

  /** Goes on at a row with what is left. @return whether the visitor has enough */
  private boolean go(Rest rest, int at) {
    var ways = new ArrayList<Way>();
    ways(rest, Passed.NOTHING, ways);
    for (int i = 0; i < ways.size(); i++) {
      boolean enough;
      if (ways.get(i) instanceof Accept accept) {
        enough = accept(accept.passed(), at);
      } else {
        var first = (Take) ways.get(i);
        if (first.passed().entry() == 0) {
          enough = takeNow(first, at);
        } else {
          // Ways through one gap under the same conditions wait together: an earlier row is
          // preferred.
          var together = new ArrayList<>(List.of(first));
          while (i + 1 < ways.size()
              && ways.get(i + 1) instanceof Take next
              && first.waitsWith(next)) {
            together.add(next);
            i++;
          }
          enough = await(together, sameGap(ways, first), at);
        }
      }
      if (enough) {
        return true;
      }
    }
    return false;
  }

  private static List<Take> sameGap(List<Way> ways, Take step) {
    var all = new ArrayList<Take>();
    for (var way : ways) {
      if (way instanceof Take take && take.passed().entry() == step.passed().entry()) {
        all.add(take);
      }
    }
    return all;
  }

  private boolean takeNow(Take way, int at) {
    if (at == visible) {
      return !ended && mayComeLater(way) && visitor.open(taken, true);
    }
    return canTake(way, rows.get(at)) && take(way, at);
  }

  private boolean take(Take way, int at) {
    taken.add(new Taken(rows.get(at), way.label(), way.context().excluded()));
    boolean enough = go(way.rest(), at + 1);
    taken.remove(taken.size() - 1);
    return enough;
  }

  /**
   * Waits in a gap.
   *
   * @param all every way through that gap: the first row that one of them can take ends it. Ways under other
   *     conditions (a limit of its own on a further arrow) count by the variable alone, in time or not
   */
  private boolean await(List<Take> gap, List<Take> all, int from) {
    var steps = gap;
    for (int at = from; !steps.isEmpty(); at++) {
      if (at == visible) {
        return !ended && steps.stream().anyMatch(this::mayComeLater) && visitor.open(taken, true);
      }
      var row = rows.get(at);
      for (var step : steps) {
        if (canTake(step, row) && take(step, at)) {
          return true;
        }
      }
      var waiting = steps;
      boolean isOver =
          all.stream()
              .anyMatch(
                  step ->
                      gap.contains(step)
                          ? waiting.contains(step) && canTake(step, row)
                          : mayTake(step, row));
      steps =
          steps.stream()
              .filter(step -> step.any() || !isOver)
              .filter(step -> inTime(step, row.time()))
              .filter(step -> !values.satisfiesAny(step.unwanted(), taken, row, number))
              .toList();
    }
    return false;
  }

  /** Whether a row satisfies the variable of a way that takes rows, whatever its limits. */
  private boolean mayTake(Take way, OracleRow row) {
    return !way.passed().end()
        && way.passed().after() == null
        && values.satisfies(way.label(), taken, row, number);
  }

  private boolean canTake(Take way, OracleRow row) {
    if (--budget < 0) {
      throw new TooLarge();
    }
    var passed = way.passed();
    return !passed.end()
        && passed.after() == null
        && inTime(way, row.time())
        && (passed.before() == null || isQuietBefore(passed.before(), row))
        && values.satisfies(way.label(), taken, row, number);
  }

  private boolean mayComeLater(Take way) {
    return !way.passed().end() && way.passed().after() == null && inTime(way, clock);
  }

  /** Whether a row of that time may be taken, as far as times go. */
  private boolean inTime(Take way, long time) {
    if (taken.isEmpty()) {
      return true;
    }
    if (spec.withinMicros() >= 0 && time - taken.get(0).row().time() > spec.withinMicros()) {
      return false;
    }
    if (way.limit() >= 0 && time - last().time() > way.limit()) {
      return false;
    }
    for (var group : way.context().groups()) {
      if (taken.size() > group.takenBefore()
          && time - taken.get(group.takenBefore()).row().time() > group.micros()) {
        return false;
      }
    }
    return true;
  }

  private OracleRow last() {
    return taken.get(taken.size() - 1).row();
  }

  private boolean isQuietBefore(PatternNode.QuietBefore quiet, OracleRow first) {
    return rows.subList(0, first.position()).stream()
        .filter(row -> row.time() >= first.time() - quiet.micros())
        .noneMatch(row -> values.satisfiesAny(quiet.unwanted(), List.of(), row, number));
  }

  private boolean accept(Passed passed, int at) {
    if (taken.isEmpty() && (passed.end() || passed.after() != null)) {
      return false;
    }
    if (passed.end()) {
      if (at < visible) {
        return false;
      } else if (!ended) {
        return visitor.open(taken, false);
      }
    }
    if (passed.after() == null) {
      return visitor.complete(taken);
    }
    var quiet = passed.after();
    long deadline =
        quiet.micros() >= 0
            ? last().time() + quiet.micros()
            : taken.get(0).row().time() + spec.withinMicros();
    for (int i = at; i < visible; i++) {
      var row = rows.get(i);
      if (row.time() <= deadline && values.satisfiesAny(quiet.unwanted(), taken, row, number)) {
        return false;
      }
    }
    boolean isOver =
        ended || clock > deadline || visible > at && rows.get(visible - 1).time() > deadline;
    return isOver ? visitor.complete(taken) : visitor.open(taken, false);
  }
}
