package dev.weir.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.Engine;
import dev.weir.serve.LiveRows;
import dev.weir.serve.RuleFiles;
import dev.weir.serve.RuleServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server over real sockets. */
@Timeout(60)
final class HttpSeatTest {
  private static final int BODY_MAX = 1 << 20;
  private static final int ROWS_KEPT = 64;

  @TempDir Path directory;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpSeat seat;

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofSeconds(2));
  }

  private void start(Duration idle) throws IOException {
    Files.writeString(
        directory.resolve("rules.sql"),
        """
        CREATE STREAM trades (symbol VARCHAR NOT NULL, price DOUBLE, ts TIMESTAMP(3),
          WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
        CREATE STREAM plain (x VARCHAR);
        CREATE STREAM dear (symbol VARCHAR);
        CREATE STREAM file (x INTEGER) WITH ('connector' = 'datagen', 'number.of.rows' = '1');
        CREATE RULE high AS SELECT symbol, price FROM trades WHERE price > 100;
        CREATE RULE copy AS INSERT INTO dear SELECT symbol FROM trades WHERE price > 100;
        CREATE RULE echo AS SELECT x FROM plain;
        """);
    var rules =
        RuleServer.start(
            Engine.create(), RuleFiles.read(directory), new LiveRows(ROWS_KEPT, 64 << 20));
    seat = HttpSeat.start(rules, 0, new Limits(BODY_MAX, 500, 3, idle));
  }

  @AfterEach
  void stop() {
    seat.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(seat.url() + path));
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    var builder = request(path).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return client.send(builder.build(), BodyHandlers.ofString());
  }

  private JsonNode expect(int status, String method, String path, String body, String... headers)
      throws Exception {
    var response = send(method, path, body, headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return new ObjectMapper().readTree(response.body());
  }

  private static String errorOf(JsonNode answer) {
    return answer.at("/errors/0/code").asText();
  }

  private HttpResponse<InputStream> rows(String path, String... headers) throws Exception {
    var builder = request(path).GET();
    if (headers.length > 0) {
      builder.headers(headers);
    }
    var response = client.send(builder.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  /** The next line that begins with a word, or null at the end. */
  private static String next(BufferedReader lines, String word) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(word)) {
        return line;
      }
    }
    return null;
  }

  private static String trade(String symbol, double price) {
    return "{\"symbol\":\"" + symbol + "\",\"price\":" + price + ",\"ts\":\"2026-01-01 00:00:00\"}";
  }

  // ---- rows in

  @Test
  void rowsAreTakenAsOneObjectAnArrayOrLines() throws Exception {
    var one = expect(200, "POST", "/v1/streams/trades", trade("A", 1).replace(",", ",\n "));
    var array =
        expect(
            200,
            "POST",
            "/v1/streams/Trades",
            "[" + trade("A", 101) + ",\n" + trade("B", 102) + "]");
    var lines = trade("A", 1) + "\n" + trade("C", 103) + "\n";
    var some = expect(200, "POST", "/v1/streams/trades", lines);
    var said =
        expect(200, "POST", "/v1/streams/trades", lines, "Content-Type", "application/x-ndjson");

    assertThat(one.get("accepted").asInt()).isEqualTo(1);
    assertThat(array.get("accepted").asInt()).isEqualTo(2);
    assertThat(some.get("accepted").asInt()).isEqualTo(2);
    assertThat(said.get("accepted").asInt()).isEqualTo(2);
    var rule = expect(200, "GET", "/v1/rules/high", "");
    assertThat(rule.get("eventsIn").asInt()).isEqualTo(7);
    assertThat(rule.get("rowsOut").asInt()).isEqualTo(4);
    assertThat(rule.get("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void badRowsAreReportedAndTheOthersTaken() throws Exception {
    var body =
        "["
            + trade("A", 1)
            + ", 7, {\"symbol\":\"B\",\"price\":\"much\",\"ts\":\"2026-01-01 00:00:00\"},"
            + "{\"price\":1,\"ts\":\"2026-01-01 00:00:00\"}, {\"symbol\":\"C\"}, "
            + trade("D", 2)
            + "]";

    var answer = expect(200, "POST", "/v1/streams/trades", body);

    assertThat(answer.get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.get("rejected").asInt()).isEqualTo(4);
    assertThat(answer.get("errors").findValuesAsText("row")).containsExactly("2", "3", "4", "5");
    assertThat(answer.at("/errors/2/message").asText()).contains("symbol");
    assertThat(answer.at("/errors/3/message").asText()).contains("ts");
    assertThat(expect(422, "POST", "/v1/streams/trades", "{\"symbol\":1").get("rejected").asInt())
        .isEqualTo(1);
  }

  @Test
  void bodiesThatAreNoRowsAreRefused() throws Exception {
    assertThat(errorOf(expect(400, "POST", "/v1/streams/trades", "[" + trade("A", 1) + ", {")))
        .isEqualTo("MALFORMED_JSON");
    assertThat(errorOf(expect(400, "POST", "/v1/streams/trades", "[] []")))
        .isEqualTo("MALFORMED_JSON");
    assertThat(errorOf(expect(404, "POST", "/v1/streams/none", "{}")))
        .isEqualTo("STREAM_NOT_FOUND");
    assertThat(errorOf(expect(409, "POST", "/v1/streams/file", "{}")))
        .isEqualTo("STREAM_HAS_CONNECTOR");
    assertThat(expect(200, "GET", "/v1/rules/high", "").get("eventsIn").asInt()).isZero();
  }

  @Test
  void oversizedBodiesAreRefusedWithAndWithoutALength() throws Exception {
    var large = " ".repeat(BODY_MAX + 1);

    assertThat(errorOf(expect(413, "POST", "/v1/streams/trades", large)))
        .isEqualTo("BODY_TOO_LARGE");
    var chunked =
        request("/v1/streams/trades")
            .POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(UTF_8))))
            .build();
    assertThat(client.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    assertThat(errorOf(expect(413, "POST", "/v1/statements", large))).isEqualTo("BODY_TOO_LARGE");
  }

  // ---- statements

  @Test
  void statementsAnswerWithTheirRows() throws Exception {
    var answer =
        expect(
            200,
            "POST",
            "/v1/statements",
            "{\"sql\": \"SELECT x * 2 AS y FROM (VALUES (1), (2), (3), (4)) AS t(x); SHOW STREAMS;\"}",
            "Content-Type",
            "application/json");

    assertThat(answer.at("/results/0/columns/0/name").asText()).isEqualTo("y");
    assertThat(answer.at("/results/0/rows").toString())
        .isEqualTo("[{\"y\":2},{\"y\":4},{\"y\":6}]");
    assertThat(answer.at("/results/0/truncated").asBoolean()).isTrue();
    assertThat(answer.get("results")).hasSize(2);
  }

  @Test
  void mistakesHaveAPlaceAndHelp() throws Exception {
    var answer = expect(400, "POST", "/v1/statements", "SHOW RULES;\nSELECT symbl FROM trades");
    var error = answer.at("/errors/0");

    assertThat(error.get("code").asText()).isEqualTo("E0203");
    assertThat(error.at("/place/line").asInt()).isEqualTo(2);
    assertThat(error.at("/place/column").asInt()).isEqualTo(8);
    assertThat(error.at("/place/text").asText()).isEqualTo("SELECT symbl FROM trades");
    assertThat(error.get("help").asText()).contains("did you mean \"symbol\"?");

    var endless = expect(400, "POST", "/v1/statements", "SELECT symbol FROM trades");
    assertThat(errorOf(endless)).isEqualTo("NEVER_ENDS");
    assertThat(errorOf(expect(400, "POST", "/v1/statements", " "))).isEqualTo("NO_STATEMENT");
    assertThat(
            errorOf(expect(400, "POST", "/v1/statements", "{", "Content-Type", "application/json")))
        .isEqualTo("MALFORMED_JSON");
  }

  // ---- rules

  @Test
  void rulesAreAddedReplacedPausedAndDropped() throws Exception {
    var sql = "SELECT x\nFROM plain WHERE x <> 'no' -- all but one\n;";
    assertThat(expect(201, "PUT", "/v1/rules/my%20rule", sql).get("name").asText())
        .isEqualTo("my rule");
    assertThat(expect(200, "PUT", "/v1/rules/MY%20RULE", sql).get("version").asInt()).isEqualTo(2);

    assertThat(expect(200, "POST", "/v1/rules/my%20rule/pause", "").get("state").asText())
        .isEqualTo("PAUSED");
    expect(200, "POST", "/v1/streams/plain", "{\"x\":\"a\"}");
    assertThat(expect(200, "POST", "/v1/rules/my%20rule/resume", "").get("state").asText())
        .isEqualTo("RUNNING");
    expect(200, "POST", "/v1/streams/plain", "{\"x\":\"b\"}");
    assertThat(expect(200, "GET", "/v1/rules/my%20rule", "").get("rowsOut").asInt()).isEqualTo(1);

    assertThat(expect(200, "GET", "/v1/rules", "").get("rules")).hasSize(4);
    assertThat(send("DELETE", "/v1/rules/my%20rule", "").statusCode()).isEqualTo(204);
    assertThat(errorOf(expect(404, "GET", "/v1/rules/my%20rule", ""))).isEqualTo("RULE_NOT_FOUND");
    assertThat(errorOf(expect(404, "DELETE", "/v1/rules/my%20rule", "")))
        .isEqualTo("RULE_NOT_FOUND");
  }

  @Test
  void aRuleThatHasAMistakeLeavesTheOldOneAlone() throws Exception {
    var error = expect(400, "PUT", "/v1/rules/high", "SELECT symbol,\n  prize FROM trades");

    assertThat(error.at("/errors/0/place/line").asInt()).isEqualTo(2);
    assertThat(error.at("/errors/0/place/column").asInt()).isEqualTo(3);
    assertThat(errorOf(expect(400, "PUT", "/v1/rules/high", "SELECT 1; DROP RULE high")))
        .isEqualTo("NOT_A_RULE");
    assertThat(expect(200, "GET", "/v1/rules/high", "").get("version").asInt()).isEqualTo(1);
  }

  // ---- rows out

  @Test
  void rowsComeAsEventsAndAreResumedBehindTheLastOne() throws Exception {
    String id;
    try (var lines = reader(rows("/v1/rules/high/rows"))) {
      expect(
          200, "POST", "/v1/streams/trades", "[" + trade("A", 101) + "," + trade("B", 102) + "]");
      id = next(lines, "id:");
      assertThat(next(lines, "data:"))
          .isEqualTo("data: {\"rule\":\"high\",\"symbol\":\"A\",\"price\":101.0}");
    }
    expect(200, "POST", "/v1/streams/trades", trade("C", 103));

    try (var lines = reader(rows("/v1/rules/high/rows", "Last-Event-ID", id.substring(4)))) {
      assertThat(next(lines, "data:")).contains("\"B\"");
      assertThat(next(lines, "data:")).contains("\"C\"");
    }
    try (var lines = reader(rows("/v1/rules/high/rows?from=oldest"))) {
      assertThat(next(lines, "data:")).contains("\"A\"");
    }
    try (var lines = reader(rows("/v1/rules/high/rows", "Last-Event-ID", "0badcafe.7"))) {
      assertThat(next(lines, "event:")).isEqualTo("event: gap");
      assertThat(next(lines, "data: {\"rule\"")).contains("\"A\"");
    }
    assertThat(errorOf(expect(409, "GET", "/v1/rules/copy/rows", ""))).isEqualTo("RULE_HAS_TARGET");
  }

  @Test
  void whoResumesTooLateIsToldWhatIsLost() throws Exception {
    String id;
    try (var lines = reader(rows("/v1/rules/echo/rows"))) {
      expect(200, "POST", "/v1/streams/plain", "{\"x\":\"first\"}");
      id = next(lines, "id:").substring(4);
    }
    expect(200, "POST", "/v1/streams/plain", "{\"x\":\"y\"}\n".repeat(ROWS_KEPT + 5));

    try (var lines = reader(rows("/v1/rules/echo/rows", "Last-Event-ID", id))) {
      assertThat(next(lines, "event:")).isEqualTo("event: gap");
      assertThat(next(lines, "data:")).contains("\"lost\":5,");
    }
  }

  @Test
  void aRuleThatIsDroppedEndsItsRows() throws Exception {
    try (var lines = reader(rows("/v1/rules/echo/rows"))) {
      expect(200, "POST", "/v1/streams/plain", "{\"x\":\"last\"}");
      expect(200, "POST", "/v1/statements", "DROP RULE echo");

      assertThat(next(lines, "data:")).contains("last");
      assertThat(next(lines, "event:")).isEqualTo("event: end");
      assertThat(next(lines, "id:")).isNull();
    }
  }

  @Test
  void silentRowsShowSignsOfLife() throws Exception {
    try (var lines = reader(rows("/v1/rules/echo/rows"))) {
      for (int i = 0; i < 4; i++) {
        assertThat(next(lines, ":")).isEqualTo(":");
      }
      expect(200, "POST", "/v1/streams/plain", "{\"x\":\"still here\"}");
      assertThat(next(lines, "data:")).contains("still here");
    }
  }

  /** Pushes far more than the buffers of a socket hold, while nobody reads from it. */
  private void pushMuch() throws Exception {
    var rows = ("{\"x\":\"" + "z".repeat(10_000) + "\"}\n").repeat(100);
    for (int i = 0; i < 30; i++) {
      expect(200, "POST", "/v1/streams/plain", rows, "Content-Type", "application/x-ndjson");
    }
  }

  private static BufferedReader readerThatWaits(Socket socket, int port) throws IOException {
    socket.setReceiveBufferSize(1 << 12);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket
        .getOutputStream()
        .write("GET /v1/rules/echo/rows HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
    var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(next(lines, ":")).isEqualTo(":");
    return lines;
  }

  @Test
  void aSlowReaderIsDroppedWithTheReasonAndHoldsNobodyUp() throws Exception {
    seat.close();
    start(Duration.ofMinutes(5));
    try (var slow = new Socket()) {
      var lines = readerThatWaits(slow, seat.port());

      pushMuch();

      assertThat(next(lines, "event:")).isEqualTo("event: dropped");
      assertThat(next(lines, "data:")).contains("TOO_SLOW");
      assertThat(next(lines, "data:")).isNull();
    }
  }

  @Test
  void manyClientsSeeEveryRow() throws Exception {
    var all = new ArrayList<BufferedReader>();
    try {
      for (int i = 0; i < 200; i++) {
        all.add(reader(rows("/v1/rules/echo/rows")));
      }
      for (int i = 0; i < 20; i++) {
        expect(200, "POST", "/v1/streams/plain", "{\"x\":\"row" + i + "\"}");
      }
      for (var lines : all) {
        for (int i = 0; i < 20; i++) {
          assertThat(next(lines, "data:")).contains("\"row" + i + "\"");
        }
      }
    } finally {
      for (var lines : all) {
        lines.close();
      }
    }
  }

  // ---- the server itself

  @Test
  void pathsMethodsAndOriginsAreChecked() throws Exception {
    assertThat(expect(200, "GET", "/health", "").get("status").asText()).isEqualTo("up");
    assertThat(expect(200, "GET", "/ready", "").get("status").asText()).isEqualTo("ready");
    assertThat(errorOf(expect(404, "GET", "/v1/nothing", ""))).isEqualTo("NOT_FOUND");
    assertThat(errorOf(expect(404, "GET", "/", ""))).isEqualTo("NOT_FOUND");
    var wrong = send("PATCH", "/v1/rules/high", "");
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("GET, PUT, DELETE");
    assertThat(
            errorOf(
                expect(
                    403, "POST", "/v1/statements", "SHOW RULES", "Origin", "http://evil.example")))
        .isEqualTo("ORIGIN_NOT_ALLOWED");
    expect(200, "POST", "/v1/statements", "SHOW RULES", "Origin", seat.url());
    assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n")).contains(" 403 ");
    assertThat(raw("garbage\r\n\r\n")).contains(" 400 ");
  }

  private String raw(String text) throws IOException {
    try (var socket = new Socket("127.0.0.1", seat.port())) {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }

  @Test
  void aStopSendsTheLastRowsAndSaysSo() throws Exception {
    try (var lines = reader(rows("/v1/rules/echo/rows"))) {
      expect(200, "POST", "/v1/streams/plain", "{\"x\":\"last\"}");

      seat.close();

      assertThat(next(lines, "data:")).contains("last");
      assertThat(next(lines, "event:")).isEqualTo("event: end");
    }
  }
}
