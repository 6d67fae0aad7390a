package dev.weir.slt;

import dev.weir.diagnostic.Diagnostic;
import java.util.List;

/** A file is no test file: all that is wrong with its text, with places. */
public final class SltSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Diagnostic> diagnostics;

  SltSyntaxException(List<Diagnostic> diagnostics) {
    super(diagnostics.isEmpty() ? "" : diagnostics.get(0).toString());
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** At least one, in order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
