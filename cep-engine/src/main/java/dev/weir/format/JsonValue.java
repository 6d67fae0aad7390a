package dev.weir.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.connector.ByteOutput;
import dev.weir.connector.Options;
import dev.weir.event.RowError;
import dev.weir.type.DataType;
import dev.weir.type.Intervals;
import dev.weir.type.NumberText;
import dev.weir.type.RowValue;
import dev.weir.type.TimeText;
import dev.weir.type.TypeKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;

/** Reads boxed values of one type from JSON: those inside an ARRAY, MAP or ROW, and JSON itself. */
final class JsonValue {
  private final DataType type;
  private final TimestampFormat timestamps;
  private final JsonValue[] children;

  /** @param column whose timestamp format holds for the values inside */
  JsonValue(DataType type, Options options, String column) {
    this.type = type;
    this.timestamps =
        type.kind().isTimestamp() ? TimestampFormat.of(options, column, type.kind()) : null;
    this.children = new JsonValue[type.children().size()];
    for (int i = 0; i < children.length; i++) {
      children[i] = new JsonValue(type.children().get(i), options, column);
    }
  }

  static boolean isNested(TypeKind kind) {
    return kind == TypeKind.JSON
        || kind == TypeKind.ARRAY
        || kind == TypeKind.MAP
        || kind == TypeKind.ROW;
  }

  /** Whether a scalar type reads a text, or a number. */
  static boolean takes(TypeKind kind, boolean isText) {
    return switch (kind) {
      case BOOLEAN -> false;
      case DATE, TIME, VARBINARY, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> isText;
      default -> true;
    };
  }

  static RowError wrongKind(String column, JsonToken token, DataType type) {
    return new RowError("column \"" + column + "\": " + wrongKind(token, type).getMessage());
  }

  private static RowError wrongKind(JsonToken token, DataType type) {
    var found =
        switch (token) {
          case START_OBJECT, FIELD_NAME, END_OBJECT -> "an object";
          case START_ARRAY, END_ARRAY -> "an array";
          case VALUE_TRUE -> "true";
          case VALUE_FALSE -> "false";
          case VALUE_STRING -> "a text";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          default -> "null";
        };
    var advice =
        type.kind().isString()
                && (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY)
            ? "; the type JSON takes any value"
            : "";
    return new RowError(found + " is not a value of " + type + advice);
  }

  /** The value on whose first token the parser stands, boxed, or null. */
  Object read(JsonParser parser) throws IOException {
    var token = parser.currentToken();
    if (type.kind() == TypeKind.JSON) {
      var out = new ByteOutput(64);
      JsonText.copy(parser, out);
      return out.toString();
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type.kind()) {
      case ARRAY -> readArray(parser);
      case MAP -> readMap(parser);
      case ROW -> readRow(parser);
      default -> readScalar(parser, token);
    };
  }

  private Object readArray(JsonParser parser) throws IOException {
    require(parser, JsonToken.START_ARRAY);
    var values = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(children[0].read(parser));
    }
    return Collections.unmodifiableList(values);
  }

  private Object readMap(JsonParser parser) throws IOException {
    require(parser, JsonToken.START_OBJECT);
    var map = new LinkedHashMap<Object, Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = children[0].scalar(parser.currentName());
      parser.nextToken();
      map.put(key, children[1].read(parser));
    }
    return Collections.unmodifiableMap(map);
  }

  /** Fields by name: of the same spelling, or else but for case; what is missing is NULL. */
  private Object readRow(JsonParser parser) throws IOException {
    require(parser, JsonToken.START_OBJECT);
    var values = new Object[children.length];
    var isExact = new boolean[children.length];
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      int exact = type.names().indexOf(name);
      int field = exact >= 0 ? exact : indexIgnoringCase(name);
      if (field < 0 || exact < 0 && isExact[field]) {
        parser.skipChildren();
        continue;
      }
      values[field] = children[field].read(parser);
      isExact[field] = exact >= 0;
    }
    return new RowValue(java.util.Arrays.asList(values));
  }

  private int indexIgnoringCase(String name) {
    for (int i = 0; i < children.length; i++) {
      if (type.names().get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private void require(JsonParser parser, JsonToken start) {
    if (parser.currentToken() != start) {
      throw wrongKind(parser.currentToken(), type);
    }
  }

  private Object readScalar(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      boolean value = token == JsonToken.VALUE_TRUE;
      if (type.kind() == TypeKind.BOOLEAN) {
        return value;
      }
      if (type.kind().isString()) {
        return scalar(Boolean.toString(value));
      }
      throw wrongKind(token, type);
    }
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()
        || !takes(type.kind(), token == JsonToken.VALUE_STRING)) {
      throw wrongKind(token, type);
    }
    return scalar(parser.getText());
  }

  /** The value that a text spells. */
  private Object scalar(String text) {
    int length = text.length();
    return switch (type.kind()) {
      case NULL -> text;
      case CHAR, VARCHAR -> {
        Limits.length(text, 0, length, type);
        yield Limits.padded(text, type);
      }
      case BOOLEAN -> NumberText.parseBoolean(text);
      case TINYINT -> NumberText.parseTinyint(text, 0, length);
      case SMALLINT -> NumberText.parseSmallint(text, 0, length);
      case INTEGER -> NumberText.parseInt(text);
      case BIGINT -> NumberText.parseLong(text);
      case REAL -> NumberText.parseReal(text, 0, length);
      case DOUBLE -> NumberText.parseDouble(text);
      case DECIMAL -> Limits.decimal(NumberText.parseDecimal(text, 0, length), type);
      case VARBINARY -> TextField.bytes(text);
      case DATE -> TimeText.parseDate(text);
      case TIME -> Limits.micros(TimeText.parseTime(text), type);
      case TIMESTAMP, TIMESTAMP_LTZ -> Limits.micros(timestamps.parse(text, 0, length), type);
      case INTERVAL_DAY_TIME -> Intervals.parseDayTime(text);
      case INTERVAL_YEAR_MONTH -> Intervals.parseYearMonth(text);
      case ARRAY, MAP, ROW, JSON -> throw new RowError("a text is not a value of " + type);
    };
  }
}
