package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ast.SqlPrinter;
import dev.weir.ast.Statement;
import dev.weir.grammar.WeirLexer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole language, as written in {@code language.sql}. */
class LanguageTest {
  static List<Statement> statements() {
    return Sql.statements(Sql.resource("language.sql"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void everyStatementReadsBackAsPrinted(Statement statement) {
    Sql.assertReadsBack(statement);
  }

  @Test
  void everyKindOfStatementIsThere() {
    Set<Statement.Kind> kinds =
        statements().stream().map(Statement::kind).collect(Collectors.toSet());
    assertThat(kinds).isEqualTo(EnumSet.allOf(Statement.Kind.class));
  }

  @Test
  void reservedWordsOfPrinterAndGrammarAreTheSame() {
    for (int type = 1; type <= WeirLexer.VOCABULARY.getMaxTokenType(); type++) {
      if (Words.isKeyword(type)) {
        String word = Words.spelling(type);
        assertThat(SqlPrinter.name(word).startsWith("\""))
            .as(word)
            .isEqualTo(Words.isReserved(type));
        assertThat(Words.isReserved(word)).isEqualTo(Words.isReserved(type));
      }
    }
  }

  static Stream<String> freeWords() {
    return IntStream.rangeClosed(1, WeirLexer.VOCABULARY.getMaxTokenType())
        .filter(type -> Words.isKeyword(type) && !Words.isReserved(type))
        .mapToObj(Words::spelling);
  }

  @ParameterizedTest
  @MethodSource("freeWords")
  void freeWordsAreNames(String word) {
    Sql.assertReadsBack(
        Sql.statement(
            "SELECT " + word + ", t." + word + ", 1 AS " + word + " FROM " + word + " AS " + word));
    Sql.assertReadsBack(
        Sql.statement("CREATE STREAM " + word + " (" + word + " INTEGER, b AS " + word + " + 1)"));
    Sql.assertReadsBack(
        Sql.statement(
            "SELECT * FROM t MATCH_RECOGNIZE (PATTERN ("
                + word
                + " b+) DEFINE "
                + word
                + " AS a > 1, b AS b.x > "
                + word
                + ".x)"));
  }
}
