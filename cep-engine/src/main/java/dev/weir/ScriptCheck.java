package dev.weir;

import dev.weir.bind.Binder;
import dev.weir.bind.BoundStatement;
import dev.weir.catalog.Catalog;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.parser.Parser;
import java.util.ArrayList;
import java.util.List;

/** Binds scripts statement by statement on a scratch catalog, to find every error before a run. */
final class ScriptCheck {
  private final Binder binder;
  private final Catalog catalog;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<BoundStatement> statements = new ArrayList<>();

  ScriptCheck(Binder binder, Catalog scratch) {
    this.binder = binder;
    this.catalog = scratch;
  }

  List<Diagnostic> check(List<Source> scripts) {
    for (var script : scripts) {
      var parsed = Parser.parse(script);
      diagnostics.addAll(parsed.diagnostics());
      for (var statement : parsed.statements()) {
        var bound = binder.bind(statement, catalog);
        diagnostics.addAll(bound.diagnostics());
        bound.statement().ifPresent(this::accept);
      }
    }
    return diagnostics;
  }

  private void accept(BoundStatement statement) {
    statements.add(statement);
    Scripts.apply(statement, catalog);
  }

  /** Every statement that could be bound, in order: all of them if there was no error. */
  List<BoundStatement> statements() {
    return statements;
  }
}
