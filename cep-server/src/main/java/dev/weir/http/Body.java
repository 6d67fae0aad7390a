package dev.weir.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** What a client has sent, read whole but never more than is allowed. */
final class Body {
  private Body() {}

  /** @throws Refusal if it is larger than allowed */
  static byte[] read(Request request, int bytesMax) throws IOException {
    var body = new ByteArrayOutputStream();
    long size = Math.max(0, request.getLength());
    var chunk = new byte[1 << 14];
    try (var in = Content.Source.asInputStream(request)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        size = Math.max(size, (long) body.size() + n);
        if (size > bytesMax) {
          passOver(in, chunk, bytesMax);
          throw new Refusal(
              413,
              "BODY_TOO_LARGE",
              "the body has more than the allowed " + bytesMax + " bytes",
              "send the rows in several requests");
        }
        body.write(chunk, 0, n);
      }
    }
    return body.toByteArray();
  }

  /** Reads on for a while, so that a client that first sends everything gets to see the answer. */
  private static void passOver(InputStream in, byte[] chunk, int bytesMax) throws IOException {
    long rest = bytesMax;
    for (int n = in.read(chunk); n >= 0 && rest > 0; n = in.read(chunk)) {
      rest -= n;
    }
  }

  static boolean isOfType(Request request, String... types) {
    var header = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (header == null) {
      return false;
    }
    var type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (var candidate : types) {
      if (type.equals(candidate)) {
        return true;
      }
    }
    return false;
  }

  /** SQL: the body itself, or the field {@code sql} of a JSON object. */
  static String sql(Request request, int bytesMax) throws IOException {
    var body = read(request, bytesMax);
    var text = isOfType(request, "application/json") ? sqlField(body) : text(body);
    if (text.isBlank()) {
      throw new Refusal(400, "NO_STATEMENT", "the body has no statement", null);
    }
    return text;
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(400, "NOT_TEXT", "the body is no text in UTF-8", null);
    }
  }

  private static String sqlField(byte[] body) throws IOException {
    String sql = null;
    try (JsonParser in = Answer.JSON.createParser(body)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        for (var key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
          boolean isText = in.nextToken() == JsonToken.VALUE_STRING;
          if (key.equals("sql") && isText) {
            sql = in.getText();
          } else {
            in.skipChildren();
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
    if (sql == null) {
      throw new Refusal(
          400,
          "NO_STATEMENT",
          "the body has no text field \"sql\"",
          "send {\"sql\": \"...\"}, or the text itself as text/plain");
    }
    return sql;
  }

  static Refusal malformed(JsonProcessingException e) {
    var location = e.getLocation();
    var place =
        location == null
            ? ""
            : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    return new Refusal(
        400, "MALFORMED_JSON", "the body is not JSON: " + e.getOriginalMessage() + place, null);
  }
}
