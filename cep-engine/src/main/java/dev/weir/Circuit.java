package dev.weir;

import dev.weir.plan.LogicalPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which streams the statements that run together read and write: tells a circle, in which rows
 * would run for ever, and whether a stream is in use.
 */
final class Circuit {
  private final List<Wire> wires = new ArrayList<>();

  /**
   * One statement.
   *
   * @param rule its name, or null
   * @param target the stream it writes to, or null
   */
  record Wire(String place, String rule, LogicalPlan plan, String target) {
    boolean reads(String stream) {
      return Scripts.streamsRead(plan).contains(stream);
    }
  }

  void add(Wire wire) {
    wires.add(wire);
  }

  /** The same without a rule that is about to be replaced; {@code rule} may be null. */
  Circuit without(String rule) {
    var others = new Circuit();
    others.wires.addAll(wires);
    if (rule != null) {
      others.removeRule(rule);
    }
    return others;
  }

  void removeRule(String name) {
    wires.removeIf(wire -> name.equalsIgnoreCase(wire.rule()));
  }

  void clear() {
    wires.clear();
  }

  /** The place of a statement that reads or writes a stream. */
  Optional<String> userOf(String stream) {
    return wires.stream()
        .filter(wire -> stream.equals(wire.target()) || wire.reads(stream))
        .map(Wire::place)
        .findFirst();
  }

  /** The circle that one more statement would close: {@code a -> b -> a}. */
  Optional<String> circleWith(Wire added) {
    if (added.target() == null) {
      return Optional.empty();
    }
    var from = new HashMap<String, String>();
    var open = new ArrayDeque<String>();
    from.put(added.target(), null);
    open.add(added.target());
    while (!open.isEmpty()) {
      var stream = open.remove();
      if (added.reads(stream)) {
        return Optional.of(path(stream, from) + " -> " + added.target());
      }
      for (var wire : wires) {
        if (wire.target() != null && wire.reads(stream) && !from.containsKey(wire.target())) {
          from.put(wire.target(), stream);
          open.add(wire.target());
        }
      }
    }
    return Optional.empty();
  }

  private static String path(String to, Map<String, String> from) {
    var before = from.get(to);
    return before == null ? to : path(before, from) + " -> " + to;
  }
}
