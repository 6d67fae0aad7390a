package dev.weir.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.serve.RowBuffer;
import dev.weir.serve.RuleServer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /v1/rules/NAME/rows}: the rows of a rule as they come. */
final class RowsResource {
  private final RuleServer server;
  private final Limits limits;

  /** In every id, so that positions of an earlier run of the server are known as such. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  RowsResource(RuleServer server, Limits limits) {
    this.server = server;
    this.limits = limits;
  }

  /** Begins to send. The request is over when the client leaves, is dropped, or the rule is gone. */
  void get(Request request, Response response, Callback completion, String name) {
    var rule = server.call(engine -> RuleResource.require(engine, name));
    var buffer =
        server
            .rows()
            .of(name)
            .orElseThrow(
                () ->
                    new Refusal(
                        409,
                        "RULE_HAS_TARGET",
                        "rule \""
                            + rule.name()
                            + "\" gives no rows, it inserts them into "
                            + rule.target().orElse("a stream"),
                        "make a rule that selects from that stream"));
    var start = start(request, buffer);
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // So that who is dropped is disconnected.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    var executor = request.getComponents().getThreadPool();
    var scheduler = request.getComponents().getScheduler();
    new RowEvents(
            buffer,
            run,
            start.position,
            response,
            completion,
            executor,
            scheduler,
            limits.idle().toMillis() / 2)
        .start(start.gap);
  }

  private record Start(long position, String gap) {}

  private Start start(Request request, RowBuffer buffer) {
    long oldest = buffer.oldest();
    var lastSeen = request.getHeaders().get("Last-Event-ID");
    if (lastSeen == null || lastSeen.isBlank()) {
      var query = request.getHttpURI().getQuery();
      return new Start("from=oldest".equals(query) ? oldest : buffer.next(), null);
    }
    long seen = numberOf(lastSeen.strip());
    if (seen < 0) {
      return new Start(
          oldest, gap("the rows after " + lastSeen.strip() + " are not known here", -1));
    }
    long position = Math.min(seen + 1, buffer.next());
    return position >= oldest
        ? new Start(position, null)
        : new Start(oldest, gap("rows are not kept any more", oldest - position));
  }

  /** The number in an id, or -1 if it is none of this run. */
  private long numberOf(String id) {
    if (!id.startsWith(run + ".")) {
      return -1;
    }
    try {
      return Long.parseLong(id.substring(run.length() + 1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** @param lost how many rows, -1 if that is not known */
  private static String gap(String message, long lost) {
    return "{\"lost\":"
        + (lost < 0 ? "null" : Long.toString(lost))
        + ",\"message\":\""
        + new String(JsonStringEncoder.getInstance().quoteAsString(message))
        + "\"}";
  }
}
