package dev.weir;

import dev.weir.ast.ObjectKind;
import dev.weir.ast.Statement;
import dev.weir.bind.BoundStatement;
import dev.weir.bind.Parameters;
import dev.weir.catalog.Rule;
import dev.weir.connector.ConnectorException;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.diagnostic.Span;
import dev.weir.event.Event;
import dev.weir.parser.Parser;
import dev.weir.plan.LogicalPlan;
import dev.weir.runtime.Dataflow;
import dev.weir.runtime.HandFeed;
import dev.weir.runtime.RunningQuery;
import dev.weir.runtime.Sinks;
import dev.weir.runtime.StreamFailure;
import dev.weir.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The engine as a program uses it: one dataflow that lives as long as the engine and is fed by hand. */
final class LiveSession implements AutoCloseable {
  private final Engine engine;
  private final Map<String, RunningQuery> rules = new HashMap<>();
  private final Circuit circuit = new Circuit();
  private final Sinks sinks = new Sinks();
  private Dataflow dataflow;
  private boolean failed;

  LiveSession(Engine engine) {
    this.engine = engine;
  }

  private Dataflow dataflow() {
    if (dataflow == null) {
      dataflow = engine.newDataflow(true, sinks);
    }
    return dataflow;
  }

  // ---- statements

  void execute(Source text, ResultHandler results) {
    var parsed = Parser.parse(text);
    requireNoErrors(parsed.diagnostics());
    parsed.statements().forEach(statement -> execute(statement, results));
  }

  void execute(Statement statement, ResultHandler results) {
    execute(bind(statement), statement.span(), results);
  }

  private BoundStatement bind(Statement statement) {
    return bind(statement, Parameters.NONE);
  }

  private BoundStatement bind(Statement statement, Parameters parameters) {
    var bound = engine.binder().bind(statement, engine.catalog(), parameters);
    requireNoErrors(bound.diagnostics());
    return bound.statement().orElseThrow();
  }

  private static void requireNoErrors(List<Diagnostic> diagnostics) {
    var errors = diagnostics.stream().filter(Diagnostic::isError).toList();
    if (!errors.isEmpty()) {
      throw new SqlException(errors);
    }
  }

  private void execute(BoundStatement statement, Span span, ResultHandler results) {
    var label = Scripts.place(span);
    Scripts.wire(statement, label).ifPresent(wire -> connect(wire, span));
    statement.applyTo(engine.catalog());
    if (statement instanceof BoundStatement.Insert insert) {
      var query = dataflow().addInsert(label, insert.plan(), insert.target());
      startNew();
      if (query.hasEnded()) {
        // Rows that were given and are in: nothing that stands, and nothing for checkpoints.
        dataflow().remove(query);
      }
    } else if (statement instanceof BoundStatement.CreateRule rule) {
      startRule(rule, results);
    } else if (statement instanceof BoundStatement.Query query) {
      runToItsEnd(query.plan(), label, results);
    } else if (statement instanceof BoundStatement.Drop drop && drop.kind() == ObjectKind.RULE) {
      drop.name().ifPresent(this::dropRule);
    } else if (statement instanceof BoundStatement.AlterRule alter) {
      alterRule(alter);
    } else if (statement instanceof BoundStatement.Explain explain) {
      explain(explain, results);
    } else {
      Scripts.streamThatGoes(statement).ifPresent(dataflow()::forget);
      new StatementRows(engine, results).give(statement);
    }
  }

  /** Checks what a standing statement reads and writes, and takes note of it. */
  private void connect(Circuit.Wire wire, Span span) {
    var circle = circuit.without(wire.rule()).circleWith(wire);
    if (circle.isPresent()) {
      throw new SqlException(List.of(Scripts.circle(circle.get(), span)));
    }
    if (wire.rule() != null) {
      circuit.removeRule(wire.rule());
    }
    if (!Scripts.streamsRead(wire.plan()).isEmpty()) {
      circuit.add(wire);
    }
  }

  /** The new rule is complete before the old one goes; both happen between two rows. */
  private void startRule(BoundStatement.CreateRule rule, ResultHandler results) {
    if (rule.keep()) {
      return;
    }
    var name = rule.rule().name();
    var query = addRule(rule, results);
    stopRule(name);
    rules.put(key(name), query);
    startNew();
  }

  private RunningQuery addRule(BoundStatement.CreateRule rule, ResultHandler results) {
    var name = rule.rule().name();
    var label = "rule " + name;
    if (rule.target().isPresent()) {
      return dataflow().addRule(label, rule.plan(), rule.target().get());
    }
    var plan = RuleRows.withName(name, rule.plan());
    return dataflow().addRule(label, plan, new ResultOutput(results, name, plan.schema()));
  }

  private void alterRule(BoundStatement.AlterRule alter) {
    var query = alter.name().map(name -> rules.get(key(name))).orElse(null);
    if (query == null) {
      return;
    }
    if (alter.pause()) {
      query.pause();
    } else {
      attempt(() -> dataflow().resume(query));
    }
  }

  private void dropRule(String name) {
    circuit.removeRule(name);
    stopRule(name);
  }

  private void stopRule(String name) {
    var running = rules.remove(key(name));
    if (running != null) {
      dataflow().remove(running);
      dataflow().closeUnreadSources();
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A query over bounded inputs: it has a dataflow of its own and is over when this returns. */
  private void runToItsEnd(LogicalPlan plan, String label, ResultHandler results) {
    if (!plan.bounded()) {
      throw new IllegalArgumentException(
          "this query never ends by itself; start it with Engine.start");
    }
    try (var flow = engine.newDataflow(false, sinks)) {
      flow.addQuery(label, plan, new ResultOutput(results, null, plan.schema()));
      flow.openSources();
      flow.startNew();
      flow.run(engine::isCancelled, engine.batchSize(), results::flush);
      results.flush();
    }
  }

  private void explain(BoundStatement.Explain explain, ResultHandler results) {
    new Explanation(engine, explain, results)
        .give(() -> engine.newDataflow(false, sinks), nothing -> {});
  }

  private void startNew() {
    dataflow().openSources();
    dataflow().startNew();
  }

  boolean poll() {
    if (dataflow == null) {
      return false;
    }
    var came = new boolean[1];
    attempt(() -> came[0] = dataflow.poll(engine.batchSize()));
    return came[0];
  }

  /** What is known of a rule while it runs. */
  RuleStatus status(Rule rule) {
    var query = rules.get(key(rule.name()));
    if (query == null) {
      return Scripts.waiting(rule);
    }
    return new RuleStatus(
        rule.name(),
        state(query),
        rule.version(),
        rule.text(),
        rule.target(),
        query.rowsIn(),
        query.rowsOut(),
        Optional.ofNullable(query.failure()));
  }

  private static RuleStatus.State state(RunningQuery query) {
    if (query.failure() != null) {
      return RuleStatus.State.FAILED;
    }
    return query.hasEnded()
        ? RuleStatus.State.ENDED
        : query.isPaused() ? RuleStatus.State.PAUSED : RuleStatus.State.RUNNING;
  }

  boolean isStanding(Source text) {
    var parsed = Parser.parse(text);
    requireNoErrors(parsed.diagnostics());
    return parsed.statements().size() == 1
        && parsed.statements().get(0) instanceof Statement.QueryStatement statement
        && bind(statement) instanceof BoundStatement.Query query
        && !query.plan().bounded();
  }

  boolean isActive() {
    return dataflow != null && dataflow.isActive();
  }

  StandingQuery start(String name, Source select, ResultHandler results) {
    return start(name, plan(select), results);
  }

  /** The plan of one SELECT. */
  LogicalPlan plan(Source select) {
    return plan(parse(select), Parameters.NONE);
  }

  /** One SELECT; its names are not looked up. */
  static Statement.QueryStatement parse(Source select) {
    var parsed = Parser.parse(select);
    requireNoErrors(parsed.diagnostics());
    if (parsed.statements().size() != 1
        || !(parsed.statements().get(0) instanceof Statement.QueryStatement query)) {
      throw new IllegalArgumentException("a standing query is exactly one SELECT");
    }
    return query;
  }

  LogicalPlan plan(Statement.QueryStatement select, Parameters parameters) {
    return ((BoundStatement.Query) bind(select, parameters)).plan();
  }

  /** Starts what was planned before, if the streams that it reads are still the same. */
  StandingQuery start(String name, LogicalPlan plan, ResultHandler results) {
    requireUnchanged(plan);
    var schema = plan.schema();
    var running = dataflow().addQuery(name, plan, new ResultOutput(results, null, schema));
    startNew();
    return new Started(dataflow(), running, schema);
  }

  private void requireUnchanged(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan scan) {
      var now = engine.catalog().stream(scan.stream().name());
      if (now.isEmpty() || !now.get().stream().equals(scan.stream())) {
        throw new IllegalStateException(
            "stream \"" + scan.stream().name() + "\" has been changed since the query was made");
      }
    }
    plan.inputs().forEach(this::requireUnchanged);
  }

  private record Started(Dataflow dataflow, RunningQuery query, Schema schema)
      implements StandingQuery {
    @Override
    public boolean hasEnded() {
      return query.hasEnded();
    }

    @Override
    public void close() {
      dataflow.remove(query);
      dataflow.closeUnreadSources();
    }
  }

  // ---- feeding

  StreamInput input(String name) {
    var stream =
        engine.catalog().stream(name)
            .orElseThrow(() -> new IllegalArgumentException("there is no stream \"" + name + "\""));
    if (!Scripts.isOfEngine(stream)) {
      throw new IllegalArgumentException(
          "stream \"" + name + "\" has a connector, it can't be fed by hand");
    }
    return new Fed(dataflow().handFeed(stream));
  }

  private final class Fed implements StreamInput {
    private final HandFeed feed;

    Fed(HandFeed feed) {
      this.feed = feed;
    }

    @Override
    public Schema schema() {
      return feed.schema();
    }

    @Override
    public Event newEvent() {
      return feed.newEvent();
    }

    @Override
    public void send(Event row) {
      try {
        feed.send(row);
      } catch (ConnectorException | StreamFailure e) {
        failed = true;
        throw new RunException(e);
      }
    }

    @Override
    public void sendAll(Event[] rows, int from, int to) {
      attempt(() -> feed.sendAll(rows, from, to));
    }

    @Override
    public void flush() {
      attempt(feed::flush);
    }

    @Override
    public void watermark(long micros) {
      attempt(() -> feed.watermark(micros));
    }

    @Override
    public void idle(boolean idle) {
      attempt(() -> feed.idle(idle));
    }

    @Override
    public void close() {
      attempt(feed::close);
    }
  }

  /** Does what can make rows flow, and so can fail as a run can. */
  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (ConnectorException | StreamFailure e) {
      failed = true;
      throw new RunException(e);
    }
  }

  void tick() {
    attempt(dataflow()::tick);
  }

  void advance(long micros) {
    attempt(() -> dataflow().advance(micros));
  }

  /** Hands on what was sent and waits in a stream. */
  void settle() {
    attempt(dataflow()::flush);
  }

  Map<String, Long> lateCounts() {
    return dataflow == null ? Map.of() : dataflow.lateCounts();
  }

  byte[] checkpoint() {
    return dataflow().checkpoint();
  }

  void restore(byte[] checkpoint) {
    dataflow().restore(checkpoint);
  }

  @Override
  public void close() {
    try (sinks) {
      if (dataflow != null) {
        dataflow.close();
      }
      if (!failed) {
        sinks.finish();
      }
    }
  }
}
