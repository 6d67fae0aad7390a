package dev.weir.function;

import dev.weir.type.RowValue;
import dev.weir.type.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays and maps. Positions count from 1; what lies outside is NULL, not an error. Elements may be
 * NULL (null); two NULLs are the same where elements are searched or compared.
 */
public final class CollectionFunctions {
  private CollectionFunctions() {}

  /** {@code array[position]}. */
  public static Object element(List<?> array, long position) {
    return position >= 1 && position <= array.size() ? array.get((int) position - 1) : null;
  }

  /** {@code map[key]}. */
  public static Object element(Map<?, ?> map, Object key) {
    var value = map.get(Values.asKey(key));
    if (value != null || map.containsKey(key) || !(key instanceof Double)) {
      return value;
    }
    // -0.0 may be a key as it is.
    return map.get(-(Double) key);
  }

  public static int cardinality(List<?> array) {
    return array.size();
  }

  public static int cardinality(Map<?, ?> map) {
    return map.size();
  }

  public static boolean contains(Object array, Object value) {
    return array != null && indexOf((List<?>) array, value) >= 0;
  }

  private static int indexOf(List<?> array, Object value) {
    for (int i = 0; i < array.size(); i++) {
      if (Values.same(array.get(i), value)) {
        return i;
      }
    }
    return -1;
  }

  /** The first position of a value, or null. */
  public static Integer position(Object array, Object value) {
    int index = array == null ? -1 : indexOf((List<?>) array, value);
    return index < 0 ? null : (Integer) (index + 1);
  }

  public static List<?> append(Object array, Object value) {
    var result = array == null ? new ArrayList<>() : new ArrayList<Object>((List<?>) array);
    result.add(value);
    return Collections.unmodifiableList(result);
  }

  public static List<?> prepend(Object value, Object array) {
    var result = new ArrayList<>();
    result.add(value);
    if (array != null) {
      result.addAll((List<?>) array);
    }
    return Collections.unmodifiableList(result);
  }

  /** Both arrays, one after the other; NULL counts as empty unless both are NULL. */
  public static List<?> concat(Object left, Object right) {
    if (left == null || right == null) {
      return (List<?>) (left == null ? right : left);
    }
    var result = new ArrayList<Object>((List<?>) left);
    result.addAll((List<?>) right);
    return Collections.unmodifiableList(result);
  }

  /** Each value once, where it came first. */
  public static List<?> distinct(List<?> array) {
    var seen = new LinkedHashMap<Object, Object>();
    for (var value : array) {
      seen.putIfAbsent(Values.asKey(value), value);
    }
    return Collections.unmodifiableList(new ArrayList<>(seen.values()));
  }

  public static List<?> remove(List<?> array, Object value) {
    var result = new ArrayList<Object>();
    for (var element : array) {
      if (!Values.same(element, value)) {
        result.add(element);
      }
    }
    return Collections.unmodifiableList(result);
  }

  /** Ascending, NULL last. */
  public static List<?> sort(List<?> array) {
    var result = new ArrayList<Object>(array);
    result.sort(Values::compareNullsLast);
    return Collections.unmodifiableList(result);
  }

  public static List<?> reverse(List<?> array) {
    var result = new ArrayList<Object>(array);
    Collections.reverse(result);
    return Collections.unmodifiableList(result);
  }

  /** The elements from one position to another, both included; positions outside are left out. */
  public static List<?> slice(List<?> array, int from, int to) {
    int start = Math.max(from, 1) - 1;
    int end = Math.min(to, array.size());
    return start >= end
        ? List.of()
        : Collections.unmodifiableList(new ArrayList<>(array.subList(start, end)));
  }

  /** The least element that is not NULL, or null. */
  public static Object min(List<?> array) {
    return extremum(array, 1);
  }

  /** The greatest element that is not NULL, or null. */
  public static Object max(List<?> array) {
    return extremum(array, -1);
  }

  private static Object extremum(List<?> array, int sign) {
    Object best = null;
    for (var value : array) {
      if (value != null && (best == null || Values.compare(value, best) * sign < 0)) {
        best = value;
      }
    }
    return best;
  }

  /** The elements as one text; NULL is left out. */
  public static String join(List<?> array, String separator) {
    var out = new StringBuilder();
    boolean first = true;
    for (var value : array) {
      if (value != null) {
        out.append(first ? "" : separator).append((String) value);
        first = false;
      }
    }
    return out.toString();
  }

  /** The elements as one text, with a text for NULL. */
  public static String join(List<?> array, String separator, String nullText) {
    var out = new StringBuilder();
    for (int i = 0; i < array.size(); i++) {
      out.append(i == 0 ? "" : separator);
      out.append(array.get(i) == null ? nullText : (String) array.get(i));
    }
    return out.toString();
  }

  /** The parts of a text between separators; each character if the separator is NULL. */
  public static List<?> split(Object text, Object separator) {
    if (text == null) {
      return null;
    }
    String whole = (String) text;
    var parts = new ArrayList<Object>();
    if (separator == null) {
      whole.codePoints().forEach(c -> parts.add(Character.toString(c)));
    } else if (!whole.isEmpty()) {
      String between = (String) separator;
      int start = 0;
      for (int at = between.isEmpty() ? -1 : whole.indexOf(between);
          at >= 0;
          at = whole.indexOf(between, start)) {
        parts.add(whole.substring(start, at));
        start = at + between.length();
      }
      parts.add(whole.substring(start));
    }
    return Collections.unmodifiableList(parts);
  }

  public static List<?> keys(Map<?, ?> map) {
    return Collections.unmodifiableList(new ArrayList<>(map.keySet()));
  }

  public static List<?> values(Map<?, ?> map) {
    return Collections.unmodifiableList(new ArrayList<>(map.values()));
  }

  public static boolean containsKey(Map<?, ?> map, Object key) {
    return map.containsKey(key);
  }

  /** Keys and values as rows. */
  public static List<?> entries(Map<?, ?> map) {
    var rows = new ArrayList<Object>();
    map.forEach(
        (key, value) -> {
          var fields = new ArrayList<Object>();
          fields.add(key);
          fields.add(value);
          rows.add(new RowValue(fields));
        });
    return Collections.unmodifiableList(rows);
  }

  /** A map of keys and values at equal positions; the last of equal keys wins. */
  public static Map<?, ?> mapOf(List<?> keys, List<?> values) {
    if (keys.size() != values.size()) {
      throw new dev.weir.event.RowError(
          "a map of " + keys.size() + " keys and " + values.size() + " values");
    }
    var map = new LinkedHashMap<Object, Object>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) == null) {
        throw new dev.weir.event.RowError("a map key is NULL");
      }
      map.put(keys.get(i), values.get(i));
    }
    return Collections.unmodifiableMap(map);
  }
}
