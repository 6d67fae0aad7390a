package dev.weir.bind;

import dev.weir.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What became of a statement.
 *
 * @param statement present exactly if there is no error
 * @param diagnostics errors and warnings, in order of their discovery
 */
public record BindResult(Optional<BoundStatement> statement, List<Diagnostic> diagnostics) {
  public BindResult {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean isOk() {
    return statement.isPresent();
  }
}
