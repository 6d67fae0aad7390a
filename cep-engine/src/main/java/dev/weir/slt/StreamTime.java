package dev.weir.slt;

import dev.weir.Engine;
import dev.weir.type.Schema;

/**
 * The event time of the rows that are fed into a stream.
 *
 * @param column index into the fed columns
 * @param boundMicros how far the watermark stays behind the largest time
 */
record StreamTime(int column, long boundMicros) {

  /** Null if the stream has no watermark, or one on a computed column, whose times are not known here. */
  static StreamTime of(Engine engine, String stream, Schema fed) {
    var watermark = engine.catalog().stream(stream).flatMap(found -> found.stream().watermark());
    if (watermark.isEmpty()) {
      return null;
    }
    var definition = engine.catalog().stream(stream).orElseThrow().stream();
    int column = fed.indexOf(definition.schema().column(watermark.get().column()).name());
    return column < 0 ? null : new StreamTime(column, watermark.get().boundMicros());
  }
}
