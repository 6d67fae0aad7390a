package dev.weir;

import dev.weir.ast.Statement;
import dev.weir.bind.BoundStatement;
import dev.weir.catalog.StreamPlan;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.PlanDot;
import dev.weir.plan.PlanText;
import dev.weir.runtime.Dataflow;
import dev.weir.runtime.PatternExplanation;
import dev.weir.runtime.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** EXPLAIN; EXPLAIN ANALYZE, which runs the query and throws its rows away; EXPLAIN CODE. */
final class Explanation {
  private final Engine engine;
  private final BoundStatement.Explain explain;
  private final LogicalPlan plan;
  private final StatementRows rows;

  Explanation(Engine engine, BoundStatement.Explain explain, ResultHandler results) {
    this.engine = engine;
    this.explain = explain;
    this.plan = Scripts.planOf(explain.statement()).orElseThrow();
    this.rows = new StatementRows(engine, results);
  }

  /**
   * @param dataflows makes the dataflow, if one is needed
   * @param prepare adds what the query reads besides sources
   */
  void give(Supplier<Dataflow> dataflows, Consumer<Dataflow> prepare) {
    switch (explain.mode()) {
      case PLAN -> rows.givePlan(lines(node -> ""));
      case ANALYZE -> {
        try (var flow = dataflows.get()) {
          analyze(flow, prepare);
        }
      }
      case CODE -> {
        try (var flow = dataflows.get()) {
          var query = flow.addQuery("EXPLAIN", plan, Scripts.NOWHERE, new RowCounts());
          var lines = new ArrayList<String>();
          query.listings().forEach(listing -> listing.lines().forEach(lines::add));
          rows.giveCode(lines);
        }
      }
      case REWRITE -> throw new AssertionError(explain.mode());
    }
  }

  private void analyze(Dataflow flow, Consumer<Dataflow> prepare) {
    var counts = new RowCounts();
    flow.addQuery("EXPLAIN", plan, Scripts.NOWHERE, counts);
    prepare.accept(flow);
    flow.openSources();
    flow.startNew();
    flow.run(engine::isCancelled, engine.batchSize(), rows::flush);
    rows.givePlan(lines(node -> remark(counts.rows(node))));
  }

  private static String remark(long rows) {
    return rows < 0 ? "" : String.format(Locale.ROOT, "  (%,d rows)", rows);
  }

  private List<String> lines(Function<LogicalPlan, String> remarks) {
    var patterns = PatternExplanation.of(plan, engine.generator());
    var lines = new ArrayList<String>();
    if (explain.format() == Statement.Explain.Format.DOT) {
      // The graph of a query with a pattern is that of the pattern.
      patterns.forEach(pattern -> lines.addAll(pattern.dot()));
      return patterns.isEmpty() ? PlanDot.lines(plan, remarks) : lines;
    }
    target().ifPresent(target -> lines.add("Insert into " + target.stream().name()));
    lines.addAll(PlanText.lines(plan, remarks));
    for (int i = 0; i < patterns.size(); i++) {
      List<String> about = patterns.get(i).lines();
      lines.add("");
      lines.add((patterns.size() == 1 ? "Pattern, " : "Pattern " + (i + 1) + ", ") + about.get(0));
      about.subList(1, about.size()).forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private Optional<StreamPlan> target() {
    if (explain.statement() instanceof BoundStatement.Insert insert) {
      return Optional.of(insert.target());
    }
    return explain.statement() instanceof BoundStatement.CreateRule rule
        ? rule.target()
        : Optional.empty();
  }
}
