package dev.weir.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticPrinterTest {
  private enum Code implements ErrorCode {
    UNKNOWN_COLUMN;

    @Override
    public String code() {
      return "E0203";
    }

    @Override
    public String summary() {
      return "a column that does not exist";
    }
  }

  private static Diagnostic at(String name, String text, String marked) {
    int start = text.indexOf(marked);
    Span span = Span.of(Source.of(name, text), start, start + marked.length());
    return Diagnostic.error(Code.UNKNOWN_COLUMN, span, "column \"" + marked + "\" does not exist")
        .build();
  }

  @Test
  void messageHasPlaceLineCaretAndNotes() {
    String text = "-- alerts\nSELECT usr_id FROM orders;\n";
    Span span = Span.of(Source.of("alerts.sql", text), 17, 23);
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.UNKNOWN_COLUMN, span, "column \"usr_id\" does not exist in stream \"orders\"")
            .suggest("usr_id", List.of("id", "user_id", "kind", "ts"))
            .note("columns: id, user_id, kind, ts")
            .build();
    assertThat(DiagnosticPrinter.plain().render(diagnostic))
        .isEqualTo(
            """
            error[E0203]: column "usr_id" does not exist in stream "orders"
              --> alerts.sql:2:8
            2 | SELECT usr_id FROM orders;
              |        ^^^^^^ did you mean "user_id"?
              = columns: id, user_id, kind, ts
            """);
  }

  @Test
  void caretStandsBelowItsTokenBehindTabsAndWideCharacters() {
    assertThat(DiagnosticPrinter.plain().render(at("a", "\tx", "x")))
        .contains("1 |     x\n  |     ^\n");
    assertThat(DiagnosticPrinter.plain().render(at("a", "日本 x", "x")))
        .contains("1 | 日本 x\n  |      ^\n");
    assertThat(DiagnosticPrinter.plain().render(at("a", "e\u0301 x", "x"))).contains("  |   ^\n");
    assertThat(DiagnosticPrinter.plain().render(at("a", "x 日本", "日本"))).contains("  |   ^^^^\n");
    assertThat(DiagnosticPrinter.plain().render(at("a", "\uD83D\uDE00 x", "x")))
        .contains("  |    ^\n");
  }

  @Test
  void ofALongLineOnlyTheStretchAroundTheTokenIsShown() {
    String shown =
        DiagnosticPrinter.plain()
            .render(at("a", "a".repeat(1000) + " here " + "b".repeat(1000), "here"));
    String[] lines = shown.split("\n");
    assertThat(lines[2]).startsWith("1 | …").endsWith("…").hasSizeLessThan(130);
    assertThat(lines[3].indexOf('^')).isEqualTo(lines[2].indexOf("here"));
  }

  @Test
  void aPlaceOverSeveralLinesIsMarkedInItsFirst() {
    assertThat(DiagnosticPrinter.plain().render(at("a", "x 'abc\ndef'", "'abc\ndef'")))
        .contains("1 | x 'abc\n  |   ^^^^\n");
  }

  @Test
  void coloursAddNothingButColours() {
    Diagnostic diagnostic = at("a.sql", "SELECT x", "x");
    String coloured = DiagnosticPrinter.coloured().render(diagnostic);
    assertThat(coloured)
        .contains("\u001b[")
        .isNotEqualTo(DiagnosticPrinter.plain().render(diagnostic));
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(DiagnosticPrinter.plain().render(diagnostic));
  }

  @ParameterizedTest
  @CsvSource({
    "usr_id, user_id",
    "SELCT, SELECT",
    "FORM, FROM",
    "Price, price",
    "volme, volume",
    "xyz,",
    "id,",
    "ts,",
    "pirce, price"
  })
  void aNearNameIsSuggested(String wrong, String right) {
    List<String> names = List.of("user_id", "SELECT", "FROM", "price", "volume", "kind");
    assertThat(Names.suggest(wrong, names).orElse(null)).isEqualTo(right);
  }

  @Test
  void linesAndColumnsCountFromOneWhateverTheLineBreak() {
    Source source = Source.of("s", "ab\ncd\r\nef\rgh");
    assertThat(source.lineCount()).isEqualTo(4);
    assertThat(source.line(0)).isEqualTo(1);
    assertThat(source.line(4)).isEqualTo(2);
    assertThat(source.column(4)).isEqualTo(2);
    assertThat(source.line(7)).isEqualTo(3);
    assertThat(source.lineText(2)).isEqualTo("cd");
    assertThat(source.lineText(3)).isEqualTo("ef");
    assertThat(source.line(99)).isEqualTo(4);
  }

  @Test
  void allSpansAreEqual() {
    Source source = Source.of("s", "abc");
    assertThat(Span.of(source, 0, 1)).isEqualTo(Span.of(source, 1, 3)).hasSameHashCodeAs(Span.NONE);
    assertThat(Span.of(source, 0, 1).to(Span.of(source, 2, 3)).text()).isEqualTo("abc");
    assertThat(Span.NONE.to(Span.of(source, 1, 2)).text()).isEqualTo("b");
  }
}
