package dev.weir.bind;

import dev.weir.ast.Statement;
import dev.weir.catalog.Catalog;
import dev.weir.connector.Connectors;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.DiagnosticPrinter;
import dev.weir.diagnostic.Source;
import dev.weir.function.FunctionRegistry;
import dev.weir.parser.Parser;
import dev.weir.pattern.automaton.AutomatonCompiler;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.PlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text in, text out: what statements are bound to, or what is wrong with them. */
final class Bound {
  private static final Binder BINDER =
      new Binder(FunctionRegistry.builtIn(), Connectors.load(), AutomatonCompiler::objection);

  final Catalog catalog = new Catalog();

  /** Binds and applies every statement of a script. @return what the last one is, below warnings, or all diagnostics */
  String run(String sql) {
    var parsed = Parser.parse(Source.of("test.sql", sql));
    var problems = new ArrayList<Diagnostic>(parsed.diagnostics());
    String text = "";
    for (Statement statement : parsed.statements()) {
      BindResult result = BINDER.bind(statement, catalog);
      problems.addAll(result.diagnostics());
      if (result.statement().isPresent()) {
        result.statement().get().applyTo(catalog);
        text = text(result.statement().get());
      }
    }
    if (problems.isEmpty()) {
      return text;
    }
    String found = DiagnosticPrinter.plain().render(problems);
    return problems.stream().anyMatch(Diagnostic::isError) ? found : found + "\n" + text;
  }

  /** The plan of a query that is right. */
  LogicalPlan plan(String sql) {
    Statement statement = Parser.parse(Source.of("test.sql", sql)).statements().get(0);
    BindResult result = BINDER.bind(statement, catalog);
    if (!result.isOk()) {
      throw new AssertionError(DiagnosticPrinter.plain().render(result.diagnostics()));
    }
    return ((BoundStatement.Query) result.statement().get()).plan();
  }

  static BindResult bind(Statement statement, Catalog catalog) {
    return BINDER.bind(statement, catalog);
  }

  private static String text(BoundStatement statement) {
    if (statement instanceof BoundStatement.Query q) {
      return PlanText.of(q.plan());
    } else if (statement instanceof BoundStatement.Insert i) {
      return "insert into " + i.target().stream().name() + "\n" + PlanText.of(i.plan());
    } else if (statement instanceof BoundStatement.CreateRule r) {
      return "rule "
          + r.rule().name()
          + r.target().map(t -> " into " + t.stream().name()).orElse("")
          + "\n"
          + PlanText.of(r.plan());
    } else if (statement instanceof BoundStatement.CreateStream s) {
      return "stream "
          + s.stream().stream().name()
          + (s.keep() ? " (kept)" : "")
          + "\n"
          + rows(
              CatalogRows.describe(
                  s.stream().stream().schema(), java.util.Optional.of(s.stream())));
    } else if (statement instanceof BoundStatement.CreateView v) {
      return "view "
          + v.view().name()
          + (v.keep() ? " (kept)" : "")
          + "  ["
          + PlanText.columns(v.view().schema())
          + "] uses "
          + v.view().uses()
          + "\n";
    } else if (statement instanceof BoundStatement.Rows r) {
      return rows(r);
    } else if (statement instanceof BoundStatement.Explain e) {
      return "explain " + e.mode() + " " + e.format() + " of " + text(e.statement());
    }
    return statement + "\n";
  }

  private static String rows(BoundStatement.Rows rows) {
    return rows.rows().stream()
        .map(
            r ->
                r.stream()
                    .map(v -> v == null ? "-" : v.toString())
                    .collect(Collectors.joining(" | ")))
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  static List<Statement> parse(String sql) {
    var parsed = Parser.parse(Source.of("test.sql", sql));
    if (parsed.hasErrors()) {
      throw new AssertionError(DiagnosticPrinter.plain().render(parsed.diagnostics()));
    }
    return parsed.statements();
  }
}
