package dev.weir.terminal;

import dev.weir.ResultHandler;
import java.io.UncheckedIOException;

/** A {@link ResultHandler} that prints. Its methods throw {@link UncheckedIOException} when nobody reads any more. */
public interface Output extends ResultHandler, AutoCloseable {
  /** Prints in a format. */
  static Output of(OutputFormat format, StandardOutput out) {
    return switch (format) {
      case TABLE -> new TableOutput(out, TableStyle.PLAIN);
      case BOX -> new TableOutput(out, TableStyle.BOX);
      case MARKDOWN -> new TableOutput(out, TableStyle.MARKDOWN);
      case LINE -> new LineOutput(out);
      case JSON -> EncodedOutput.json(out);
      case CSV -> EncodedOutput.csv(out);
    };
  }

  /** Prints all that was held back. Something else comes next: rows behind it get a head again. */
  void pause();

  /** Prints all that was held back. */
  @Override
  void close();
}
