package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.diagnostic.DiagnosticPrinter;
import dev.weir.diagnostic.Source;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SltReaderTest {

  private static SltFile file(String text) {
    return SltFile.parse(Source.of("tests/some.slt", text), Path.of("tests"));
  }

  private static List<Block> blocks(String text) {
    return file(text).cases().get(0).blocks();
  }

  private static String mistakes(String text) {
    try {
      file(text);
      return "";
    } catch (SltSyntaxException e) {
      return DiagnosticPrinter.plain().render(e.diagnostics());
    }
  }

  @Test
  void aFileWithoutCasesIsOneCase() {
    var cases = file("statement ok\nSELECT 1;\n").cases();

    assertThat(cases).hasSize(1);
    assertThat(cases.get(0).name()).isEqualTo("some");
    assertThat(cases.get(0).line()).isEqualTo(1);
  }

  @Test
  void blocksBeforeTheFirstCaseBelongToAll() {
    var cases =
        file("""
                statement ok
                CREATE STREAM s (a INT);

                # case: first one
                close s

                # case: second
                restart

                idle s
                """)
            .cases();

    assertThat(cases).extracting(SltCase::name).containsExactly("first one", "second");
    assertThat(cases).extracting(SltCase::line).containsExactly(4, 7);
    assertThat(cases.get(0).blocks())
        .hasSize(2)
        .last()
        .isEqualTo(new Block.Close(new Place(5, ""), "s"));
    assertThat(cases.get(1).blocks()).hasSize(3);
  }

  @Test
  void aStatementEndsAtAnEmptyLine() {
    var statement = (Block.Statement) blocks("statement ok\nSELECT 1,\n  2;\n\nrestart\n").get(0);

    assertThat(statement.sql()).isEqualTo("SELECT 1,\n  2;");
    assertThat(statement.mustFail()).isFalse();
  }

  @Test
  void severalMessagesOfOneStatementAreOneExpectation() {
    var statement =
        (Block.Statement)
            blocks(
                    """
                    statement error
                    SELECT x, y
                    ----
                    error[E0203]: one
                      --> <sql>:1:8

                    error[E0203]: two

                    restart
                    """)
                .get(0);

    assertThat(statement.error().lines())
        .containsExactly("error[E0203]: one", "  --> <sql>:1:8", "", "error[E0203]: two");
  }

  @Test
  void directiveLinesTakeRemarks() {
    var stream = (Block.Stream) blocks("stream big TIP   # a standing query\nSELECT 1;").get(0);

    assertThat(stream.types()).isEqualTo("TIP");
    assertThat(stream.sorting()).isEqualTo(Block.Sorting.ARRIVAL);
  }

  @Test
  void rowsOfAFeedAreData() {
    var feed = (Block.Feed) blocks("feed s\n# not a remark\tNULL\n\t\n").get(0);

    assertThat(feed.rows())
        .extracting(Block.Feed.Row::text)
        .containsExactly("# not a remark\tNULL", "\t");
    assertThat(feed.rows()).extracting(Block.Feed.Row::line).containsExactly(2, 3);
  }

  @Test
  void anExpectationKnowsItsPlaceAndColumns() {
    var query =
        (Block.Query) blocks("query TI rowsort\nSELECT 1\n---- name n\na\t1\nb\t2\n").get(0);

    assertThat(query.sorting()).isEqualTo(Block.Sorting.ROWSORT);
    assertThat(query.expectation())
        .isEqualTo(new Expectation(2, 3, List.of("a\t1", "b\t2"), List.of("name", "n")));
  }

  @Test
  void timesMove() {
    assertThat(
            blocks(
                "watermark s 1970-01-01 00:00:01.5\n\nclock +10 s\n\nclock +2h\n\nclock 1970-01-02\n"))
        .containsExactly(
            new Block.Watermark(new Place(1, ""), "s", 1_500_000),
            new Block.Clock(new Place(3, ""), 10_000_000, false),
            new Block.Clock(new Place(5, ""), 7_200_000_000L, false),
            new Block.Clock(new Place(7, ""), 86_400_000_000L, true));
  }

  @Test
  void foreachIsUnrolledAndNests() {
    var all =
        blocks(
            """
            foreach a 1 2

            foreach b x y
            close s${a}${b}
            end

            end

            restart
            """);

    assertThat(all)
        .containsExactly(
            new Block.Close(new Place(4, "a=1, b=x"), "s1x"),
            new Block.Close(new Place(4, "a=1, b=y"), "s1y"),
            new Block.Close(new Place(4, "a=2, b=x"), "s2x"),
            new Block.Close(new Place(4, "a=2, b=y"), "s2y"),
            new Block.Restart(new Place(9, "")));
  }

  @Test
  void remarksChooseVariants() {
    var cases =
        file("# unordered\n# variants: batches\n\n# case: a\nrestart\n\n# case: b\n# variants: none\nrestart\n")
            .cases();

    assertThat(cases.get(0).settings()).isEqualTo(new SltCase.Settings(true, true, false, false));
    assertThat(cases.get(1).settings()).isEqualTo(new SltCase.Settings(true, false, false, false));
  }

  @Test
  void allMistakesAreShownWithTheirPlace() {
    assertThat(mistakes("statment ok\nSELECT 1;\n\nquery TX\nSELECT 1;\n\nwatermark s yesterday\n"))
        .isEqualTo(
            """
            error[E0901]: "statment" is no directive
              --> tests/some.slt:1:1
            1 | statment ok
              | ^^^^^^^^ did you mean "statement"?

            error[E0901]: "TX" is no list of column types
              --> tests/some.slt:4:7
            4 | query TX
              |       ^^ T text, I integer, R real, B boolean, P timestamp

            error[E0901]: "yesterday" is no time
              --> tests/some.slt:7:13
            7 | watermark s yesterday
              |             ^^^^^^^^^ write 2026-01-02 03:04:05.678
            """);
  }

  @Test
  void structureIsChecked() {
    assertThat(mistakes("foreach a 1 2\nrestart\n")).contains("\"foreach\" has no \"end\"");
    assertThat(mistakes("end\n")).contains("\"end\" without \"foreach\"");
    assertThat(mistakes("restart\nrestart\n")).contains("this line belongs to no directive");
    assertThat(mistakes("statement ok\n\nrestart\n")).contains("needs SQL on the next line");
    assertThat(mistakes("# variants: fast\nrestart\n")).contains("no kind of variant \"fast\"");
  }

  @Test
  void emptyFilesHaveOneEmptyCase() {
    assertThat(file("").cases().get(0).blocks()).isEmpty();
  }

  @Test
  void unreadableTimesAreRefused() {
    assertThatThrownBy(() -> ClockText.duration("10 fortnights"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClockText.duration("s")).isInstanceOf(IllegalArgumentException.class);
  }
}
