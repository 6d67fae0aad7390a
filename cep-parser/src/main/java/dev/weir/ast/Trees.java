package dev.weir.ast;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Copies of syntax trees in which some nodes are others. */
public final class Trees {
  private Trees() {}

  /**
   * Asks for each node, from the top, what should stand in its place. A node for which there is an answer is replaced,
   * and what is below it is not asked for; the others are kept. What has not changed is the same object as before.
   *
   * <p>Trees are records of records: each is made anew by its canonical constructor, so that there is no second list of all
   * that the language has.
   *
   * @throws IllegalArgumentException if a node can't stand where it was put
   */
  public static <N extends Node> N replace(N root, Function<Node, Optional<Node>> answer) {
    Optional<Node> other = answer.apply(root);
    @SuppressWarnings("unchecked")
    var result = (N) (other.isPresent() ? other.get() : record((Record) root, answer));
    return result;
  }

  private static Object part(Object part, Function<Node, Optional<Node>> answer) {
    if (part instanceof Node node) {
      return replace(node, answer);
    } else if (part instanceof List<?> list) {
      var copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(part(element, answer)));
      return same(list, copy) ? list : List.copyOf(copy);
    } else if (part instanceof Optional<?> optional && optional.isPresent()) {
      Object value = part(optional.get(), answer);
      return value == optional.get() ? optional : Optional.of(value);
    } else if (part instanceof Record record
        && record.getClass().getPackage() == Node.class.getPackage()) {
      // A part that is no node itself, such as a branch of CASE.
      return record(record, answer);
    }
    return part;
  }

  private static boolean same(List<?> a, List<?> b) {
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) != b.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static Object record(Record record, Function<Node, Optional<Node>> answer) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    var values = new Object[components.length];
    boolean changed = false;
    try {
      for (int i = 0; i < components.length; i++) {
        Object value = components[i].getAccessor().invoke(record);
        values[i] = part(value, answer);
        changed |= values[i] != value;
      }
      if (!changed) {
        return record;
      }
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "no " + record.getClass().getSimpleName() + " of these parts", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("nodes are public records", e);
    }
  }
}
