package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("-c", true, "--output", true, "--update", false);

  private static Arguments read(String... words) {
    return new Arguments("run", List.of(words), OPTIONS);
  }

  @Test
  void optionsAndWordsKeepTheirOrder() {
    assertThat(read("a.sql", "-c", "SELECT 1", "--output=json", "b.sql", "--update").items())
        .containsExactly(
            new Arguments.Item(null, "a.sql"),
            new Arguments.Item("-c", "SELECT 1"),
            new Arguments.Item("--output", "json"),
            new Arguments.Item(null, "b.sql"),
            new Arguments.Item("--update", ""));
  }

  @Test
  void theLastValueCounts() {
    assertThat(read("--output", "json", "--output", "csv").value("-o", "--output")).contains("csv");
    assertThat(read().value("--output")).isEmpty();
  }

  @Test
  void aDashIsAWordAndTwoEndTheOptions() {
    assertThat(read("-", "--", "-c", "--output").plain()).containsExactly("-", "-c", "--output");
  }

  @Test
  void anOptionsValueMayLookLikeAnOption() {
    assertThat(read("-c", "-- nothing").value("-c")).contains("-- nothing");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> read("--ouput", "json"))
        .isInstanceOf(UsageException.class)
        .hasMessage("\"weir run\" has no option --ouput, did you mean --output? (weir help run)");
    assertThatThrownBy(() -> read("-x"))
        .hasMessage("\"weir run\" has no option -x (weir help run)");
    assertThatThrownBy(() -> read("-c")).hasMessage("the option -c needs a value");
    assertThatThrownBy(() -> read("--update=1")).hasMessage("the option --update takes no value");
  }
}
