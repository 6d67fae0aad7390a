package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.type.DataType;
import dev.weir.type.JsonCasts;
import dev.weir.type.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON. The query functions answer text that is not JSON with what the standard takes by default: no
 * value.
 */
public final class JsonFunctions {
  private JsonFunctions() {}

  /** The scalar that the path leads to, as text; null if there is none, or several, or no scalar. */
  public static String value(String json, JsonPath path) {
    var found = find(json, path);
    if (found.size() != 1) {
      return null;
    }
    var value = found.get(0);
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof JsonTree.JsonNumber number) {
      return number.text();
    }
    return value instanceof Boolean truth ? truth.toString() : null;
  }

  /** The object or array that the path leads to; null if there is none, or several, or a scalar. */
  public static String query(String json, JsonPath path) {
    var found = find(json, path);
    if (found.size() != 1) {
      return null;
    }
    var value = found.get(0);
    return value instanceof Map<?, ?> || value instanceof List<?> ? JsonTree.write(value) : null;
  }

  /** All that the path leads to, as a JSON array. */
  public static String queryAll(String json, JsonPath path) {
    return JsonTree.write(find(json, path));
  }

  public static boolean exists(String json, JsonPath path) {
    return !find(json, path).isEmpty();
  }

  private static List<Object> find(String json, JsonPath path) {
    Object root;
    try {
      root = JsonTree.parse(json);
    } catch (RowError e) {
      return List.of();
    }
    return path.find(root);
  }

  /** Whether the text is a JSON value. */
  public static boolean isJson(String text) {
    try {
      JsonTree.parse(text);
      return true;
    } catch (RowError e) {
      return false;
    }
  }

  /** The elements of an array as texts; null if it is no array. */
  public static List<?> elements(String json) {
    if (!(JsonTree.parse(json) instanceof List<?> elements)) {
      return null;
    }
    var texts = new ArrayList<Object>();
    for (var element : elements) {
      texts.add(JsonTree.write(element));
    }
    return java.util.Collections.unmodifiableList(texts);
  }

  public static Integer arrayLength(String json) {
    return JsonTree.parse(json) instanceof List<?> elements ? (Integer) elements.size() : null;
  }

  /** Any value as JSON; NULL as {@code null}. */
  public static String toJson(Object value, DataType type) {
    return JsonCasts.toJson(value, type);
  }

  /** An object of names and JSON values in turn. */
  public static String object(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new RowError("JSON_OBJECT takes names and values in turn");
    }
    var out = new StringBuilder("{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i] == null || namesAndValues[i].equals("null")) {
        throw new RowError("a name of JSON_OBJECT is NULL");
      }
      String name = (String) namesAndValues[i];
      out.append(i == 0 ? "" : ",");
      if (name.startsWith("\"")) {
        out.append(name);
      } else {
        JsonTree.writeString(out, name);
      }
      out.append(':').append(namesAndValues[i + 1] == null ? "null" : namesAndValues[i + 1]);
    }
    return out.append('}').toString();
  }

  /** An array of JSON values; NULL is left out, as the standard says. */
  public static String array(Object... values) {
    var out = new StringBuilder("[");
    boolean first = true;
    for (var value : values) {
      if (value != null && !value.equals("null")) {
        out.append(first ? "" : ",").append(value);
        first = false;
      }
    }
    return out.append(']').toString();
  }
}
