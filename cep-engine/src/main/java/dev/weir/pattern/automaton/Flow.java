package dev.weir.pattern.automaton;

import dev.weir.plan.PatternNode;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row pattern as a graph: rows to take, choices in order of preference, and marks on the way. Loops
 * with bounds are unrolled, {@code A{0,3}} as {@code (A(A(A)?)?)?} so that there are no more than two ways on behind
 * each copy; PERMUTE is expanded. Built from the end to the beginning, each part in front of what
 * follows it. The empty moves are taken out by {@link AutomatonCompiler}.
 */
final class Flow {
  /** A pattern that needs more nodes has too many states as well, or does nothing in a costly way. */
  private static final int NODES_MAX = 20 * AutomatonCompiler.STATES_MAX;

  /** Nodes are compared by identity: the graph has cycles. */
  abstract static sealed class Node {}

  /** One row that satisfies a variable. */
  static final class Row extends Node {
    final int label;
    final boolean excluded;
    final List<Integer> groups;
    final Node next;

    Row(int label, boolean excluded, List<Integer> groups, Node next) {
      this.label = label;
      this.excluded = excluded;
      this.groups = groups;
      this.next = next;
    }
  }

  /** Ways on, the preferred first. */
  static final class Choice extends Node {
    List<Node> options;
  }

  /** An iteration begins that must take at least one row. */
  static final class Begin extends Node {
    Node next;
  }

  /** It ends; without a row this is no way. */
  static final class Complete extends Node {
    final Begin begin;
    final Node next;

    Complete(Begin begin, Node next) {
      this.begin = begin;
      this.next = next;
    }
  }

  /** A gap between two rows. */
  static final class Through extends Node {
    final PatternNode.Gap gap;
    final Node next;

    Through(PatternNode.Gap gap, Node next) {
      this.gap = gap;
      this.next = next;
    }
  }

  /** A group with WITHIN begins. */
  static final class Open extends Node {
    final int group;
    final Node next;

    Open(int group, Node next) {
      this.group = group;
      this.next = next;
    }
  }

  /** A group with WITHIN ends. */
  static final class Close extends Node {
    final int group;
    final Node next;

    Close(int group, Node next) {
      this.group = group;
      this.next = next;
    }
  }

  /** A condition on the place in the partition or on the time around the match. */
  static final class Demand extends Node {
    /** An anchor, {@code QuietBefore} or {@code QuietAfter}. */
    final PatternNode what;

    final Node next;

    Demand(PatternNode what, Node next) {
      this.what = what;
      this.next = next;
    }
  }

  /** The match is complete. */
  static final class End extends Node {}

  private final PatternNode pattern;
  private final Node first;
  private final List<Long> groups = new ArrayList<>();
  private final Map<PatternNode.Within, Integer> groupNumbers = new IdentityHashMap<>();
  private final List<Integer> inside = new ArrayList<>();
  private int exclusions;
  private int nodes;

  Flow(PatternNode pattern) {
    this.pattern = pattern;
    this.first = build(pattern, new End());
  }

  /** Where every run begins. */
  Node first() {
    return first;
  }

  /** The limits of the groups with WITHIN, by number. */
  List<Long> groups() {
    return groups;
  }

  private <N extends Node> N add(N node) {
    count();
    return node;
  }

  private void count() {
    if (++nodes > NODES_MAX) {
      throw AutomatonCompiler.tooLarge(pattern);
    }
  }

  private Node build(PatternNode p, Node next) {
    if (p instanceof PatternNode.Variable v) {
      return add(new Row(v.label(), exclusions > 0, List.copyOf(inside), next));
    } else if (p instanceof PatternNode.Sequence s) {
      return sequence(s.steps(), next);
    } else if (p instanceof PatternNode.Alternation a) {
      return choice(a.options().stream().map(o -> build(o, next)).toList());
    } else if (p instanceof PatternNode.Repeat r) {
      return repeat(r, next);
    } else if (p instanceof PatternNode.Permute m) {
      return m.parts().size() < Long.SIZE && m.parts().stream().allMatch(Flow::isOneWord)
          ? permuteWords(m.parts(), (1L << m.parts().size()) - 1, next, new HashMap<>())
          : choice(orders(m.parts(), next));
    } else if (p instanceof PatternNode.Exclusion x) {
      exclusions++;
      Node body = build(x.body(), next);
      exclusions--;
      return body;
    } else if (p instanceof PatternNode.Empty) {
      return next;
    } else if (p instanceof PatternNode.Within w) {
      return within(w, next);
    }
    return add(new Demand(p, next));
  }

  private Node choice(List<Node> options) {
    var choice = add(new Choice());
    choice.options = options;
    return choice;
  }

  private Node sequence(List<PatternNode.Step> steps, Node next) {
    Node rest = next;
    for (int i = steps.size() - 1; i >= 0; i--) {
      var step = steps.get(i);
      rest = build(step.part(), rest);
      if (step.gap().kind() != PatternNode.Gap.Kind.NEXT_ROW) {
        rest = add(new Through(step.gap(), rest));
      }
    }
    return rest;
  }

  private Node within(PatternNode.Within w, Node next) {
    // Copies of one group share a number: no row lies in two of them.
    Integer number = groupNumbers.get(w);
    if (number == null) {
      number = groups.size();
      groups.add(w.micros());
      groupNumbers.put(w, number);
    }
    var close = add(new Close(number, next));
    inside.add(number);
    Node body = build(w.body(), close);
    inside.remove(inside.size() - 1);
    return add(new Open(number, body));
  }

  private Node repeat(PatternNode.Repeat r, Node next) {
    boolean takesRows = takesRows(r.body());
    int copies = takesRows ? r.min() : Math.min(r.min(), 1);
    Node rest = next;
    if (r.max() < 0 && takesRows) {
      var again = add(new Choice());
      var begin = add(new Begin());
      begin.next = build(r.body(), add(new Complete(begin, again)));
      again.options = r.reluctant() ? List.of(next, begin) : List.of(begin, next);
      // The last copy that must be there is itself the loop's body: A+ is one state.
      rest = copies > 0 ? begin.next : again;
      copies = Math.max(0, copies - 1);
    } else if (takesRows) {
      for (int i = r.min(); i < r.max(); i++) {
        var begin = add(new Begin());
        begin.next = build(r.body(), add(new Complete(begin, rest)));
        rest = choice(r.reluctant() ? List.of(next, begin) : List.of(begin, next));
      }
    }
    for (int i = 0; i < copies; i++) {
      rest = build(r.body(), rest);
    }
    return rest;
  }

  /**
   * All orders of parts that can each be taken in one way only. What follows depends on the set of
   * parts that are left, not on the order of the others: n * 2^(n-1) states stand for n! orders, and the preference is
   * the same, because nothing but the order is left to choose.
   */
  private Node permuteWords(
      List<PatternNode> parts, long left, Node next, Map<Long, Node> byPartsLeft) {
    if (left == 0) {
      return next;
    }
    Node known = byPartsLeft.get(left);
    if (known != null) {
      return known;
    }
    var options = new ArrayList<Node>();
    for (int i = 0; i < parts.size(); i++) {
      if ((left >>> i & 1) != 0) {
        Node rest = permuteWords(parts, left & ~(1L << i), next, byPartsLeft);
        options.add(build(parts.get(i), rest));
      }
    }
    Node choice = choice(options);
    byPartsLeft.put(left, choice);
    return choice;
  }

  /** The orders of any parts, each for itself: an earlier order is preferred with all its choices. */
  private List<Node> orders(List<PatternNode> parts, Node next) {
    var options = new ArrayList<Node>();
    var order = new ArrayList<PatternNode>();
    addOrders(parts, order, next, options);
    return options;
  }

  private void addOrders(
      List<PatternNode> left, List<PatternNode> order, Node next, List<Node> options) {
    if (left.isEmpty()) {
      Node rest = next;
      for (int i = order.size() - 1; i >= 0; i--) {
        rest = build(order.get(i), rest);
      }
      options.add(rest);
      count();
      return;
    }
    for (int i = 0; i < left.size(); i++) {
      var others = new ArrayList<>(left);
      order.add(others.remove(i));
      addOrders(others, order, next, options);
      order.remove(order.size() - 1);
    }
  }

  /** Whether there is exactly one way through: no choice of alternatives, of counts, or of rows in a gap. */
  private static boolean isOneWord(PatternNode p) {
    if (p instanceof PatternNode.Variable) {
      return true;
    } else if (p instanceof PatternNode.Sequence s) {
      return s.steps().stream()
          .allMatch(t -> t.gap().kind() != PatternNode.Gap.Kind.ANY_MATCH && isOneWord(t.part()));
    } else if (p instanceof PatternNode.Repeat r) {
      return r.min() == r.max() && isOneWord(r.body());
    } else if (p instanceof PatternNode.Exclusion x) {
      return isOneWord(x.body());
    } else if (p instanceof PatternNode.Within w) {
      return isOneWord(w.body());
    }
    return false;
  }

  /** Whether any way through takes a row. */
  private static boolean takesRows(PatternNode p) {
    if (p instanceof PatternNode.Variable) {
      return true;
    } else if (p instanceof PatternNode.Sequence s) {
      return s.steps().stream().anyMatch(t -> takesRows(t.part()));
    } else if (p instanceof PatternNode.Alternation a) {
      return a.options().stream().anyMatch(Flow::takesRows);
    } else if (p instanceof PatternNode.Repeat r) {
      return r.max() != 0 && takesRows(r.body());
    } else if (p instanceof PatternNode.Permute m) {
      return m.parts().stream().anyMatch(Flow::takesRows);
    } else if (p instanceof PatternNode.Exclusion x) {
      return takesRows(x.body());
    } else if (p instanceof PatternNode.Within w) {
      return takesRows(w.body());
    }
    return false;
  }

  /** Two gaps in one place: the rows between are wanted by neither of them, and both limits hold. */
  static PatternNode.Gap both(PatternNode.Gap a, PatternNode.Gap b) {
    boolean any =
        a.kind() == PatternNode.Gap.Kind.ANY_MATCH || b.kind() == PatternNode.Gap.Kind.ANY_MATCH;
    VariableSet unwanted = a.unwanted().with(b.unwanted());
    long limit =
        a.limitMicros() < 0
            ? b.limitMicros()
            : b.limitMicros() < 0 ? a.limitMicros() : Math.min(a.limitMicros(), b.limitMicros());
    return new PatternNode.Gap(
        any ? PatternNode.Gap.Kind.ANY_MATCH : PatternNode.Gap.Kind.NEXT_MATCH, unwanted, limit);
  }
}
