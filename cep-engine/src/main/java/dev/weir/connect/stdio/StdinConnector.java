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

/** Reads rows from standard input. */
public final class StdinConnector implements Connector {
  @Override
  public String name() {
    return "stdin";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("format", true, "", "how rows are written: `csv`, `json` or `regex`"));
  }

  @Override
  public boolean canRead() {
    return true;
  }

  @Override
  public boolean canWrite() {
    return false;
  }

  @Override
  public boolean isBounded(Options options) {
    return true;
  }

  @Override
  public Source source(SourceContext context) {
    return new StdinSource(Connectors.load().format(context.options().require("format")), context);
  }

  @Override
  public Sink sink(SinkContext context) {
    throw new ConnectorException("the connector 'stdin' can only be read");
  }
}
