package dev.weir.slt;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.Schema;
import dev.weir.type.TimeText;
import dev.weir.type.TypeKind;
import dev.weir.type.ValueFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The canonical text of a row: values in order, a tab between two. NULL is {@code NULL}, an empty text {@code (empty)}. In
 * a text, tab, line break and backslash are {@code \t \n \\}; a text that reads like one of the two words begins with a
 * backslash.
 *
 * <p>Real numbers are rounded to {@value #DOUBLE_DIGITS} significant digits (REAL: {@value #REAL_DIGITS}), so that a file
 * does not depend on the order of additions in the last bit. They are compared as text, without a tolerance. Expected
 * rows go through {@link #normalize} first: {@code 1e2}, {@code 100} and {@code 100.0} are one real number.
 */
final class ValueText {
  static final String NULL = "NULL";
  static final String EMPTY = "(empty)";
  private static final int DOUBLE_DIGITS = 12;
  private static final int REAL_DIGITS = 6;
  private static final MathContext DOUBLE_CONTEXT =
      new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN);
  private static final MathContext REAL_CONTEXT =
      new MathContext(REAL_DIGITS, RoundingMode.HALF_EVEN);

  private ValueText() {}

  /** One row of a result. @param change null if the result is no changelog */
  static String row(Event row, Schema schema, Change change) {
    var text = new StringBuilder();
    if (change != null) {
      text.append(change.code());
    }
    for (int i = 0; i < schema.size(); i++) {
      if (i > 0 || change != null) {
        text.append('\t');
      }
      text.append(field(row.get(i), schema.type(i)));
    }
    return text.toString();
  }

  private static String field(Object value, DataType type) {
    if (value == null) {
      return NULL;
    }
    return value instanceof String string ? escape(string) : escapeControls(plain(value, type));
  }

  static String escape(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (text.equals(NULL) || text.equals(EMPTY)) {
      return "\\" + text;
    }
    return escapeControls(text);
  }

  private static String escapeControls(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\\' -> out.append("\\\\");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** The inverse of {@link #escape} for what is not NULL. */
  static String unescape(String field) {
    if (field.equals(EMPTY)) {
      return "";
    }
    if (field.indexOf('\\') < 0) {
      return field;
    }
    var out = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char next = field.charAt(++i);
        out.append(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String plain(Object value, DataType type) {
    return ValueFormat.format(rounded(value, type), type);
  }

  /** The value with all real numbers in it rounded. */
  private static Object rounded(Object value, DataType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case DOUBLE -> round((Double) value, DOUBLE_CONTEXT);
      case REAL -> round((Double) value, REAL_CONTEXT);
      case ARRAY -> {
        var elements = new ArrayList<Object>();
        ((List<?>) value).forEach(element -> elements.add(rounded(element, type.element())));
        yield elements;
      }
      case MAP -> {
        var entries = new LinkedHashMap<Object, Object>();
        ((Map<?, ?>) value)
            .forEach((key, element) -> entries.put(key, rounded(element, type.children().get(1))));
        yield entries;
      }
      case ROW -> {
        var fields = new ArrayList<Object>();
        for (var field : ((RowValue) value).fields()) {
          fields.add(rounded(field, type.children().get(fields.size())));
        }
        yield new RowValue(fields);
      }
      default -> value;
    };
  }

  private static double round(double value, MathContext digits) {
    return Double.isFinite(value) ? new BigDecimal(value).round(digits).doubleValue() : value;
  }

  /** An expected row in canonical form; a field that is no value of its column's type stays as it is. */
  static String normalize(String line, Schema schema, boolean changelog) {
    var fields = line.split("\t", -1);
    int first = changelog ? 1 : 0;
    if (fields.length != schema.size() + first) {
      return line;
    }
    for (int i = 0; i < schema.size(); i++) {
      fields[i + first] = normalizeField(fields[i + first], schema.type(i));
    }
    return String.join("\t", fields);
  }

  private static String normalizeField(String field, DataType type) {
    if (field.equals(NULL)) {
      return field;
    }
    try {
      return switch (type.kind()) {
        case DOUBLE, REAL -> plain(Double.parseDouble(field), type);
        case TIMESTAMP -> plain(TimeText.parseTimestamp(field), type);
        default -> field;
      };
    } catch (NumberFormatException | RowError e) {
      return field;
    }
  }

  /** The letter of a type in {@code query TIRBP}. */
  static char letter(DataType type) {
    var kind = type.kind();
    if (kind.isInteger()) {
      return 'I';
    }
    if (kind.isFloating() || kind == TypeKind.DECIMAL) {
      return 'R';
    }
    if (kind == TypeKind.BOOLEAN) {
      return 'B';
    }
    return kind.isTimestamp() ? 'P' : 'T';
  }

  /** Null if the columns fit the letters, else what does not. {@code T} fits every type. */
  static String checkTypes(String letters, Schema schema, boolean changelog) {
    var own = changelog ? "T" : "";
    var natural = new StringBuilder(own);
    for (var column : schema.columns()) {
      natural.append(letter(column.type()));
    }
    if (letters.length() != natural.length()) {
      return "the test says "
          + letters
          + ", the result has the columns "
          + columns(schema)
          + ": "
          + natural;
    }
    for (int i = own.length(); i < letters.length(); i++) {
      if (letters.charAt(i) != 'T' && letters.charAt(i) != natural.charAt(i)) {
        var column = schema.column(i - own.length());
        return "column \""
            + column.name()
            + "\" is "
            + column.type()
            + ", which is "
            + natural.charAt(i)
            + ", not "
            + letters.charAt(i);
      }
    }
    return null;
  }

  static String columns(Schema schema) {
    return String.join(", ", schema.columns().stream().map(Column::name).toList());
  }
}
