package dev.weir.parser;

import dev.weir.ast.Statement;
import dev.weir.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a text says.
 *
 * @param statements those that could be read, in order
 * @param diagnostics what is wrong with the others, in order of place
 */
public record ParseResult(List<Statement> statements, List<Diagnostic> diagnostics) {
  /** Copies the lists. */
  public ParseResult {
    statements = List.copyOf(statements);
    diagnostics = List.copyOf(diagnostics);
  }

  /** True if a statement could not be read. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
