package dev.weir.pattern.automaton;

import dev.weir.plan.PatternNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been met on a way from one row to the next. Immutable; two ways to one node with equal
 * paths go on in the same way.
 *
 * @param isFirst whether no row has been taken yet
 * @param mustBeFirst whether {@code ^} has been met
 * @param mustBeAtEnd whether {@code $} has been met
 * @param quietBefore the number of the quiet time that must lie before the first row, or -1
 * @param quietAfter the quiet time that must follow the last row, or null
 * @param gap the gap that the way leads through, or null
 * @param begun iterations that have begun on this way, so that they have no row yet
 * @param alive groups of the last row that the way has not left
 * @param opening groups that begin with the next row
 */
record Path(
    boolean isFirst,
    boolean mustBeFirst,
    boolean mustBeAtEnd,
    int quietBefore,
    PatternNode.QuietAfter quietAfter,
    Waiting gap,
    List<Flow.Begin> begun,
    List<Integer> alive,
    List<Integer> opening) {
  /**
   * A gap, or several that follow one another without a row, as one.
   *
   * @param where the first of them
   * @param gap what holds in all of them
   */
  record Waiting(Flow.Through where, PatternNode.Gap gap) {}

  /** Before the first row. */
  static final Path START =
      new Path(true, false, false, -1, null, null, List.of(), List.of(), List.of());

  /** Behind a row. */
  static Path after(Flow.Row row) {
    return new Path(false, false, false, -1, null, null, List.of(), row.groups, List.of());
  }

  /** Whether a row may come: nothing takes rows behind {@code $} or a quiet time at the end. */
  boolean allowsRow() {
    return !mustBeAtEnd && quietAfter == null;
  }

  boolean hasBegun(Flow.Begin iteration) {
    return begun.contains(iteration);
  }

  Path begin(Flow.Begin iteration) {
    return with(with(begun, iteration), alive, opening);
  }

  Path open(int group) {
    return with(begun, without(alive, group), with(opening, group));
  }

  Path close(int group) {
    return with(begun, without(alive, group), without(opening, group));
  }

  /** Through a gap; before the first row there is none. */
  Path through(Flow.Through next) {
    if (isFirst) {
      return this;
    }
    var both =
        gap == null
            ? new Waiting(next, next.gap)
            : new Waiting(gap.where, Flow.both(gap.gap, next.gap));
    return new Path(false, false, mustBeAtEnd, -1, quietAfter, both, begun, alive, opening);
  }

  Path onlyFirst() {
    return new Path(
        isFirst, true, mustBeAtEnd, quietBefore, quietAfter, gap, begun, alive, opening);
  }

  Path atEnd() {
    return new Path(
        isFirst, mustBeFirst, true, quietBefore, quietAfter, gap, begun, alive, opening);
  }

  Path quietBefore(int number) {
    return new Path(
        isFirst, mustBeFirst, mustBeAtEnd, number, quietAfter, gap, begun, alive, opening);
  }

  Path quietAfter(PatternNode.QuietAfter quiet) {
    return new Path(
        isFirst, mustBeFirst, mustBeAtEnd, quietBefore, quiet, gap, begun, alive, opening);
  }

  private Path with(List<Flow.Begin> begun, List<Integer> alive, List<Integer> opening) {
    return new Path(
        isFirst, mustBeFirst, mustBeAtEnd, quietBefore, quietAfter, gap, begun, alive, opening);
  }

  private static <T> List<T> with(List<T> list, T more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }

  private static List<Integer> without(List<Integer> list, int number) {
    return list.contains(number) ? list.stream().filter(n -> n != number).toList() : list;
  }
}
