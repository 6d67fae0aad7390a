package dev.weir.connect.stdio;

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
import java.util.Optional;

/** Writes rows to standard output. */
public final class StdoutConnector implements Connector {
  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option(
            "format", false, "json", "how rows are written: `json` (one per line) or `csv`"));
  }

  @Override
  public Optional<String> format(Options options) {
    return Optional.of(options.get("format", "json"));
  }

  @Override
  public boolean canRead() {
    return false;
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public boolean isBounded(Options options) {
    return true;
  }

  @Override
  public Source source(SourceContext context) {
    throw new ConnectorException("the connector 'stdout' can only be written to");
  }

  @Override
  public Sink sink(SinkContext context) {
    return new StdoutSink(
        Connectors.load().format(format(context.options()).orElseThrow()), context);
  }
}
