package dev.weir.type;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.event.RowError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON text as a tree of {@link Map} (members in order, the last of a name wins), {@link List},
 * {@link String}, {@link Boolean}, {@link JsonNumber} and {@link #NULL}, and back to text without
 * spaces. Numbers keep their spelling.
 */
public final class JsonTree {
  /** The JSON value {@code null}, which is not the SQL NULL. */
  public static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  /** A number, as it was written. */
  public record JsonNumber(String text) {}

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private JsonTree() {}

  /** A streaming parser of the text, which the caller closes. */
  public static JsonParser parser(String text) {
    try {
      return FACTORY.createParser(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws RowError if the text is not one JSON value */
  public static Object parse(String text) {
    try (var in = parser(text)) {
      if (in.nextToken() == null) {
        throw notJson(text, "it is empty");
      }
      var value = read(in);
      if (in.nextToken() != null) {
        throw notJson(text, "something follows the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw notJson(text, place(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the value whose first token is the current one, up to its last token. */
  public static Object read(JsonParser in) throws IOException {
    var token = in.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          members.put(name, read(in));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          elements.add(read(in));
        }
        yield elements;
      }
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(in.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NULL;
      default -> throw new AssertionError(token);
    };
  }

  /** The error for a text that is not JSON. */
  public static RowError notJson(String text, String why) {
    return new RowError(NumberText.quoted(text, 0, text.length()) + " is not JSON: " + why);
  }

  /** Where a parser gave up, in words. */
  public static String place(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null
        ? "it ends too early"
        : "the error is at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** The text of a tree. */
  public static String write(Object tree) {
    var out = new StringBuilder();
    write(out, tree);
    return out.toString();
  }

  /** Appends the text of a tree. */
  public static void write(StringBuilder out, Object tree) {
    if (tree instanceof String text) {
      writeString(out, text);
    } else if (tree instanceof JsonNumber number) {
      out.append(number.text());
    } else if (tree instanceof Map<?, ?> members) {
      char separator = '{';
      for (var member : members.entrySet()) {
        out.append(separator);
        writeString(out, (String) member.getKey());
        out.append(':');
        write(out, member.getValue());
        separator = ',';
      }
      out.append(members.isEmpty() ? "{}" : "}");
    } else if (tree instanceof List<?> elements) {
      char separator = '[';
      for (var element : elements) {
        out.append(separator);
        write(out, element);
        separator = ',';
      }
      out.append(elements.isEmpty() ? "[]" : "]");
    } else {
      // A truth value or null.
      out.append(tree);
    }
  }

  /** Appends a JSON string with its quotes. */
  public static void writeString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
