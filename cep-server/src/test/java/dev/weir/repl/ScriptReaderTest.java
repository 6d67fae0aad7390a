package dev.weir.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {
  @Test
  void readsStatementsAcrossLinesAndCommandsBetweenThem() throws IOException {
    assertThat(read("SELECT 1,\n  2; SELECT 3;\n\\d s\n.read a.sql\nexit\nSELECT 'a;\n\\q';"))
        .containsExactly(
            "SELECT 1,\n  2;",
            "SELECT 3;",
            "command \\d s",
            "command .read a.sql",
            "command exit",
            "SELECT 'a;\n\\q';");
  }

  @Test
  void theLastStatementNeedsNoSemicolon() throws IOException {
    assertThat(read("SELECT 1;\nSELECT 2\n-- the end\n"))
        .containsExactly("SELECT 1;", "SELECT 2\n-- the end");
    assertThat(read("-- nothing\n\n ;\n")).isEmpty();
  }

  @Test
  void commentsBeforeACommandDoNotHideIt() throws IOException {
    assertThat(read("-- first\n\\d\n")).containsExactly("command \\d");
  }

  @Test
  void aStatementKnowsItsPlaceInTheText() throws IOException {
    var places = new ArrayList<String>();
    var reader = reader("SELECT 1; SELECT 2;\n\n-- three\nSELECT\n3; SELECT 4\n;");
    for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
      var source = ((Entry.Statement) entry.get()).text();
      int start = source.length() - source.text().stripLeading().length();
      places.add(source.line(start) + ":" + source.column(start));
    }
    assertThat(places).containsExactly("1:1", "1:11", "4:1", "5:4");
  }

  @Test
  void aStatementIsThereBeforeTheNextLineComes() throws IOException {
    var lines = new ArrayList<>(List.of("SELECT 1;"));
    var in =
        new BufferedReader(new StringReader("")) {
          @Override
          public String readLine() {
            return lines.remove(0);
          }
        };
    assertThat(new ScriptReader("s", in).next()).isPresent();
  }

  private static List<String> read(String text) throws IOException {
    var entries = new ArrayList<String>();
    var reader = reader(text);
    for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
      entries.add(
          entry.get() instanceof Entry.Statement statement
              ? statement.text().text().strip()
              : "command " + ((Entry.Command) entry.get()).line());
    }
    return entries;
  }

  private static ScriptReader reader(String text) {
    return new ScriptReader("s", new BufferedReader(new StringReader(text)));
  }
}
