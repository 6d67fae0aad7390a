package dev.weir.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ast.MatchRecognize;
import dev.weir.ast.Node;
import dev.weir.diagnostic.Source;
import dev.weir.function.FunctionRegistry;
import dev.weir.parser.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Row patterns and what EXPLAIN REWRITE makes of them, as a text to be read. */
class StandardSqlTest {
  private static final FunctionRegistry FUNCTIONS = FunctionRegistry.builtIn();
  private static final Path FILE = Path.of("src/test/resources/dev/weir/rewrite/patterns.txt");

  @Test
  void patternsReadAsTheFileSays() throws IOException {
    String expected = Files.readString(FILE);
    String actual =
        Stream.of(expected.strip().split("\n\n"))
            .map(StandardSqlTest::block)
            .collect(Collectors.joining("\n\n", "", "\n"));
    if (Boolean.getBoolean("weir.update")) {
      Files.writeString(FILE, actual);
    } else {
      assertThat(actual).as("-Dweir.update writes it").isEqualTo(expected);
    }
  }

  /** Comments as they are; what stands behind "<", and below it what becomes of it. */
  private static String block(String block) {
    if (!block.startsWith("< ")) {
      return block;
    }
    String pattern = block.lines().findFirst().orElseThrow();
    return Stream.concat(Stream.of(pattern), rewritten(pattern.substring(2)).stream())
        .collect(Collectors.joining("\n"));
  }

  /** The clauses of a pattern that differ from those that were written, and the remarks. */
  private static List<String> rewritten(String clauses) {
    String sql = "SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts " + clauses + ")";
    var parsed = Parser.parse(Source.of("test.sql", sql));
    assertThat(parsed.diagnostics()).as(sql).isEmpty();
    var statement = parsed.statements().get(0);
    var resolved = new Resolved();
    visit(statement, resolved);
    var lines = new ArrayList<String>();
    for (String line : StandardSql.lines(statement, resolved, FUNCTIONS::isAggregate)) {
      String text = line.strip();
      if (!List.of("SELECT *", "FROM t MATCH_RECOGNIZE (", "ORDER BY ts", ")").contains(text)) {
        lines.add(line.startsWith("  ") ? line.substring(2) : line);
      }
    }
    return lines;
  }

  private static void visit(Node node, Resolved resolved) {
    if (node instanceof MatchRecognize match) {
      resolved.time(match, "ts");
    }
    node.children().forEach(child -> visit(child, resolved));
  }
}
