package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ast.Statement;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.DiagnosticPrinter;
import dev.weir.diagnostic.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, parsing ends with statements or with messages that can be shown. Seeded, so a failure can be had again. */
class FuzzTest {
  private static final int ROUNDS = 700;
  private static final String[] LANGUAGE = Sql.resource("language.sql").split(";");
  private static final String[] TOKENS =
      ("SELECT FROM WHERE GROUP BY ORDER HAVING WINDOW AS ( ) ( ) [ ] , ; . * + - / || | = < > -> ->> {- -} { } ! ? ^ $ :: : => a b t \"q\" 'x' 1 2.5"
              + " 1e3 INTERVAL SECOND TO NOT AND OR IN BETWEEN LIKE IS NULL CASE WHEN THEN ELSE END CAST CREATE STREAM TABLE VIEW RULE INSERT INTO VALUES"
              + " MATCH_RECOGNIZE PATTERN DEFINE MEASURES EMIT CHANGES EVERY UNION ALL JOIN ON LEFT WITH TUMBLE HOP MERGE LATE UNNEST LATERAL FOR"
              + " OVER PARTITION ROWS RANGE LIMIT EXISTS ARRAY MAP ROW TIMESTAMP SHOW EXPLAIN SET DROP ALTER -- /* */ ' \" ` @ é 日 \uD83D\uDE00 \t \n")
          .split(" ");

  private static void check(String text) {
    ParseResult result;
    try {
      result = Parser.parse(Source.of("fuzz.sql", text));
      String shown = DiagnosticPrinter.plain().render(result.diagnostics());
      assertThat(shown)
          .doesNotContain(
              "mismatched input", "no viable", "extraneous", "dev.weir", "org.antlr", "LPAREN");
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("failed on: " + text, e);
    }
    for (Diagnostic diagnostic : result.diagnostics()) {
      assertThat(diagnostic.headline()).as(text).isNotBlank().doesNotEndWith(".");
      assertThat(diagnostic.primary().end()).isBetween(diagnostic.primary().start(), text.length());
    }
    if (result.diagnostics().isEmpty()) {
      boolean says = text.chars().anyMatch(c -> Character.isLetter(c));
      assertThat(
              result.statements().isEmpty() && says && !text.contains("--") && !text.contains("/*"))
          .as(text)
          .isFalse();
    }
    for (Statement statement : result.statements()) {
      Sql.assertReadsBack(statement);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tokenSoup(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(TOKENS[random.nextInt(TOKENS.length)])
            .append(random.nextInt(8) == 0 ? "" : " ");
      }
      check(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void brokenStatements(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var text = new StringBuilder(LANGUAGE[random.nextInt(LANGUAGE.length)]);
      for (int i = random.nextInt(4); i >= 0 && text.length() > 2; i--) {
        int at = random.nextInt(text.length() - 1);
        switch (random.nextInt(5)) {
          case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
          case 1 -> text.insert(at, " " + TOKENS[random.nextInt(TOKENS.length)] + " ");
          case 2 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
          case 3 ->
              text.insert(
                  at, text.substring(at, Math.min(text.length(), at + 1 + random.nextInt(20))));
          default -> text.setLength(at + 1);
        }
      }
      check(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void anyBytes(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      check(
          new String(
              bytes, random.nextBoolean() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31})
  void anyCharacters(long seed) {
    var random = new Random(seed);
    List<String> signs =
        List.of(
            "'", "\"", "`", "(", ")", ";", "--", "/*", "*/", "\n", "a", "1", ".", "e", "-", ">",
            "{", "}", "\uD83D", "\uDE00", "\u0000", "\r");
    for (int round = 0; round < ROUNDS; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(25); i >= 0; i--) {
        text.append(signs.get(random.nextInt(signs.size())));
      }
      check(text.toString());
    }
  }
}
