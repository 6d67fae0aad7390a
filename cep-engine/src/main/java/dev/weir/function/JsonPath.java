package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.type.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A path of SQL/JSON (ISO/IEC 9075-2, 9.39) in lax mode: members {@code .name ."a name" .*},
 * elements {@code [0] [last] [1 to 3] [0, 2] [*]}, filters {@code ?(@.price > 10 && exists(@.id))},
 * {@code .size()} and {@code .type()}. Lax: a member step looks into the elements of an array, an
 * element step takes a lone value as an array of one, and what does not exist is left out.
 */
public final class JsonPath {

  /** One step: from a value to any number of values. */
  interface Step {
    void from(Object value, List<Object> found);
  }

  private final String source;
  private final List<Step> steps;

  JsonPath(String source, List<Step> steps) {
    this.source = source;
    this.steps = List.copyOf(steps);
  }

  /** @throws RowError if the text is no path */
  static JsonPath parse(String text) {
    return new JsonPathParser(text).parse();
  }

  /** The values that the path leads to, in order. */
  List<Object> find(Object root) {
    List<Object> values = List.of(root);
    for (var step : steps) {
      var next = new ArrayList<Object>();
      for (var value : values) {
        step.from(value, next);
      }
      values = next;
    }
    return values;
  }

  static Step member(String name) {
    return (value, found) -> {
      if (value instanceof Map<?, ?> members) {
        addMember(members, name, found);
      } else if (value instanceof List<?> elements) {
        for (var element : elements) {
          if (element instanceof Map<?, ?> members) {
            addMember(members, name, found);
          }
        }
      }
    };
  }

  private static void addMember(Map<?, ?> members, String name, List<Object> found) {
    var member = members.get(name);
    if (member != null) {
      found.add(member);
    }
  }

  static Step allMembers() {
    return (value, found) -> {
      if (value instanceof Map<?, ?> members) {
        found.addAll(members.values());
      } else if (value instanceof List<?> elements) {
        for (var element : elements) {
          if (element instanceof Map<?, ?> members) {
            found.addAll(members.values());
          }
        }
      }
    };
  }

  static Step allElements() {
    return (value, found) -> {
      if (value instanceof List<?> elements) {
        found.addAll(elements);
      } else {
        found.add(value);
      }
    };
  }

  /** Element positions; negative ones count from the last, which is -1. */
  record Range(int from, int to) {}

  static Step elements(List<Range> ranges) {
    return (value, found) -> {
      List<?> elements = value instanceof List<?> list ? list : List.of(value);
      for (var range : ranges) {
        int from = range.from() < 0 ? elements.size() + range.from() : range.from();
        int to = range.to() < 0 ? elements.size() + range.to() : range.to();
        for (int i = Math.max(from, 0); i <= Math.min(to, elements.size() - 1); i++) {
          found.add(elements.get(i));
        }
      }
    };
  }

  static Step filter(Condition condition) {
    return (value, found) -> {
      List<?> candidates = value instanceof List<?> list ? list : List.of(value);
      for (var candidate : candidates) {
        if (condition.holds(candidate)) {
          found.add(candidate);
        }
      }
    };
  }

  static Step size() {
    return (value, found) ->
        found.add(
            new JsonTree.JsonNumber(
                value instanceof List<?> list ? String.valueOf(list.size()) : "1"));
  }

  static Step type() {
    return (value, found) -> found.add(typeOf(value));
  }

  private static String typeOf(Object value) {
    if (value instanceof Map<?, ?>) {
      return "object";
    }
    if (value instanceof List<?>) {
      return "array";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof JsonTree.JsonNumber) {
      return "number";
    }
    return value instanceof Boolean ? "boolean" : "null";
  }

  /** A condition on a value. What can't be compared is false. */
  interface Condition {
    boolean holds(Object value);
  }

  /** Something that a condition compares: values found from the tested one, or a constant. */
  interface Operand {
    List<Object> values(Object tested);
  }

  /** Whether some pair of values compares so. */
  static Condition comparison(Operand left, String operator, Operand right) {
    return tested -> {
      for (var a : left.values(tested)) {
        for (var b : right.values(tested)) {
          if (compares(a, operator, b)) {
            return true;
          }
        }
      }
      return false;
    };
  }

  private static boolean compares(Object left, String operator, Object right) {
    int order;
    if (left instanceof JsonTree.JsonNumber a && right instanceof JsonTree.JsonNumber b) {
      order = new BigDecimal(a.text()).compareTo(new BigDecimal(b.text()));
    } else if (left instanceof String a && right instanceof String b) {
      order = a.compareTo(b);
    } else if (left instanceof Boolean a && right instanceof Boolean b) {
      order = a.compareTo(b);
    } else if (left == JsonTree.NULL || right == JsonTree.NULL) {
      boolean same = left == right;
      return operator.equals("==") ? same : operator.equals("!=") && !same;
    } else {
      return false;
    }
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new AssertionError(operator);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonPath path && path.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
