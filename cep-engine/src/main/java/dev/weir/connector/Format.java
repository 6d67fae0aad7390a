package dev.weir.connector;

import java.util.List;

/**
 * One way to write rows as bytes, named by the option {@code 'format'}. Stateless; found by {@link
 * java.util.ServiceLoader}. The same format serves streams of bytes (files, pipes) and messages of
 * brokers, see {@link Framing}.
 */
public interface Format {
  /** The value of {@code 'format'}, lower case. */
  String name();

  /** The options it understands, for checks, {@code did you mean} and the documentation. */
  List<Option> options();

  /** Whether bytes can be read as rows. */
  boolean canRead();

  /** Whether rows can be written as bytes. */
  boolean canWrite();

  /**
   * A decoder for one file, pipe or sequence of messages. Touches nothing outside, so that it also
   * serves to check the options.
   *
   * @throws ConnectorException if an option is wrong or a column has a type that it cannot read
   */
  Decoder decoder(FormatContext context, RowHandler rows);

  /**
   * An encoder for one file, pipe or sequence of messages. Touches nothing outside.
   *
   * @throws ConnectorException if an option is wrong or a column has a type that it cannot write
   */
  Encoder encoder(FormatContext context);
}
