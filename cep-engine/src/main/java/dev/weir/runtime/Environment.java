package dev.weir.runtime;

import dev.weir.catalog.StreamPlan;
import dev.weir.connector.Connector;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Connectors;
import dev.weir.connector.Options;
import dev.weir.connector.SinkContext;
import dev.weir.type.Schema;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a dataflow takes from the program around it: connectors, the base of relative paths,
 * standard output, settings.
 *
 * @param connectors what can be named in WITH
 * @param baseDirectory what relative paths are relative to
 * @param standardOutput shared, never closed
 * @param settings of the session as they are now ({@code SET 'key' = 'value'})
 * @param isLive whether rows are given by hand at any time, so that a stream of the engine with no
 *     writer is not at its end
 */
public record Environment(
    Connectors connectors,
    Path baseDirectory,
    OutputStream standardOutput,
    Supplier<Map<String, String>> settings,
    boolean isLive) {

  /** @throws ConnectorException if there is none of that name */
  Connector connector(Options options) {
    return connectors.connector(options.require("connector"));
  }

  Path resolve(String path) {
    return baseDirectory.resolve(path);
  }

  ErrorPolicy errorPolicy() {
    return ErrorPolicy.of(settings.get().getOrDefault("on.error", "dead-letter"));
  }

  ErrorPolicy errorPolicy(Options options) {
    return options.find("on.error").map(ErrorPolicy::of).orElseGet(this::errorPolicy);
  }

  /** How long a stream may be silent before it no longer holds others back; 0: for ever. */
  long idleTimeoutMicros(Options options) {
    return options
        .find("idle.timeout")
        .or(() -> Optional.ofNullable(settings.get().get("idle.timeout")))
        .map(Durations::parseMicros)
        .orElse(0L);
  }

  void startReader(String name, Runnable reader) {
    var thread = new Thread(reader, name);
    thread.setDaemon(true);
    thread.start();
  }

  SinkContext sinkContext(StreamPlan target) {
    return new SinkContext() {
      @Override
      public String stream() {
        return target.stream().name();
      }

      @Override
      public Schema schema() {
        return target.physical();
      }

      @Override
      public Options options() {
        return target.stream().options();
      }

      @Override
      public Path resolve(String path) {
        return Environment.this.resolve(path);
      }

      @Override
      public OutputStream standardOutput() {
        return standardOutput;
      }
    };
  }
}
