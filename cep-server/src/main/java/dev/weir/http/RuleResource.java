package dev.weir.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Engine;
import dev.weir.RuleStatus;
import dev.weir.SqlException;
import dev.weir.ast.Statement;
import dev.weir.diagnostic.Source;
import dev.weir.parser.Parser;
import dev.weir.serve.RuleServer;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** {@code /v1/rules}: what runs, and changes of it. A change takes place between two rows, whole or not at all. */
final class RuleResource {
  /** Ends with a line break, so that the client's text keeps its columns and is one line further down. */
  private static final String MAKE = "CREATE OR REPLACE RULE %s AS\n%s";

  private final RuleServer server;
  private final Limits limits;

  RuleResource(RuleServer server, Limits limits) {
    this.server = server;
    this.limits = limits;
  }

  Answer list() {
    var rules = server.call(Engine::rules);
    return Answer.of(
        200,
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("rules");
          for (var rule : rules) {
            write(out, rule);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  Answer get(String name) {
    var rule = server.call(engine -> require(engine, name));
    return Answer.of(200, out -> write(out, rule));
  }

  Answer put(Request request, String name) throws IOException {
    var body = Body.sql(request, limits.bodyBytes());
    var text = requireBody(body);
    boolean isNew;
    try {
      isNew =
          server.change(
              new Collected(0),
              (engine, results) -> {
                var old = find(engine, name);
                var source =
                    Source.of(
                        "<request>",
                        String.format(MAKE, quoted(old.map(RuleStatus::name).orElse(name)), text));
                engine.execute(source, results);
                return old.isEmpty();
              });
    } catch (SqlException e) {
      return Answer.mistakes(e.diagnostics(), 1);
    }
    var rule = server.call(engine -> require(engine, name));
    return Answer.of(isNew ? 201 : 200, out -> write(out, rule));
  }

  /** What a rule does: one query or INSERT, without its semicolon. */
  private static String requireBody(String text) {
    var parsed = Parser.parse(Source.of("<request>", text));
    if (parsed.hasErrors()) {
      throw new Mistakes(parsed.diagnostics());
    }
    boolean isBody =
        parsed.statements().size() == 1
            && (parsed.statements().get(0).kind() == Statement.Kind.QUERY
                || parsed.statements().get(0).kind() == Statement.Kind.INSERT);
    if (!isBody) {
      throw new Refusal(
          400,
          "NOT_A_RULE",
          "a rule is one SELECT or one INSERT INTO ... SELECT",
          "send what follows CREATE RULE name AS");
    }
    // From the beginning of the text, so that places stay what they are.
    return text.substring(0, parsed.statements().get(0).span().end());
  }

  Answer delete(String name) {
    execute(name, "DROP RULE %s");
    return Answer.nothing();
  }

  Answer alter(String name, String action) {
    execute(name, "ALTER RULE %s " + action);
    return get(name);
  }

  private void execute(String name, String statement) {
    server.change(
        new Collected(0),
        (engine, results) -> {
          var text = String.format(statement, quoted(require(engine, name).name()));
          engine.execute(Source.of("<request>", text), results);
          return null;
        });
  }

  static Optional<RuleStatus> find(Engine engine, String name) {
    return engine.rules().stream().filter(rule -> rule.name().equalsIgnoreCase(name)).findFirst();
  }

  static RuleStatus require(Engine engine, String name) {
    return find(engine, name)
        .orElseThrow(
            () -> new Refusal(404, "RULE_NOT_FOUND", "there is no rule \"" + name + "\"", null));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static void write(JsonGenerator out, RuleStatus rule) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", rule.name());
    out.writeStringField("state", rule.state().name());
    out.writeNumberField("version", rule.version());
    out.writeNumberField("eventsIn", rule.eventsIn());
    out.writeNumberField("rowsOut", rule.rowsOut());
    out.writeStringField("target", rule.target().orElse(null));
    out.writeStringField("failure", rule.failure().orElse(null));
    out.writeStringField("sql", rule.text());
    out.writeEndObject();
  }
}
