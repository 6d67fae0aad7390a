package dev.weir.type;

import dev.weir.event.RowError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values as JSON and JSON as values. A ROW is an object with its field names, a MAP an object with
 * its keys as text, times are strings in their canonical text, NULL is {@code null}. The other way,
 * a JSON {@code null} is NULL, a missing member is a NULL field, and members match fields by name,
 * in any case if none matches exactly.
 */
public final class JsonCasts {
  private JsonCasts() {}

  /** The text itself, if it is JSON. @throws RowError if not */
  public static String checked(String text) {
    JsonTree.parse(text);
    return text;
  }

  /** The JSON text of a boxed value. */
  public static String toJson(Object value, DataType type) {
    var out = new StringBuilder();
    append(out, value, type);
    return out.toString();
  }

  /** Appends the JSON text of a boxed value; null gives {@code null}. */
  public static void append(StringBuilder out, Object value, DataType type) {
    if (value == null) {
      out.append("null");
      return;
    }
    switch (type.kind()) {
      case NULL, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, JSON ->
          ValueFormat.append(out, value, type);
      case REAL, DOUBLE -> {
        // JSON has no infinities and no NaN: they are strings.
        boolean quoted = !Double.isFinite((Double) value);
        out.append(quoted ? "\"" : "");
        ValueFormat.append(out, value, type);
        out.append(quoted ? "\"" : "");
      }
      case CHAR, VARCHAR -> JsonTree.writeString(out, (String) value);
      case VARBINARY,
          DATE,
          TIME,
          TIMESTAMP,
          TIMESTAMP_LTZ,
          INTERVAL_DAY_TIME,
          INTERVAL_YEAR_MONTH ->
          JsonTree.writeString(out, ValueFormat.format(value, type));
      case ARRAY -> {
        char separator = '[';
        for (var element : (List<?>) value) {
          out.append(separator);
          append(out, element, type.element());
          separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
      }
      case MAP -> {
        char separator = '{';
        for (var entry : ((Map<?, ?>) value).entrySet()) {
          out.append(separator);
          JsonTree.writeString(out, ValueFormat.format(entry.getKey(), type.children().get(0)));
          out.append(':');
          append(out, entry.getValue(), type.children().get(1));
          separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
      }
      case ROW -> {
        var fields = ((RowValue) value).fields();
        char separator = '{';
        for (int i = 0; i < fields.size(); i++) {
          out.append(separator);
          JsonTree.writeString(out, type.names().get(i));
          out.append(':');
          append(out, fields.get(i), type.children().get(i));
          separator = ',';
        }
        out.append(fields.isEmpty() ? "{}" : "}");
      }
    }
  }

  /** The value of JSON text as a type; text types get the JSON text itself. */
  static Object fromJson(String json, DataType type) {
    if (type.kind() == TypeKind.JSON) {
      return json;
    }
    if (type.kind().isString()) {
      return Casts.cast(json, DataType.VARCHAR, type);
    }
    return fromTree(JsonTree.parse(json), type);
  }

  /**
   * The value of a JSON tree as a type, null for a JSON {@code null}. A string or number becomes the
   * type by a cast of its text.
   *
   * @throws RowError if the tree has another shape than the type
   */
  public static Object fromTree(Object tree, DataType type) {
    if (tree == JsonTree.NULL) {
      return type.kind() == TypeKind.JSON ? "null" : null;
    }
    if (type.kind() == TypeKind.JSON) {
      return JsonTree.write(tree);
    }
    if (tree instanceof List<?> elements) {
      return fromArray(elements, type);
    }
    if (tree instanceof Map<?, ?> members) {
      return fromObject(members, type);
    }
    String text =
        tree instanceof JsonTree.JsonNumber number
            ? number.text()
            : tree instanceof String s ? s : tree.toString();
    if (type.kind() == TypeKind.ARRAY
        || type.kind() == TypeKind.MAP
        || type.kind() == TypeKind.ROW) {
      throw mismatch(tree, type);
    }
    if (tree instanceof JsonTree.JsonNumber && type.kind().isInteger()) {
      // 1.0 and 1e3 are whole numbers in JSON.
      BigDecimal number = NumberText.parseDecimal(text, 0, text.length());
      return Casts.cast(
          number, DataType.decimal(DataType.MAX_DECIMAL_PRECISION, number.scale()), type);
    }
    return Casts.cast(text, DataType.VARCHAR, type);
  }

  private static Object fromArray(List<?> elements, DataType type) {
    if (type.kind().isString()) {
      return Casts.cast(JsonTree.write(elements), DataType.VARCHAR, type);
    }
    if (type.kind() != TypeKind.ARRAY) {
      throw mismatch(elements, type);
    }
    var values = new ArrayList<>(elements.size());
    for (var element : elements) {
      values.add(fromTree(element, type.element()));
    }
    return Collections.unmodifiableList(values);
  }

  private static Object fromObject(Map<?, ?> members, DataType type) {
    if (type.kind().isString()) {
      return Casts.cast(JsonTree.write(members), DataType.VARCHAR, type);
    }
    if (type.kind() == TypeKind.MAP) {
      var map = new LinkedHashMap<Object, Object>();
      members.forEach(
          (name, value) ->
              map.put(
                  Casts.cast(name, DataType.VARCHAR, type.children().get(0)),
                  fromTree(value, type.children().get(1))));
      return Collections.unmodifiableMap(map);
    }
    if (type.kind() != TypeKind.ROW) {
      throw mismatch(members, type);
    }
    var fields = new ArrayList<>();
    for (int i = 0; i < type.names().size(); i++) {
      var member = member(members, type.names().get(i));
      fields.add(member == null ? null : fromTree(member, type.children().get(i)));
    }
    return new RowValue(fields);
  }

  private static Object member(Map<?, ?> members, String name) {
    var exact = members.get(name);
    if (exact != null) {
      return exact;
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    for (var member : members.entrySet()) {
      if (((String) member.getKey()).toLowerCase(Locale.ROOT).equals(wanted)) {
        return member.getValue();
      }
    }
    return null;
  }

  private static RowError mismatch(Object tree, DataType type) {
    String text = JsonTree.write(tree);
    return new RowError(
        "the JSON value " + NumberText.quoted(text, 0, text.length()) + " is not of type " + type);
  }
}
