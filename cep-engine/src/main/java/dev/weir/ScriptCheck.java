package dev.weir;

import dev.weir.ast.ObjectKind;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.Statement;
import dev.weir.bind.BindError;
import dev.weir.bind.Binder;
import dev.weir.bind.BoundStatement;
import dev.weir.catalog.Catalog;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.diagnostic.Span;
import dev.weir.parser.Parser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Binds scripts statement by statement on a scratch catalog, to find every error before a run, or before statements are
 * executed in live use.
 */
final class ScriptCheck {
  private final Binder binder;
  private final Catalog catalog;
  private final boolean isLive;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<String> failed = new HashSet<>();
  private final List<Checked> statements = new ArrayList<>();
  private final Circuit gathered = new Circuit();

  /** A statement and where it begins: {@code file:line}. */
  record Checked(BoundStatement statement, String place) {}

  private ScriptCheck(Binder binder, Catalog scratch, boolean isLive) {
    this.binder = binder;
    this.catalog = scratch;
    this.isLive = isLive;
  }

  /** For scripts that run to their end. */
  static ScriptCheck ofScripts(Binder binder, Catalog scratch) {
    return new ScriptCheck(binder, scratch, false);
  }

  /** For statements that are executed one by one: streams of the engine do not end, and nothing waits. */
  static ScriptCheck ofLiveUse(Binder binder, Catalog scratch) {
    return new ScriptCheck(binder, scratch, true);
  }

  List<Diagnostic> check(List<Source> scripts) {
    for (var script : scripts) {
      var parsed = Parser.parse(script);
      var found = new ArrayList<>(parsed.diagnostics());
      parsed.statements().forEach(statement -> check(statement, found));
      found.sort(Comparator.comparingInt(diagnostic -> diagnostic.primary().start()));
      diagnostics.addAll(found);
    }
    return diagnostics;
  }

  /** Checks statements in the order in which they will be executed. */
  List<Diagnostic> checkStatements(List<Statement> statements) {
    statements.forEach(statement -> check(statement, diagnostics));
    return diagnostics;
  }

  private void check(Statement statement, List<Diagnostic> found) {
    var bound = binder.bind(statement, catalog);
    bound.diagnostics().stream().filter(d -> !follows(d)).forEach(found::add);
    if (bound.statement().isEmpty()) {
      nameOf(statement).ifPresent(failed::add);
    }
    bound.statement().ifPresent(done -> accept(done, statement.span(), found));
  }

  /** Whether all that is wrong is that something could not be created, which has been reported where it was. */
  private boolean follows(Diagnostic diagnostic) {
    return diagnostic.code() == BindError.RELATION_NOT_FOUND
        && failed.contains(diagnostic.primary().text().toUpperCase(Locale.ROOT));
  }

  private static Optional<String> nameOf(Statement statement) {
    QualifiedName name =
        statement instanceof Statement.CreateRelation relation
            ? relation.name()
            : statement instanceof Statement.CreateView view ? view.name() : null;
    return Optional.ofNullable(name).map(n -> n.span().text().toUpperCase(Locale.ROOT));
  }

  private void accept(BoundStatement statement, Span span, List<Diagnostic> found) {
    var place = Scripts.place(span);
    if (!isLive) {
      checkUse(statement, span, found);
    }
    Scripts.wire(statement, place).ifPresent(wire -> gather(wire, span, found));
    if (statement instanceof BoundStatement.Query) {
      gathered.clear();
    }
    statements.add(new Checked(statement, place));
    if (isLive) {
      statement.applyTo(catalog);
    } else {
      Scripts.apply(statement, catalog);
    }
  }

  private void gather(Circuit.Wire wire, Span span, List<Diagnostic> found) {
    if (wire.rule() != null) {
      gathered.removeRule(wire.rule());
    }
    gathered.circleWith(wire).ifPresent(circle -> found.add(Scripts.circle(circle, span)));
    gathered.add(wire);
  }

  /** A definition must not go away under statements that are written above it and run after it. */
  private void checkUse(BoundStatement statement, Span span, List<Diagnostic> found) {
    if (statement instanceof BoundStatement.Drop drop && drop.kind() == ObjectKind.RULE) {
      drop.name().ifPresent(gathered::removeRule);
    }
    Scripts.streamThatGoes(statement)
        .flatMap(gathered::userOf)
        .ifPresent(
            user ->
                found.add(
                    Diagnostic.error(
                            BindError.STILL_USED,
                            span,
                            "the statement at " + user + " uses this stream and has not run yet")
                        .help("it runs with the next SELECT; put this statement behind that")
                        .build()));
  }

  /** Every statement that could be bound, in order: all of them if there was no error. */
  List<Checked> statements() {
    return statements;
  }
}
