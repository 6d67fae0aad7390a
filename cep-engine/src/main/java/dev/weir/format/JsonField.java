package dev.weir.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.connector.Options;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.CharSlice;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads the JSON of one column's value into an event; the parser stands on the value's first token
 * and is left on its last. One object per column. Not thread-safe.
 *
 * <p>A number may be written as a number or as a text that spells one (as exchanges do for prices);
 * a VARCHAR may be written as a text, a number or a truth value. Nothing else is converted.
 */
public final class JsonField {
  private final Column column;
  private final int index;
  private final DataType type;
  private final JsonValue nested;
  private final TextField text;
  private final CharSlice slice = new CharSlice();

  private JsonField(Column column, int index, Options options) {
    this.column = column;
    this.index = index;
    this.type = column.type();
    boolean isNested = JsonValue.isNested(type.kind());
    this.nested = isNested ? new JsonValue(type, options, column.name()) : null;
    this.text = isNested ? null : TextField.of(column, index, options);
  }

  /** @throws dev.weir.connector.ConnectorException if an option is wrong */
  public static JsonField[] of(Schema schema, Options options) {
    var fields = new JsonField[schema.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = of(schema.column(i), i, options);
    }
    return fields;
  }

  static JsonField of(Column column, int index, Options options) {
    return new JsonField(column, index, options);
  }

  public Column column() {
    return column;
  }

  /** A factory that suits untrusted input: names of keys are not kept for ever. */
  public static JsonFactory newFactory() {
    return JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  }

  /** Makes the column NULL. @throws RowError if the column is NOT NULL */
  public void readNull(Event event) {
    if (!column.nullable()) {
      throw new RowError("column \"" + column.name() + "\" is NOT NULL and has no value");
    }
    event.setNull(index);
  }

  /**
   * Reads the value on whose first token the parser stands.
   *
   * @throws RowError naming the column, if it is no value of the column's type
   */
  public void read(JsonParser parser, Event event) throws IOException {
    var token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      if (type.kind() == TypeKind.JSON && !column.nullable()) {
        event.setObject(index, "null");
      } else {
        readNull(event);
      }
    } else if (nested != null) {
      event.setObject(index, readNested(parser));
    } else if (token == JsonToken.VALUE_NUMBER_INT
        && type.kind() == TypeKind.BIGINT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      event.setLong(index, parser.getLongValue());
    } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      readTruth(token == JsonToken.VALUE_TRUE, event);
    } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      readScalar(parser, token == JsonToken.VALUE_STRING, event);
    } else {
      throw JsonValue.wrongKind(column.name(), token, type);
    }
  }

  private Object readNested(JsonParser parser) throws IOException {
    try {
      return nested.read(parser);
    } catch (RowError e) {
      throw new RowError("column \"" + column.name() + "\": " + e.getMessage());
    }
  }

  private void readTruth(boolean value, Event event) {
    if (type.kind() == TypeKind.BOOLEAN) {
      event.setBoolean(index, value);
    } else if (type.kind().isString()) {
      var spelled = Boolean.toString(value);
      text.read(spelled, 0, spelled.length(), event);
    } else {
      throw JsonValue.wrongKind(
          column.name(), value ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE, type);
    }
  }

  private void readScalar(JsonParser parser, boolean isText, Event event) throws IOException {
    if (!JsonValue.takes(type.kind(), isText)) {
      throw JsonValue.wrongKind(column.name(), parser.currentToken(), type);
    }
    var chars = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    text.read(slice.set(chars, from, from + length), 0, length, event);
  }

  /** Reads a value of JSON text that stands in another format's field. */
  void readText(String json, Event event) {
    try (var parser = newFactory().createParser(json)) {
      parser.nextToken();
      if (parser.currentToken() == null) {
        throw new RowError("an empty text is not a value of JSON");
      }
      event.setObject(index, nested.read(parser));
      if (parser.nextToken() != null) {
        throw new RowError("'" + Limits.shortened(json) + "' is more than one value of JSON");
      }
    } catch (JsonProcessingException e) {
      throw new RowError("'" + Limits.shortened(json) + "' is not JSON");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }
}
