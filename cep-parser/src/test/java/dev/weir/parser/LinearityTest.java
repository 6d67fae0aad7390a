package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weir.ast.Expression;
import dev.weir.ast.QueryBody;
import dev.weir.ast.SelectItem;
import dev.weir.ast.Statement;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long texts take time in proportion, deep ones a clear message. The limits are many times what a slow machine needs. */
class LinearityTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MEGABYTE = 1 << 20;

  private static ParseResult parse(String text) {
    return assertTimeoutPreemptively(LIMIT, () -> Parser.parse(Source.of("long.sql", text)));
  }

  /** {@code first}, then {@code next} as often as fits into a megabyte. */
  private static String megabyte(String first, String next) {
    return first + next.repeat((MEGABYTE - first.length()) / next.length());
  }

  private static Expression onlyValue(Statement statement) {
    var select = (QueryBody.Select) ((Statement.QueryStatement) statement).query().body();
    return ((SelectItem.Value) select.items().get(0)).value();
  }

  @Test
  void tenThousandStatements() {
    String one =
        "CREATE RULE r AS INSERT INTO alerts SELECT symbol, avg(price) AS p FROM TUMBLE(trades, INTERVAL '1' MINUTE)"
            + " WHERE volume > 10 AND symbol IN ('A', 'B') GROUP BY symbol, window_end HAVING avg(price) > 5;\n";
    ParseResult result = parse(one.repeat(10_000));
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.statements()).hasSize(10_000);
  }

  @Test
  void tenThousandStatementsWithMistakes() {
    ParseResult result = parse("SELECT a FORM t;\nSELECT 1;\n".repeat(5_000));
    assertThat(result.diagnostics()).hasSize(5_000);
    assertThat(result.statements()).hasSize(5_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " AND a = 1",
        " OR a = 1",
        " AND NOT a BETWEEN 1 AND 2 OR b IS NULL",
        " || 'x'",
        " || a.b || f(c)",
        ", a + b * c",
        ", (a, b)",
        ", CASE WHEN a THEN b ELSE c END",
        ", count(*) FILTER (WHERE a > 1) OVER (PARTITION BY b ORDER BY c)",
        " UNION ALL SELECT 1",
        " EXCEPT SELECT 1",
        " INTERSECT (SELECT 1)"
      })
  void aMegabyteOfOneStatement(String next) {
    ParseResult result = parse(megabyte("SELECT a", next));
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.statements()).hasSize(1);
    Sql.assertReadsBack(Sql.statement("SELECT a" + next.repeat(2_000)));
  }

  @Test
  void aMegabyteOfAList() {
    assertThat(parse(megabyte("SELECT a IN (1", ", 12345") + ")").hasErrors()).isFalse();
    assertThat(parse(megabyte("INSERT INTO t VALUES (1, 'a')", ", (2, 'b')")).hasErrors())
        .isFalse();
    assertThat(
            parse(megabyte("CREATE STREAM s (a INTEGER", ", b VARCHAR(10) NOT NULL") + ")")
                .hasErrors())
        .isFalse();
    assertThat(
            parse(
                    megabyte("SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A", " | B+ C -> D")
                        + ") DEFINE A AS TRUE)")
                .hasErrors())
        .isFalse();
  }

  @Test
  void aMegabyteWithAMistakeAtItsEnd() {
    ParseResult result = parse(megabyte("SELECT a IN (1", ", 12345") + " FROM t");
    assertThat(result.diagnostics()).hasSize(1);
    assertThat(result.diagnostics().get(0).headline()).isEqualTo("missing \")\" before FROM");
  }

  @Test
  void aMegabyteOfNothing() {
    assertThat(parse(";".repeat(MEGABYTE)).diagnostics()).isEmpty();
    assertThat(parse(" ".repeat(MEGABYTE)).diagnostics()).isEmpty();
    assertThat(parse("/*".repeat(MEGABYTE / 2)).diagnostics()).hasSize(1);
    assertThat(parse("SELECT '" + "x".repeat(MEGABYTE) + "'").diagnostics()).isEmpty();
    assertThat(parse("'\n".repeat(MEGABYTE / 20)).hasErrors()).isTrue();
  }

  /** Operators that cannot be flattened without changing what they mean are bounded instead. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " + 1",
        " * b - 2",
        "::INTEGER",
        " IS NULL",
        " AT TIME ZONE 'UTC'",
        " UNION SELECT 1 EXCEPT SELECT 2"
      })
  void tooManyOperationsInsideEachOther(String next) {
    assertThat(parse("SELECT a" + next.repeat(100)).diagnostics()).isEmpty();
    ParseResult result = parse(megabyte("SELECT a", next));
    assertThat(result.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(SyntaxCode.TOO_DEEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(|1|)",
        "NOT ||",
        "- |1|",
        "f(|1|)",
        "CASE WHEN |a| THEN b END",
        "(SELECT |1|)",
        "ARRAY[|1|]",
        "ROW(|1|)",
        "a[|1|]",
        "EXISTS (SELECT |1|)",
        "CAST(|1| AS INTEGER)"
      })
  void nesting(String shape) {
    String[] parts = shape.split("\\|", -1);
    String core = parts[1].isEmpty() ? "1" : parts[1];
    for (int levels : new int[] {150, 250, 50_000}) {
      ParseResult result =
          parse(
              "SELECT " + parts[0].repeat(levels) + core + parts[2].repeat(levels) + "; SELECT 2");
      if (levels == 150) {
        assertThat(result.diagnostics()).isEmpty();
      } else {
        assertThat(result.diagnostics())
            .extracting(Diagnostic::code)
            .containsExactly(SyntaxCode.TOO_DEEP);
      }
      Statement last = result.statements().get(result.statements().size() - 1);
      assertThat(onlyValue(last)).isEqualTo(onlyValue(Sql.statement("SELECT 2")));
    }
  }
}
