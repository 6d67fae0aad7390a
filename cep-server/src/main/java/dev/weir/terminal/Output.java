package dev.weir.terminal;

import dev.weir.ResultHandler;
import java.io.UncheckedIOException;

/** A {@link ResultHandler} that prints. Its methods throw {@link UncheckedIOException} when nobody reads any more. */
public interface Output extends ResultHandler, AutoCloseable {
  static Output of(OutputFormat format, StandardOutput out) {
    return switch (format) {
      case TABLE -> new TableOutput(out);
      case JSON -> EncodedOutput.json(out);
      case CSV -> EncodedOutput.csv(out);
    };
  }

  /** Prints all that was held back. */
  @Override
  void close();
}
