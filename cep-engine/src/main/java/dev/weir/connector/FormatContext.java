package dev.weir.connector;

import dev.weir.type.Schema;
import java.util.Map;

/**
 * What a format needs to know to read or write one stream.
 *
 * @param schema the columns to be read (computed ones left out) or written
 * @param options of the stream's {@code WITH} clause
 * @param framing how records are told apart
 * @param changelog whether rows other than {@link dev.weir.event.Change#INSERT} may be written; the
 *     encoder then writes the change of each row as {@code op}
 */
public record FormatContext(Schema schema, Options options, Framing framing, boolean changelog) {

  /** For reading a stream of bytes. */
  public static FormatContext reading(Schema schema, Options options) {
    return new FormatContext(schema, options, Framing.STREAM, false);
  }

  /** For writing rows with nothing but defaults, one record after the other. */
  public static FormatContext writing(Schema schema, boolean changelog) {
    return new FormatContext(schema, new Options(Map.of()), Framing.STREAM, changelog);
  }
}
