package dev.weir.cli;

import dev.weir.diagnostic.Names;
import java.util.List;

/** How rows are printed. */
enum OutputFormat {
  TABLE,
  JSON,
  CSV;

  static OutputFormat of(String name) {
    return switch (name) {
      case "table" -> TABLE;
      case "json" -> JSON;
      case "csv" -> CSV;
      default ->
          throw new UsageException(
              "there is no output format \""
                  + name
                  + "\""
                  + Names.suggest(name, List.of("table", "json", "csv"))
                      .map(near -> ", did you mean \"" + near + "\"?")
                      .orElse(": table, json or csv"));
    };
  }
}
