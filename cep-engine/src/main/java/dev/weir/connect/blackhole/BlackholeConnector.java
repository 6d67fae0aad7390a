package dev.weir.connect.blackhole;

import dev.weir.connector.Connector;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Option;
import dev.weir.connector.Options;
import dev.weir.connector.Sink;
import dev.weir.connector.SinkContext;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import java.util.List;

/** Takes rows and forgets them, for measuring what comes before. */
public final class BlackholeConnector implements Connector {
  @Override
  public String name() {
    return "blackhole";
  }

  @Override
  public List<Option> options() {
    return List.of();
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
    throw new ConnectorException("the connector 'blackhole' can only be written to");
  }

  @Override
  public Sink sink(SinkContext context) {
    return new BlackholeSink();
  }
}
