package dev.weir.pattern.union;

import dev.weir.pattern.union.SetState.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a row does to numbers of partial matches by state: a matrix per class of rows, in which the
 * entry (from, to) is how many ways there are from one state to the other. The start stays where it is,
 * besides going on, as every row begins anew. Most rows change few entries, so only what differs from the
 * identity is kept. Shared by all partitions. Not thread-safe.
 */
final class Effects {
  /** Automata with more states are not counted this way: a row would cost more than it saves. */
  static final int MAX = 64;

  private final Subsets subsets;
  private final SetState[] states;
  private Effect[] effects = new Effect[16];
  private int flushes;

  /**
   * One matrix.
   *
   * @param columns those that differ from the identity's
   * @param sources by changed column: the states that it is the sum of, as often as there are ways
   * @param rows those that differ from the identity's
   * @param targets by changed row: the states that it leads to, as often as there are ways
   * @param closing the states from which the row completes a match
   * @param ways by closing state: how many
   */
  record Effect(
      int[] columns, int[][] sources, int[] rows, int[][] targets, int[] closing, int[] ways) {
    boolean isIdentity() {
      return columns.length == 0 && rows.length == 0;
    }
  }

  /** @param subsets whose states are all known, see {@link Subsets#isAtMost} */
  Effects(Subsets subsets) {
    this.subsets = subsets;
    this.states = subsets.states().toArray(SetState[]::new);
  }

  /** How many states there are; the start is 0. */
  int size() {
    return states.length;
  }

  /** The effect of a row. @param satisfied among the relevant variables */
  Effect of(long satisfied) {
    int rowClass = subsets.classOf(satisfied);
    if (flushes != subsets.flushes()) {
      flushes = subsets.flushes();
      effects = new Effect[16];
    }
    if (rowClass >= effects.length) {
      effects = Arrays.copyOf(effects, Math.max(rowClass + 1, effects.length * 2));
    }
    var effect = effects[rowClass];
    if (effect == null) {
      effect = compute(rowClass);
      effects[rowClass] = effect;
    }
    return effect;
  }

  private Effect compute(int rowClass) {
    List<List<Integer>> sources = lists();
    List<List<Integer>> targets = lists();
    var closing = new ArrayList<Integer>();
    var ways = new ArrayList<Integer>();
    for (var state : states) {
      var move = subsets.move(state, rowClass);
      for (var target : move.targets()) {
        if (target != null) {
          way(state.number, target.number, sources, targets);
        }
      }
      if (state.number == 0) {
        way(0, 0, sources, targets);
      } else if (move.stay() != null) {
        way(state.number, move.stay().number, sources, targets);
      }
      int accepting = accepting(move);
      if (accepting > 0) {
        closing.add(state.number);
        ways.add(accepting);
      }
    }
    int[] columns = changed(sources);
    int[] rows = changed(targets);
    return new Effect(
        columns,
        Arrays.stream(columns).mapToObj(i -> array(sources.get(i))).toArray(int[][]::new),
        rows,
        Arrays.stream(rows).mapToObj(i -> array(targets.get(i))).toArray(int[][]::new),
        array(closing),
        array(ways));
  }

  private List<List<Integer>> lists() {
    var lists = new ArrayList<List<Integer>>();
    for (int i = 0; i < states.length; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static void way(
      int from, int to, List<List<Integer>> sources, List<List<Integer>> targets) {
    sources.get(to).add(from);
    targets.get(from).add(to);
  }

  private static int accepting(Move move) {
    int count = 0;
    for (boolean accepts : move.accepts()) {
      count += accepts ? 1 : 0;
    }
    return count;
  }

  /** Those that do not lead to themselves alone. */
  private static int[] changed(List<List<Integer>> lists) {
    var changed = new ArrayList<Integer>();
    for (int i = 0; i < lists.size(); i++) {
      if (!lists.get(i).equals(Collections.singletonList(i))) {
        changed.add(i);
      }
    }
    return array(changed);
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
