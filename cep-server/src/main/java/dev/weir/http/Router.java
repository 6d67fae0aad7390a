package dev.weir.http;

import dev.weir.RunException;
import dev.weir.SqlException;
import dev.weir.diagnostic.Source;
import dev.weir.serve.RuleServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a request asks for, has it done, and turns what goes wrong into an answer. */
final class Router extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final RuleServer server;
  private final Limits limits;
  private final StreamResource streams;
  private final RuleResource rules;
  private final RowsResource rows;
  private volatile boolean stopping;

  Router(RuleServer server, Limits limits) {
    this.server = server;
    this.limits = limits;
    this.streams = new StreamResource(server, limits);
    this.rules = new RuleResource(server, limits);
    this.rows = new RowsResource(server, limits);
  }

  /** From now on the server is not ready, and says so. */
  void stopping() {
    stopping = true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer;
    try {
      requireOwnOrigin(request);
      var path = path(request);
      if (path.size() == 4 && path.get(1).equals("rules") && path.get(3).equals("rows")) {
        requireMethod(request, "GET");
        rows.get(request, response, callback, path.get(2));
        return true;
      }
      answer = answer(request, path);
    } catch (NotAllowed e) {
      response.getHeaders().put(HttpHeader.ALLOW, e.getMessage());
      answer = Answer.refusal(405, "METHOD_NOT_ALLOWED", "allowed here: " + e.getMessage(), null);
    } catch (IOException | RuntimeException e) {
      answer = failure(e);
    }
    response.setStatus(answer.status());
    if (answer.json().length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    }
    response.write(true, ByteBuffer.wrap(answer.json()), callback);
    return true;
  }

  /**
   * There are no passwords yet, so a page of the web that the user happens to visit must not be able to speak for him: neither
   * directly (a browser then tells the page's origin) nor under a name of its own for this machine.
   */
  private static void requireOwnOrigin(Request request) {
    var host = request.getHeaders().get(HttpHeader.HOST);
    if (host != null && !LOOPBACK.contains(host.replaceFirst(":\\d+$", ""))) {
      throw new Refusal(
          403, "HOST_NOT_ALLOWED", "this server answers to localhost only, not to " + host, null);
    }
    var origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && !isOwn(origin, host)) {
      throw new Refusal(
          403, "ORIGIN_NOT_ALLOWED", "pages of " + origin + " may not use this server", null);
    }
  }

  private static boolean isOwn(String origin, String host) {
    try {
      return host != null && host.equals(new URI(origin).getAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static List<String> path(Request request) {
    var path = request.getHttpURI().getPath();
    try {
      return Arrays.stream(path.substring(1).split("/", -1))
          .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "MALFORMED_PATH", "the path can't be read", null);
    }
  }

  private Answer answer(Request request, List<String> path) throws IOException {
    var method = request.getMethod();
    var where = path.get(0).equals("v1") && path.size() > 1 ? path.get(1) : path.get(0);
    switch (path.size() + " " + where) {
      case "1 health", "1 ready":
        requireMethod(request, "GET");
        return where.equals("ready") ? ready() : health();
      case "2 statements":
        requireMethod(request, "POST");
        return statements(request);
      case "3 streams":
        requireMethod(request, "POST");
        return streams.post(request, path.get(2));
      case "2 rules":
        requireMethod(request, "GET");
        return rules.list();
      case "3 rules":
        requireMethod(request, "GET", "PUT", "DELETE");
        return method.equals("PUT")
            ? rules.put(request, path.get(2))
            : method.equals("DELETE") ? rules.delete(path.get(2)) : rules.get(path.get(2));
      case "4 rules":
        if (path.get(3).equals("pause") || path.get(3).equals("resume")) {
          requireMethod(request, "POST");
          return rules.alter(path.get(2), path.get(3).equals("pause") ? "PAUSE" : "RESUME");
        }
        break;
      default:
        break;
    }
    throw new Refusal(
        404, "NOT_FOUND", "there is nothing at " + request.getHttpURI().getPath(), null);
  }

  private static final class NotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllowed(String allowed) {
      super(allowed, null, false, false);
    }
  }

  private static void requireMethod(Request request, String... methods) {
    if (!List.of(methods).contains(request.getMethod())) {
      throw new NotAllowed(String.join(", ", methods));
    }
  }

  private Answer health() {
    boolean isUp = !server.ended().isDone();
    return status(isUp, isUp ? "up" : "down");
  }

  private Answer ready() {
    boolean isReady = !stopping && !server.ended().isDone();
    return status(isReady, isReady ? "ready" : "stopping");
  }

  private static Answer status(boolean isGood, String word) {
    return Answer.of(
        isGood ? 200 : 503,
        out -> {
          out.writeStartObject();
          out.writeStringField("status", word);
          out.writeEndObject();
        });
  }

  private Answer statements(Request request) throws IOException {
    var source = Source.of("<request>", Body.sql(request, limits.bodyBytes()));
    var collected = new Collected(limits.answerRows());
    try {
      server.change(
          collected,
          (engine, results) -> {
            engine.execute(source, results);
            return null;
          });
    } catch (IllegalArgumentException e) {
      return Answer.refusal(
          400,
          "NEVER_ENDS",
          "this query never ends by itself",
          "make it a rule, PUT /v1/rules/NAME, and read its rows, GET /v1/rules/NAME/rows");
    }
    return Answer.of(200, collected::write);
  }

  private Answer failure(Exception e) {
    if (e instanceof Refusal refusal) {
      return Answer.refusal(refusal.status(), refusal.code(), refusal.getMessage(), refusal.help());
    }
    if (e instanceof SqlException mistakes) {
      return Answer.mistakes(mistakes.diagnostics(), 0);
    }
    if (e instanceof Mistakes mistakes) {
      return Answer.mistakes(mistakes.diagnostics(), 0);
    }
    if (e instanceof RunException) {
      return Answer.refusal(422, "RUN_FAILED", e.getMessage(), null);
    }
    if (stopping || server.ended().isDone()) {
      return Answer.refusal(503, "STOPPING", "the server is stopping", null);
    }
    if (e instanceof IOException) {
      return Answer.refusal(400, "BODY_NOT_READ", "the body could not be read", null);
    }
    LOG.error("a request could not be handled", e);
    return Answer.refusal(500, "INTERNAL", "internal error: " + e, null);
  }
}
