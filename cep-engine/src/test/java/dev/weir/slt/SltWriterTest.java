package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.diagnostic.Source;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SltWriterTest {
  private static final String TEXT =
      """
      # a remark
      query I
      SELECT 1;
      ----
      old
      older

      emit e   # nothing here yet

      # another
      emit f
      ----

      restart
      """;

  private final SltFile file = SltFile.parse(Source.of("a.slt", TEXT), Path.of("."));

  private Map<Expectation, List<String>> actual() {
    Map<Expectation, List<String>> actual = new IdentityHashMap<>();
    var blocks = file.cases().get(0).blocks();
    actual.put(((Block.Query) blocks.get(0)).expectation(), List.of("1"));
    actual.put(((Block.Emit) blocks.get(1)).expectation(), List.of("a", "b"));
    actual.put(((Block.Emit) blocks.get(2)).expectation(), List.of("c"));
    return actual;
  }

  @Test
  void updateWritesAllAndKeepsTheRest() {
    var rewritten = SltWriter.rewrite(file, actual(), List.of(), false);

    assertThat(rewritten.changed()).isEqualTo(3);
    assertThat(rewritten.text())
        .isEqualTo(
            """
            # a remark
            query I
            SELECT 1;
            ----
            1

            emit e   # nothing here yet
            ----
            a
            b

            # another
            emit f
            ----
            c

            restart
            """);
  }

  @Test
  void completeWritesOnlyWhereNothingIsExpected() {
    var rewritten = SltWriter.rewrite(file, actual(), List.of(), true);

    assertThat(rewritten.changed()).isEqualTo(1);
    assertThat(rewritten.text())
        .contains("old\nolder\n")
        .contains("emit e   # nothing here yet\n----\na\nb\n\n");
  }
}
