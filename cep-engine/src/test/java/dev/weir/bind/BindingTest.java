package dev.weir.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * SQL in, plan or diagnostics out, as plain text in files beside this class. The first block of a file is its set-up; each
 * case is a comment that says what it shows, statements, {@code ----}, and the expected text; blocks are separated by {@code
 * ====}. Run with {@code -Dweir.update=true} to write what comes out into the source files, then read the diff.
 */
class BindingTest {
  private static final String[] FILES = {
    "queries",
    "windows",
    "grouping",
    "over",
    "relations",
    "statements",
    "names",
    "types",
    "time",
    "refused",
    "patterns",
    "pattern-mistakes"
  };

  @TestFactory
  List<DynamicNode> files() throws IOException, URISyntaxException {
    var nodes = new ArrayList<DynamicNode>();
    for (String file : FILES) {
      var url = BindingTest.class.getResource(file + ".txt");
      String[] blocks = Files.readString(Path.of(url.toURI())).split("(?m)^====\\R");
      if (Boolean.getBoolean("weir.update")) {
        update(file, blocks);
        continue;
      }
      var tests = Stream.of(blocks).skip(1).map(block -> test(blocks[0], block));
      nodes.add(DynamicContainer.dynamicContainer(file, tests));
    }
    return nodes;
  }

  private static DynamicTest test(String setUp, String block) {
    String[] parts = block.split("(?m)^----\\R");
    String name = block.lines().findFirst().orElse("").replaceFirst("^-- ", "");
    return DynamicTest.dynamicTest(
        name, () -> assertThat(run(setUp, parts[0])).isEqualTo(parts.length > 1 ? parts[1] : ""));
  }

  private static String run(String setUp, String sql) {
    var bound = new Bound();
    String before = bound.run(setUp);
    assertThat(before).doesNotContain("error[");
    return bound.run(sql);
  }

  private static void update(String file, String[] blocks) throws IOException {
    var text = new StringBuilder(blocks[0]);
    for (int i = 1; i < blocks.length; i++) {
      String sql = blocks[i].split("(?m)^----\\R")[0];
      String result;
      try {
        result = run(blocks[0], sql);
      } catch (RuntimeException e) {
        var trace = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(trace));
        result = "CRASH " + trace;
      }
      text.append("====\n").append(sql).append("----\n").append(result);
    }
    Files.writeString(Path.of("src/test/resources/dev/weir/bind", file + ".txt"), text.toString());
  }
}
