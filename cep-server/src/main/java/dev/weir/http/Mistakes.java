package dev.weir.http;

import dev.weir.diagnostic.Diagnostic;
import java.util.List;

/** A text that a client has sent has mistakes. An outcome, not a defect: without a stack trace. */
final class Mistakes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  Mistakes(List<Diagnostic> diagnostics) {
    super("the text has mistakes", null, false, false);
    this.diagnostics = List.copyOf(diagnostics);
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
