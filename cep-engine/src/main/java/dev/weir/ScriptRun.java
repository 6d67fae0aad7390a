package dev.weir;

import dev.weir.ast.ObjectKind;
import dev.weir.bind.BoundStatement;
import dev.weir.catalog.Rule;
import dev.weir.catalog.StreamPlan;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.event.Event;
import dev.weir.plan.LogicalPlan;
import dev.weir.runtime.Dataflow;
import dev.weir.runtime.Sinks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Set<String> paused = new HashSet<>();
  private final Map<String, List<Event>> retained = new HashMap<>();
  private final Map<String, Long> lateCounts = new TreeMap<>();
  private final Sinks sinks = new Sinks();
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
    var check = ScriptCheck.ofScripts(engine.binder(), engine.catalog().copy());
    var errors = check.check(scripts).stream().filter(Diagnostic::isError).toList();
    if (!errors.isEmpty()) {
      throw new SqlException(errors);
    }
    try (sinks) {
      var statements = check.statements();
      for (int i = 0; i < statements.size() && !engine.isCancelled(); i++) {
        execute(statements.get(i), statements.subList(i + 1, statements.size()));
      }
      if (!standing.isEmpty() && !engine.isCancelled()) {
        runGroup(List.of());
      }
      sinks.hold(Set.of());
      sinks.finish();
    }
    return new Engine.RunResult(engine.isCancelled(), rowsIn);
  }

  private void execute(ScriptCheck.Checked checked, List<ScriptCheck.Checked> later) {
    var statement = checked.statement();
    var place = checked.place();
    Scripts.apply(statement, engine.catalog());
    Scripts.streamThatGoes(statement).ifPresent(this::forget);
    if (statement instanceof BoundStatement.Insert insert) {
      standing.add(
          new Standing(
              place + ", INSERT INTO " + insert.target().stream().name(),
              insert.plan(),
              insert.target(),
              null));
    } else if (statement instanceof BoundStatement.CreateRule rule && !rule.keep()) {
      addRule(rule);
    } else if (statement instanceof BoundStatement.Drop drop && drop.kind() == ObjectKind.RULE) {
      drop.name().ifPresent(this::removeRule);
    } else if (statement instanceof BoundStatement.AlterRule alter) {
      alter.name().ifPresent(name -> alterRule(name, alter.pause()));
    } else if (statement instanceof BoundStatement.Query query) {
      standing.add(new Standing(place, query.plan(), null, null));
      runGroup(later);
    } else if (statement instanceof BoundStatement.Explain explain) {
      explain(explain);
    } else {
      rows.give(statement);
    }
  }

  private void forget(String stream) {
    retained.remove(stream);
    sinks.finish(stream);
  }

  /** A paused rule does not start with the others; it waits to be resumed. */
  private void alterRule(String name, boolean pause) {
    if (pause) {
      paused.add(name);
    } else {
      paused.remove(name);
    }
  }

  private boolean isPaused(Standing statement) {
    return statement.ruleOrNull() != null && paused.contains(statement.ruleOrNull());
  }

  /** The rules of the script as they are before the next group starts. */
  RuleStatus status(Rule rule) {
    var waiting = Scripts.waiting(rule);
    boolean stands = standing.stream().anyMatch(s -> rule.name().equals(s.ruleOrNull()));
    if (stands && !paused.contains(rule.name())) {
      return waiting;
    }
    return new RuleStatus(
        rule.name(),
        stands ? RuleStatus.State.PAUSED : RuleStatus.State.ENDED,
        rule.version(),
        rule.text(),
        rule.target(),
        stands ? 0 : RuleStatus.UNKNOWN,
        stands ? 0 : RuleStatus.UNKNOWN,
        Optional.empty());
  }

  private void removeRule(String name) {
    standing.removeIf(other -> name.equalsIgnoreCase(other.ruleOrNull()));
  }

  private void addRule(BoundStatement.CreateRule rule) {
    var name = rule.rule().name();
    removeRule(name);
    standing.add(
        new Standing(
            "rule " + name,
            rule.target().isPresent() ? rule.plan() : RuleRows.withName(name, rule.plan()),
            rule.target().orElse(null),
            name));
  }

  private static Set<String> streamsReadBy(List<ScriptCheck.Checked> statements) {
    var names = new HashSet<String>();
    for (var checked : statements) {
      Scripts.planOf(checked.statement())
          .ifPresent(plan -> names.addAll(Scripts.streamsRead(plan)));
    }
    return names;
  }

  /** The streams that statements write to before any of them reads or redefines them. */
  private static Set<String> streamsWrittenBy(List<ScriptCheck.Checked> statements) {
    var names = new HashSet<String>();
    var others = new HashSet<String>();
    for (var checked : statements) {
      var statement = checked.statement();
      Scripts.streamThatGoes(statement).ifPresent(others::add);
      Scripts.planOf(statement).ifPresent(plan -> others.addAll(Scripts.streamsRead(plan)));
      Scripts.wire(statement, checked.place())
          .map(Circuit.Wire::target)
          .filter(target -> !others.contains(target))
          .ifPresent(names::add);
    }
    return names;
  }

  private void explain(BoundStatement.Explain explain) {
    new Explanation(engine, explain, results)
        .give(() -> dataflow = engine.newDataflow(false, sinks), this::replayRetained);
  }

  /** Runs all standing statements to their end. */
  private void runGroup(List<ScriptCheck.Checked> later) {
    sinks.hold(streamsWrittenBy(later));
    try (var flow = engine.newDataflow(false, sinks)) {
      dataflow = flow;
      var readLater = streamsReadBy(later);
      var group = standing.stream().filter(statement -> !isPaused(statement)).toList();
      for (var statement : group) {
        if (statement.targetOrNull() == null) {
          addQuery(statement, flow);
        }
      }
      addInserts(group, flow, readLater);
      standing.removeAll(group);
      replayRetained(flow);
      try {
        flow.openSources();
        flow.startNew();
        flow.run(engine::isCancelled, engine.batchSize(), results::flush);
      } finally {
        count(flow);
      }
      sinks.finish();
      results.flush();
    }
  }

  private void count(Dataflow flow) {
    rowsIn += flow.rowsIn();
    // A source that is read once more has the same rows late once more.
    flow.lateCounts().forEach((name, count) -> lateCounts.merge(name, count, Math::max));
  }

  private void addQuery(Standing statement, Dataflow flow) {
    flow.addQuery(
        statement.label(),
        statement.plan(),
        new ResultOutput(results, statement.ruleOrNull(), statement.plan().schema()));
  }

  /** What inserts into one stream is added together. */
  private void addInserts(List<Standing> group, Dataflow flow, Set<String> readLater) {
    var targets = new LinkedHashMap<String, StreamPlan>();
    var inserts = new HashMap<String, List<Dataflow.Insert>>();
    for (var statement : group) {
      var target = statement.targetOrNull();
      if (target != null) {
        var name = target.stream().name();
        targets.put(name, target);
        inserts
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(new Dataflow.Insert(statement.label(), statement.plan()));
      }
    }
    targets.forEach(
        (name, target) -> {
          if (!Scripts.isOfEngine(target)) {
            inserts.get(name).forEach(i -> flow.addInsert(i.label(), i.plan(), target));
            return;
          }
          flow.addInserts(inserts.get(name), target);
          if (readLater.contains(name)) {
            flow.record(target, retained.computeIfAbsent(name, n -> new ArrayList<>()));
          }
        });
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
