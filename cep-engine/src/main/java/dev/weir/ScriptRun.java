package dev.weir;

import dev.weir.bind.BoundStatement;
import dev.weir.catalog.StreamPlan;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.event.Event;
import dev.weir.plan.LogicalPlan;
import dev.weir.runtime.Dataflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One run of scripts. Definitions take effect in order; standing statements gather until a bare
 * SELECT, or the end, starts them all over one reading of each source. A stream of the engine keeps
 * the rows that the script put into it as long as later statements read it, so each SELECT sees
 * it from the beginning.
 */
final class ScriptRun {
  private final Engine engine;
  private final ResultHandler results;
  private final StatementRows rows;
  private final List<Standing> standing = new ArrayList<>();
  private final Map<String, List<Event>> retained = new HashMap<>();
  private final Map<String, Long> lateCounts = new TreeMap<>();
  private volatile Dataflow dataflow;
  private long rowsIn;

  /** A statement that starts with the next group: a query to a stream, or to the user. */
  private record Standing(
      String label, LogicalPlan plan, StreamPlan targetOrNull, String ruleOrNull) {}

  ScriptRun(Engine engine, ResultHandler results) {
    this.engine = engine;
    this.results = results;
    this.rows = new StatementRows(engine, results);
  }

  Dataflow.Progress progress() {
    var current = dataflow;
    return current == null ? null : current.progress();
  }

  Map<String, Long> lateCounts() {
    return lateCounts;
  }

  Engine.RunResult run(List<Source> scripts) {
    var check = new ScriptCheck(engine.binder(), engine.catalog().copy());
    var errors = check.check(scripts).stream().filter(Diagnostic::isError).toList();
    if (!errors.isEmpty()) {
      throw new SqlException(errors);
    }
    var statements = check.statements();
    for (int i = 0; i < statements.size() && !engine.isCancelled(); i++) {
      execute(statements.get(i), i + 1, statements.subList(i + 1, statements.size()));
    }
    if (!standing.isEmpty() && !engine.isCancelled()) {
      runGroup(Set.of());
    }
    return new Engine.RunResult(engine.isCancelled(), rowsIn);
  }

  private void execute(BoundStatement statement, int number, List<BoundStatement> later) {
    Scripts.apply(statement, engine.catalog());
    var place = "statement " + number;
    if (statement instanceof BoundStatement.Insert insert) {
      standing.add(
          new Standing(
              place + ", INSERT INTO " + insert.target().stream().name(),
              insert.plan(),
              insert.target(),
              null));
    } else if (statement instanceof BoundStatement.CreateRule rule && !rule.keep()) {
      addRule(rule);
    } else if (statement instanceof BoundStatement.Query query) {
      standing.add(new Standing(place, query.plan(), null, null));
      runGroup(streamsReadBy(later));
    } else if (statement instanceof BoundStatement.Explain explain) {
      explain(explain);
    } else {
      rows.give(statement);
    }
  }

  private void addRule(BoundStatement.CreateRule rule) {
    var name = rule.rule().name();
    standing.removeIf(other -> name.equals(other.ruleOrNull()));
    standing.add(
        new Standing(
            "rule " + name,
            rule.target().isPresent() ? rule.plan() : RuleRows.withName(name, rule.plan()),
            rule.target().orElse(null),
            name));
  }

  private static Set<String> streamsReadBy(List<BoundStatement> statements) {
    var names = new HashSet<String>();
    for (var statement : statements) {
      Scripts.planOf(statement).ifPresent(plan -> names.addAll(Scripts.streamsRead(plan)));
    }
    return names;
  }

  private void explain(BoundStatement.Explain explain) {
    try (var flow = engine.newDataflow(false)) {
      dataflow = flow;
      new Explanation(engine, results).give(explain, flow, this::replayRetained);
    }
  }

  /** Runs all standing statements to their end. */
  private void runGroup(Set<String> readLater) {
    try (var flow = engine.newDataflow(false)) {
      dataflow = flow;
      for (var statement : standing) {
        add(statement, flow, readLater);
      }
      standing.clear();
      replayRetained(flow);
      flow.openSources();
      flow.startNew();
      flow.run(engine::isCancelled, engine.batchSize(), results::flush);
      flow.finishSinks();
      results.flush();
      rowsIn += flow.rowsIn();
      // A source that is read once more has the same rows late once more.
      flow.lateCounts().forEach((name, count) -> lateCounts.merge(name, count, Math::max));
    }
  }

  private void add(Standing statement, Dataflow flow, Set<String> readLater) {
    var target = statement.targetOrNull();
    if (target == null) {
      flow.addQuery(
          statement.label(),
          statement.plan(),
          new ResultOutput(results, statement.ruleOrNull(), statement.plan().schema()));
      return;
    }
    flow.addInsert(statement.label(), statement.plan(), target);
    var name = target.stream().name();
    if (Scripts.isOfEngine(target) && readLater.contains(name)) {
      flow.record(target, retained.computeIfAbsent(name, n -> new ArrayList<>()));
    }
  }

  private void replayRetained(Dataflow flow) {
    for (var stream : engine.catalog().streams()) {
      var kept = retained.get(stream.stream().name());
      if (kept != null && flow.reads(stream)) {
        flow.addReplay(stream, List.copyOf(kept));
      }
    }
  }
}
