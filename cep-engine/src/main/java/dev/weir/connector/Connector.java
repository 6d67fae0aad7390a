package dev.weir.connector;

import java.util.List;

/** One kind of outside system, named by the option {@code 'connector'}. Stateless. */
public interface Connector {
  /** The value of {@code 'connector'}, lower case. */
  String name();

  /** The options it understands, for checks, {@code did you mean} and the documentation. */
  List<Option> options();

  /**
   * The name of the format in which rows are written outside, given these options; empty for a
   * connector without formats, or if the options do not say.
   */
  default java.util.Optional<String> format(Options options) {
    return options.find("format");
  }

  /** Whether it can be read from / written to. */
  boolean canRead();

  boolean canWrite();

  /**
   * Whether reading comes to an end by itself, given these options: decided before anything is
   * opened, because the binder needs it.
   */
  boolean isBounded(Options options);

  /** @throws ConnectorException if an option is wrong or the outside system can't be reached */
  Source source(SourceContext context);

  /** @throws ConnectorException if an option is wrong or the outside system can't be reached */
  Sink sink(SinkContext context);
}
