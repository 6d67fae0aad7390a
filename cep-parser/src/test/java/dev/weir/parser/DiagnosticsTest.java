package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages as users see them, in {@code diagnostics.txt}: a text, a line of four dashes, the messages, a line of equal signs. With {@code
 * -Dweir.update} the messages are written anew; the difference is then read.
 */
class DiagnosticsTest {
  private static final String END = "\n====\n";
  private static final String MIDDLE = "\n----\n";

  /** One case. */
  record Case(String text, String expected) {
    @Override
    public String toString() {
      return text.lines().findFirst().orElse("");
    }
  }

  static List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (String part : Sql.resource("diagnostics.txt").split(END)) {
      int middle = part.indexOf(MIDDLE);
      cases.add(
          new Case(
              middle < 0 ? part : part.substring(0, middle),
              middle < 0 ? "" : part.substring(middle + MIDDLE.length())));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void messages(Case example) {
    if (System.getProperty("weir.update") == null) {
      assertThat(Sql.messages(example.text()).stripTrailing())
          .isEqualTo(example.expected().stripTrailing());
    }
  }

  @Test
  void everyCodeHasACase() throws IOException {
    if (System.getProperty("weir.update") != null) {
      var out = new StringBuilder();
      for (Case example : cases()) {
        out.append(example.text())
            .append(MIDDLE)
            .append(Sql.messages(example.text()).stripTrailing())
            .append(END);
      }
      Files.writeString(Path.of("src/test/resources/dev/weir/parser/diagnostics.txt"), out);
    }
    String all = Sql.resource("diagnostics.txt");
    for (SyntaxCode code : SyntaxCode.values()) {
      assertThat(all).as(code.summary()).contains("[" + code.code() + "]");
    }
  }
}
