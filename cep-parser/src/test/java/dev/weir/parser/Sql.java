package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ast.SqlPrinter;
import dev.weir.ast.Statement;
import dev.weir.diagnostic.DiagnosticPrinter;
import dev.weir.diagnostic.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the tests of the parser say most often. */
final class Sql {
  private Sql() {}

  /** The statements of a text that has no mistake. */
  static List<Statement> statements(String text) {
    ParseResult result = Parser.parse(Source.of("test.sql", text));
    assertThat(DiagnosticPrinter.plain().render(result.diagnostics())).as(text).isEmpty();
    return result.statements();
  }

  /** The only statement of a text that has no mistake. */
  static Statement statement(String text) {
    List<Statement> statements = statements(text);
    assertThat(statements).as(text).hasSize(1);
    return statements.get(0);
  }

  /** The messages about a text, as a user sees them. */
  static String messages(String text) {
    return DiagnosticPrinter.plain()
        .render(Parser.parse(Source.of("test.sql", text)).diagnostics());
  }

  /** What is printed reads back as an equal tree, in one line and in several; printing again changes nothing. */
  static void assertReadsBack(Statement statement) {
    String printed = SqlPrinter.print(statement);
    assertThat(statement(printed)).as(printed).isEqualTo(statement);
    assertThat(SqlPrinter.print(statement(printed))).isEqualTo(printed);
    String flat = SqlPrinter.printFlat(statement);
    assertThat(statement(flat)).as(flat).isEqualTo(statement);
  }

  /** A text file beside the tests. */
  static String resource(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
