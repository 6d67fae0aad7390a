package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.parser.StatementCutter.Missing;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementCutterTest {
  @Test
  void cutsBehindSemicolons() {
    assertThat(texts("SELECT 1; \n SELECT 2 ;")).containsExactly("SELECT 1;", "SELECT 2 ;");
    assertThat(texts(" ;; -- nothing\n;")).isEmpty();
  }

  @Test
  void semicolonsInsideOfQuotesAndCommentsEndNothing() {
    assertThat(texts("SELECT 'a;b''c;' -- d;\n, \"x;y\", `z;` /* e; */;"))
        .containsExactly("SELECT 'a;b''c;' -- d;\n, \"x;y\", `z;` /* e; */;");
  }

  @Test
  void saysWhatKeepsAStatementOpen() {
    assertThat(missing("SELECT 1;")).isEqualTo(Missing.NOTHING);
    assertThat(missing("SELECT 1")).isEqualTo(Missing.SEMICOLON);
    assertThat(missing("SELECT 1; SELECT\n2")).isEqualTo(Missing.SEMICOLON);
    assertThat(missing("SELECT 'it;\n")).isEqualTo(Missing.QUOTE);
    assertThat(missing("/* one; ")).isEqualTo(Missing.END_OF_COMMENT);
    assertThat(missing("SELECT 1 /* one;\n 'two;")).isEqualTo(Missing.END_OF_COMMENT);
  }

  @Test
  void aQuotedNameEndsWithItsLine() {
    assertThat(texts("SELECT \"a FROM s;\nSELECT 2;"))
        .containsExactly("SELECT \"a FROM s;", "SELECT 2;");
    assertThat(missing("SELECT \"a FROM s\n")).isEqualTo(Missing.SEMICOLON);
  }

  private static List<String> texts(String text) {
    return StatementCutter.cut(text).stream()
        .map(piece -> text.substring(piece.start(), piece.end()))
        .toList();
  }

  private static Missing missing(String text) {
    var pieces = StatementCutter.cut(text);
    return pieces.get(pieces.size() - 1).missing();
  }
}
