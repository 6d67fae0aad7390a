package dev.weir;

import dev.weir.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A text has errors: all of them, each with its place. Nothing of the text has been run. */
public final class SqlException extends WeirException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  SqlException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::headline).collect(Collectors.joining("; ")), null);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** In the order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
