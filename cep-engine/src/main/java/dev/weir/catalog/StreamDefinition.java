package dev.weir.catalog;

import dev.weir.connector.Options;
import dev.weir.type.Schema;
import java.util.Optional;

/**
 * A stream as declared. How its columns are computed is in {@link StreamPlan}.
 *
 * @param name in its own spelling
 * @param schema all columns in order of declaration, computed ones included, roles set
 * @param watermark how event time is found, empty if arrival is the time
 * @param options of the WITH clause; empty for a stream that lives in the engine
 * @param bounded whether its connector comes to an end by itself; a stream of the engine ends when
 *     everything that is inserted into it has ended
 */
public record StreamDefinition(
    String name, Schema schema, Optional<Watermark> watermark, Options options, boolean bounded) {

  /**
   * {@code WATERMARK FOR column AS column - bound}.
   *
   * @param column index into the schema
   * @param boundMicros the disorder that is waited for, not negative
   */
  public record Watermark(int column, long boundMicros) {}

  /** The name of the connector, empty for a stream of the engine. */
  public Optional<String> connector() {
    return options.find("connector");
  }
}
