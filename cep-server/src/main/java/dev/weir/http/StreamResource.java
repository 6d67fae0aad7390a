package dev.weir.http;

import dev.weir.Engine;
import dev.weir.StreamInput;
import dev.weir.catalog.StreamPlan;
import dev.weir.event.Event;
import dev.weir.serve.RuleServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.server.Request;

/** {@code /v1/streams/NAME}: rows for streams that live in the engine. */
final class StreamResource {
  private final RuleServer server;
  private final Limits limits;

  /** By name in lower case. Used on the engine's thread only. They stay open, so that a stream does not end. */
  private final Map<String, Opened> inputs = new HashMap<>();

  /** Compared by identity: a stream that was made anew in the same words is another one. */
  private static final class Opened {
    private final StreamPlan plan;
    private final StreamInput input;

    Opened(StreamPlan plan, StreamInput input) {
      this.plan = plan;
      this.input = input;
    }

    @SuppressWarnings("ReferenceEquality")
    boolean isOf(StreamPlan other) {
      return plan == other;
    }
  }

  StreamResource(RuleServer server, Limits limits) {
    this.server = server;
    this.limits = limits;
  }

  /** Reads rows on this thread and hands them to the engine in one batch; they are through when this returns. */
  Answer post(Request request, String name) throws IOException {
    var opened = server.call(engine -> open(engine, name));
    var body = new EventBody(opened.input, timeColumn(opened.plan));
    boolean lines = Body.isOfType(request, "application/x-ndjson", "application/ndjson");
    body.read(Body.read(request, limits.bodyBytes()), lines);
    if (!body.accepted().isEmpty()) {
      var rows = body.accepted().toArray(Event[]::new);
      server.call(
          engine -> {
            if (open(engine, name) != opened) {
              throw new Refusal(
                  409,
                  "STREAM_CHANGED",
                  "stream \"" + name + "\" was made anew meanwhile",
                  "send again");
            }
            opened.input.sendAll(rows, 0, rows.length);
            opened.input.flush();
            return null;
          });
    }
    int status = body.accepted().isEmpty() && body.rejected() > 0 ? 422 : 200;
    return Answer.of(
        status,
        out -> {
          out.writeStartObject();
          out.writeNumberField("accepted", body.accepted().size());
          out.writeNumberField("rejected", body.rejected());
          out.writeArrayFieldStart("errors");
          for (var problem : body.problems()) {
            out.writeStartObject();
            out.writeStringField("code", "BAD_ROW");
            out.writeNumberField("row", problem.row());
            out.writeStringField("message", problem.message());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static int timeColumn(StreamPlan plan) {
    return plan.isPlain() ? plan.stream().watermark().map(w -> w.column()).orElse(-1) : -1;
  }

  private Opened open(Engine engine, String name) {
    var plan =
        engine.catalog().stream(name)
            .orElseThrow(
                () ->
                    new Refusal(
                        404, "STREAM_NOT_FOUND", "there is no stream \"" + name + "\"", null));
    var known = inputs.get(name.toLowerCase(Locale.ROOT));
    if (known != null && known.isOf(plan)) {
      return known;
    }
    if (plan.stream().connector().isPresent()) {
      throw new Refusal(
          409,
          "STREAM_HAS_CONNECTOR",
          "stream \"" + plan.stream().name() + "\" has a connector, rows can't be sent to it",
          "a stream without WITH ('connector' = ...) takes rows");
    }
    StreamInput input;
    try {
      input = engine.input(name);
    } catch (IllegalStateException e) {
      throw new Refusal(409, "STREAM_ENDED", e.getMessage(), null);
    }
    var opened = new Opened(plan, input);
    inputs.put(name.toLowerCase(Locale.ROOT), opened);
    return opened;
  }
}
