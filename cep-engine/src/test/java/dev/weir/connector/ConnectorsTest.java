package dev.weir.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ConnectorsTest {
  private static final Path PAGE = Path.of("docs", "connectors.md");
  private static final Pattern BLOCK =
      Pattern.compile("(<!-- options (\\w+) -->\\n)(.*?)(<!-- end -->)", Pattern.DOTALL);

  private final Connectors connectors = Connectors.load();

  @Test
  void allAreFoundByName() {
    assertThat(connectors.connectors())
        .containsOnlyKeys("blackhole", "datagen", "file", "stdin", "stdout");
    assertThat(connectors.formats()).containsOnlyKeys("csv", "json", "regex");
    assertThat(connectors.connector("FILE").name()).isEqualTo("file");
    assertThatThrownBy(() -> connectors.connector("flie"))
        .hasMessage("there is no connector 'flie', did you mean 'file'?");
    assertThatThrownBy(() -> connectors.format("parquet"))
        .hasMessage("there is no format 'parquet', there are: csv, json, regex");
  }

  private List<String> problems(String... options) {
    return connectors.check(ReadRows.optionsOf(options)).stream()
        .map(
            p ->
                p.option()
                    + (p.isMissing() ? " missing: " : ": ")
                    + p.message()
                    + p.suggestion().map(s -> " -> " + s).orElse(""))
        .toList();
  }

  @Test
  void optionsAreCheckedByName() {
    assertThat(
            problems(
                "connector",
                "file",
                "path",
                "a.csv",
                "on.error",
                "skip",
                "timestamp.format.ts",
                "ISO"))
        .isEmpty();
    assertThat(problems("path", "x"))
        .containsExactly("connector missing: the option 'connector' is missing");
    assertThat(problems("connector", "fil"))
        .containsExactly("connector: there is no connector 'fil' -> file");
    assertThat(problems("connector", "file", "pth", "a.csv", "csv.headr", "true", "format", "csv"))
        .containsExactly(
            "csv.headr: the connector 'file' has no option 'csv.headr' -> csv.header",
            "pth: the connector 'file' has no option 'pth' -> path");
    assertThat(problems("connector", "file", "format", "csv"))
        .containsExactly(
            "path missing: the option 'path' is missing: the file; for reading also a glob such as"
                + " `logs/*.log.gz`, whose files are read in order of their names. Files ending in"
                + " `.gz` or `.zst` are compressed");
    assertThat(problems("connector", "file", "path", "x", "format", "jsn"))
        .containsExactly("format: there is no format 'jsn' -> json");
    assertThat(problems("connector", "file", "path", "a.json", "csv.header", "true")).hasSize(1);
    assertThat(problems("connector", "datagen", "fields.a.kind", "walk", "fields.a.knd", "walk"))
        .containsExactly("fields.a.knd: the connector 'datagen' has no option 'fields.a.knd'");
  }

  /** Run with {@code -Dweir.update} it writes the tables instead. */
  @Test
  void thePageListsEveryOption() throws IOException {
    var options = new TreeMap<String, List<Option>>();
    options.put("common", Connectors.COMMON);
    connectors.connectors().values().forEach(c -> options.put(c.name(), c.options()));
    connectors.formats().values().forEach(f -> options.put(f.name(), f.options()));
    var page = Files.readString(PAGE);
    var right =
        BLOCK
            .matcher(page)
            .replaceAll(
                block ->
                    Matcher.quoteReplacement(
                        block.group(1) + table(options.remove(block.group(2))) + block.group(4)));
    if (System.getProperty("weir.update") != null) {
      Files.writeString(PAGE, right);
    }
    assertThat(options).as("connectors and formats that the page leaves out").isEmpty();
    assertThat(Files.readString(PAGE)).isEqualTo(right);
  }

  private static String table(List<Option> options) {
    if (options.isEmpty()) {
      return "";
    }
    var text = new StringBuilder("| Option | Default | Meaning |\n|---|---|---|\n");
    for (var option : options) {
      var otherwise =
          option.required()
              ? "required"
              : option.defaultText().isEmpty() || option.defaultText().matches("(by|the) .*")
                  ? option.defaultText()
                  : "`" + option.defaultText() + "`";
      text.append("| `").append(option.name()).append("` | ").append(otherwise).append(" | ");
      text.append(option.description()).append(" |\n");
    }
    return text.toString();
  }
}
