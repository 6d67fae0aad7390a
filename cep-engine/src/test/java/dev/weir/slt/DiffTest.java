package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
  @Test
  void showsWhatIsMissingAndWhatIsTooMuch() {
    assertThat(Diff.lines(List.of("a", "b", "c"), List.of("a", "x", "c", "d")))
        .containsExactly("  a", "- b", "+ x", "  c", "+ d");
  }

  @Test
  void leavesOutWhatIsFarFromADifference() {
    var expected = IntStream.range(0, 20).mapToObj(i -> "row " + i).toList();
    var actual = IntStream.range(0, 20).mapToObj(i -> i == 10 ? "other" : "row " + i).toList();

    assertThat(Diff.lines(expected, actual))
        .containsExactly(
            "  ...",
            "  row 7",
            "  row 8",
            "  row 9",
            "- row 10",
            "+ other",
            "  row 11",
            "  row 12",
            "  row 13",
            "  ...");
  }

  @Test
  void emptySidesAreDifferencesToo() {
    assertThat(Diff.lines(List.of(), List.of("a"))).containsExactly("+ a");
    assertThat(Diff.lines(List.of("a"), List.of())).containsExactly("- a");
  }
}
