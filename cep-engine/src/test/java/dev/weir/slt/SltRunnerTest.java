package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.diagnostic.Source;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a test file reports when it does not pass. */
class SltRunnerTest {
  private final SltRunner runner = new SltRunner();

  private static SltFile file(String text) {
    return SltFile.parse(Source.of("a.slt", text), Path.of("."));
  }

  private CaseResult run(String text) {
    return runner.run(file(text)).get(0);
  }

  private String failure(String text) {
    var result = run(text);
    assertThat(result.failures()).hasSize(1);
    return result.failures().get(0).text();
  }

  @Test
  void aCaseWithoutFeedsIsReplayedWithEveryBatchSize() {
    var result = run("query I\nSELECT 1 + 1;\n----\n2\n");

    assertThat(result.failures()).isEmpty();
    assertThat(result.variants()).isEqualTo(3);
  }

  @Test
  void aCaseWithFeedsIsAlsoShuffledAndRestarted() {
    var result =
        run(
            """
            statement ok
            CREATE STREAM s (a INTEGER);

            stream q I
            SELECT a + 1 FROM s;

            feed s
            1
            2

            emit q
            ----
            2
            3
            """);

    assertThat(result.failures()).isEmpty();
    assertThat(result.variants()).isEqualTo(7);
  }

  @Test
  void rowsThatDifferAreShownSideBySide() {
    assertThat(
            failure(
                "query IT\nSELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(n, s)\n----\n1\ta\n3\tb\n"))
        .isEqualTo(
            """
            a.slt:1: the rows differ (- expected, + actual)
              under batches of 1024
                SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(n, s)
                  1	a
                - 3	b
                + 2	b
            """);
  }

  @Test
  void namesOfColumnsAreCompared() {
    assertThat(failure("query I\nSELECT 1 AS a\n---- b\n1\n"))
        .contains("the names of the columns differ", "- b", "+ a");
  }

  @Test
  void lettersAreCompared() {
    assertThat(failure("query T\nSELECT 1, 2\n----\n1\n")).contains("the result has the columns");
    assertThat(failure("query P\nSELECT 1 AS a\n----\n1\n"))
        .contains("column \"a\" is INTEGER, which is I, not P");
  }

  @Test
  void aStatementThatShouldFailMustFail() {
    assertThat(failure("statement error\nSELECT 1\n----\nsome message\n"))
        .contains("succeeds, though it should be refused");
  }

  @Test
  void oneLineOfAMessageIsEnough() {
    var message =
        run("statement error\nSELECT x FROM (VALUES (1)) AS t(y)\n----\n")
            .failures()
            .get(0)
            .detail();
    var first =
        message.stream()
            .filter(line -> line.startsWith("+ error"))
            .findFirst()
            .orElseThrow()
            .substring(2);

    assertThat(
            run("statement error\nSELECT x FROM (VALUES (1)) AS t(y)\n----\n" + first + "\n")
                .failed())
        .isFalse();
    var bare = first.substring(first.indexOf("]: ") + 3);
    assertThat(
            run("statement error\nSELECT x FROM (VALUES (1)) AS t(y)\n----\n" + bare + "\n")
                .failed())
        .isFalse();
  }

  @Test
  void aStatementThatFailsEndsTheCase() {
    var result = run("statement ok\nSELECT x\n\nquery I\nSELECT 1\n----\n2\n");

    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).headline()).isEqualTo("this fails");
  }

  @Test
  void rowsThatNobodyAsksForAreAFailure() {
    assertThat(
            failure(
                "statement ok\nCREATE STREAM s (a INTEGER)\n\nstream q I\nSELECT a FROM s\n\nfeed s\n7\n"))
        .contains("rows of \"q\" that no emit asks for", "+ 7");
  }

  @Test
  void aRowThatDoesNotFitIsShownWithItsLine() {
    assertThat(failure("statement ok\nCREATE STREAM s (a INTEGER)\n\nfeed s\n7\nx\n"))
        .startsWith("a.slt:6: this row cannot be fed\n");
    assertThat(failure("statement ok\nCREATE STREAM s (a INTEGER)\n\nfeed s\n1\t2\n"))
        .contains("the row has 2 values, the columns are a");
  }

  @Test
  void misspelledNamesOfQueriesAreNamed() {
    assertThat(
            failure(
                "statement ok\nCREATE STREAM s (a INTEGER)\n\nstream query1 I\nSELECT a FROM s\n\nemit query2\n----\n"))
        .contains("there is no query \"query2\"", "did you mean \"query1\"?");
  }

  @Test
  void whatIsMissingSkipsTheCase() {
    var result = run("require java 99\n\nquery I\nSELECT 1\n----\n2\n");

    assertThat(result.wasSkipped()).isTrue();
    assertThat(result.skipped()).isEqualTo("needs java 99");
  }

  @Test
  void completeWritesWhatCameOut() {
    var text = "query I\nSELECT 1 + 1;\n\nstatement error\nSELECT x FROM (VALUES (1)) AS t(y)\n";

    var rewritten = runner.rewrite(file(text), true);

    assertThat(rewritten.changed()).isEqualTo(2);
    assertThat(rewritten.text())
        .startsWith(
            "query I\nSELECT 1 + 1;\n----\n2\n\nstatement error\nSELECT x FROM (VALUES (1)) AS t(y)\n----\nerror[");
    assertThat(runner.run(file(rewritten.text()))).noneMatch(CaseResult::failed);
    assertThat(runner.rewrite(file(rewritten.text()), false).changed()).isZero();
  }

  @Test
  void eachCaseHasItsOwnEngine() {
    var results =
        runner.run(
            file(
                """
                statement ok
                CREATE STREAM s (a INTEGER);

                # case: one
                statement ok
                CREATE STREAM t (a INTEGER);

                # case: two
                statement ok
                CREATE STREAM t (b INTEGER);
                """));

    assertThat(results).extracting(CaseResult::name).isEqualTo(List.of("one", "two"));
    assertThat(results).noneMatch(CaseResult::failed);
  }
}
