package dev.weir.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.diagnostic.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What a client is answered: a status and a JSON text, which is empty for 204. */
record Answer(int status, byte[] json) {
  static final JsonFactory JSON = new JsonFactory();

  /** Writes JSON; memory does not fail. */
  interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  static Answer of(int status, Body body) {
    var bytes = new ByteArrayOutputStream();
    try (var out = JSON.createGenerator(bytes)) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(status, bytes.toByteArray());
  }

  static Answer nothing() {
    return new Answer(204, new byte[0]);
  }

  static Answer refusal(int status, String code, String message, String help) {
    return errors(
        status,
        out -> {
          out.writeStartObject();
          out.writeStringField("code", code);
          out.writeStringField("message", message);
          if (help != null) {
            out.writeStringField("help", help);
          }
          out.writeEndObject();
        });
  }

  /** @param linesBefore lines in front of what the client has sent */
  static Answer mistakes(List<Diagnostic> diagnostics, int linesBefore) {
    return errors(
        400,
        out -> {
          for (var diagnostic : diagnostics) {
            write(out, diagnostic, linesBefore);
          }
        });
  }

  private static Answer errors(int status, Body each) {
    return of(
        status,
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("errors");
          each.write(out);
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Diagnostic diagnostic, int linesBefore)
      throws IOException {
    var place = diagnostic.primary();
    out.writeStartObject();
    out.writeStringField("code", diagnostic.code().code());
    out.writeStringField("message", diagnostic.headline());
    out.writeObjectFieldStart("place");
    out.writeNumberField("line", place.line() - linesBefore);
    out.writeNumberField("column", place.column());
    out.writeNumberField("length", place.length());
    out.writeStringField("text", place.source().lineText(place.line()));
    out.writeEndObject();
    var help =
        diagnostic.notes().isEmpty() || diagnostic.label().isEmpty()
            ? diagnostic.label() + String.join("\n", diagnostic.notes())
            : diagnostic.label() + "\n" + String.join("\n", diagnostic.notes());
    if (!help.isEmpty()) {
      out.writeStringField("help", help);
    }
    out.writeEndObject();
  }
}
