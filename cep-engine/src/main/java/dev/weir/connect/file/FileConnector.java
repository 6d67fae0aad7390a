package dev.weir.connect.file;

import dev.weir.connector.Connector;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Connectors;
import dev.weir.connector.Option;
import dev.weir.connector.Options;
import dev.weir.connector.Sink;
import dev.weir.connector.SinkContext;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and writes files. */
public final class FileConnector implements Connector {
  private static final List<Option> OPTIONS =
      List.of(
          new Option(
              "path",
              true,
              "",
              "the file; for reading also a glob such as `logs/*.log.gz`, whose files are read in"
                  + " order of their names. Files ending in `.gz` or `.zst` are compressed"),
          new Option(
              "format",
              false,
              "by suffix",
              "how rows are written: `csv`, `json` or `regex`; without it `.csv` means csv, and"
                  + " `.json`, `.jsonl` or `.ndjson` mean json"),
          new Option(
              "follow",
              false,
              "false",
              "reading: goes on waiting for what is appended, follows the file when it is renamed"
                  + " and made anew or truncated, and takes up new files of a glob"),
          new Option(
              "overwrite",
              false,
              "true",
              "writing: whether a file that is there already is replaced, when the new one is"
                  + " whole"));

  @Override
  public String name() {
    return "file";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  /** The option, or else what the suffix before one of compression says. */
  @Override
  public Optional<String> format(Options options) {
    var given = options.find("format");
    if (given.isPresent()) {
      return given;
    }
    var path = Compression.withoutSuffix(options.get("path", "")).toLowerCase(Locale.ROOT);
    if (path.endsWith(".csv")) {
      return Optional.of("csv");
    }
    return path.endsWith(".json") || path.endsWith(".jsonl") || path.endsWith(".ndjson")
        ? Optional.of("json")
        : Optional.empty();
  }

  @Override
  public boolean canRead() {
    return true;
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public boolean isBounded(Options options) {
    return !options.getBoolean("follow", false);
  }

  @Override
  public Source source(SourceContext context) {
    var options = context.options();
    var pattern = new PathPattern(context.resolve(options.require("path")));
    var format = Connectors.load().format(formatName(options));
    return isBounded(options)
        ? new FileSource(pattern, format, context)
        : new FollowSource(pattern, format, context);
  }

  @Override
  public Sink sink(SinkContext context) {
    var options = context.options();
    return new FileSink(
        context.resolve(options.require("path")),
        options.getBoolean("overwrite", true),
        Connectors.load().format(formatName(options)),
        context);
  }

  private String formatName(Options options) {
    return format(options)
        .orElseThrow(
            () ->
                new ConnectorException(
                    "the option 'format' is missing, and the suffix of '"
                        + options.require("path")
                        + "' does not tell it"));
  }
}
