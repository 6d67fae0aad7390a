package dev.weir;

import dev.weir.ast.Statement;
import dev.weir.bind.Binder;
import dev.weir.bind.Parameters;
import dev.weir.catalog.Catalog;
import dev.weir.codegen.CodeGenerator;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Connectors;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.function.FunctionRegistry;
import dev.weir.pattern.automaton.AutomatonCompiler;
import dev.weir.plan.LogicalPlan;
import dev.weir.runtime.Dataflow;
import dev.weir.runtime.DeadLetters;
import dev.weir.runtime.Environment;
import dev.weir.runtime.Sinks;
import dev.weir.runtime.StreamFailure;
import dev.weir.time.Clock;
import dev.weir.time.VirtualClock;
import dev.weir.time.WallClock;
import dev.weir.time.Watermarks;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A complex event processing engine: a catalog of streams and views, and standing queries over
 * them.
 *
 * <p>Used in one of two ways. {@link #run} executes whole scripts and reads their sources itself.
 * {@link #execute}, {@link #start} and {@link #input} let a program define streams, start queries,
 * send events and move time; results are delivered before the sending call returns.
 *
 * <pre>{@code
 * ResultHandler print = ResultHandler.ofRows(System.out::println);
 *
 * try (var engine = Engine.create()) {
 *   engine.execute(Source.of("CREATE STREAM trades (symbol VARCHAR, price DOUBLE)"), print);
 *   engine.start("dear", Source.of("SELECT symbol FROM trades WHERE price > 100"), print);
 *   var trades = engine.input("trades");
 *   var trade = trades.newEvent();
 *   trade.set(0, "ACME");
 *   trade.set(1, 101.5);
 *   trades.send(trade);
 *   trades.flush(); // prints (ACME)
 * }
 * }</pre>
 *
 * <p>A result handler may send events, move time, start and close queries: what it asks for happens
 * when the rows that are under way are through.
 *
 * <p>Confined to one thread, except for {@link #cancel} and {@link #progress}. Two engines in one
 * JVM share nothing.
 */
public final class Engine implements AutoCloseable {
  private final Clock clock;
  private final int batchSize;
  private final OutputStream standardOutput;
  private final Path baseDirectory;
  private final Connectors connectors = Connectors.load();
  private final CodeGenerator generator;
  private final Binder binder;
  private final Catalog catalog = new Catalog();
  private final DeadLetters deadLetters;
  private final LiveSession live;
  private volatile ScriptRun running;
  private volatile boolean cancelled;
  private int queries;
  private boolean closed;

  private Engine(Builder builder) {
    clock = builder.clock;
    batchSize = builder.batchSize;
    standardOutput = builder.standardOutput;
    baseDirectory = builder.baseDirectory;
    generator = new CodeGenerator(clock);
    binder = new Binder(FunctionRegistry.builtIn(), connectors, AutomatonCompiler::objection);
    deadLetters = new DeadLetters(clock);
    live = new LiveSession(this);
  }

  /** An engine on the machine's clock. */
  public static Engine create() {
    return builder().build();
  }

  /** Begins an engine with other than the usual settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a new engine. */
  public static final class Builder {
    private Clock clock = new WallClock();
    private int batchSize = 1_024;
    private OutputStream standardOutput = System.out;
    private Path baseDirectory = Path.of("").toAbsolutePath();

    private Builder() {}

    /** Where processing time comes from; the machine's clock unless given. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Processing time stands still at {@code start} and is moved by {@link Engine#advance}. */
    public Builder virtualTime(Instant start) {
      return clock(new VirtualClock(JavaValues.micros(start)));
    }

    /**
     * How many rows of a source are handed on at a time; results do not depend on it.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder batchSize(int rows) {
      if (rows < 1) {
        throw new IllegalArgumentException("a batch has at least one row, not " + rows);
      }
      this.batchSize = rows;
      return this;
    }

    /** Where connector {@code stdout} writes; flushed, never closed. */
    public Builder standardOutput(OutputStream out) {
      this.standardOutput = out;
      return this;
    }

    /** What relative paths in {@code WITH} options are relative to; the working directory unless given. */
    public Builder baseDirectory(Path directory) {
      this.baseDirectory = directory.toAbsolutePath();
      return this;
    }

    public Engine build() {
      return new Engine(this);
    }
  }

  // ---- scripts

  /**
   * Reads and checks scripts in order, each seeing the definitions of those before it; runs nothing
   * and defines nothing.
   *
   * @return all errors and warnings, in the order of the texts
   */
  public List<Diagnostic> check(List<Source> scripts) {
    return ScriptCheck.ofScripts(binder, catalog.copy()).check(scripts);
  }

  /**
   * Runs scripts to their end: definitions take effect in order, standing statements start together
   * with the next bare SELECT or at the end, over one reading of each source.
   *
   * @param results receives the rows of bare SELECTs, of rules without INSERT, of SHOW and the like
   * @throws SqlException if any script has an error; then nothing has been run
   * @throws RunException if the run can't go on
   */
  public RunResult run(List<Source> scripts, ResultHandler results) {
    requireOpen();
    cancelled = false;
    var run = new ScriptRun(this, results);
    running = run;
    try {
      return run.run(scripts);
    } catch (ConnectorException | StreamFailure e) {
      throw new RunException(e);
    }
  }

  /**
   * How a run ended.
   *
   * @param cancelled whether {@link #cancel} ended it
   * @param rowsIn rows read from sources
   */
  public record RunResult(boolean cancelled, long rowsIn) {}

  /**
   * Ends what runs now cleanly: what was emitted is flushed, files that were written are kept. May
   * be called from any thread; nothing happens if nothing runs.
   */
  public void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** How far the run has come. May be called from any thread. */
  public Progress progress() {
    var run = running;
    var progress = run == null ? null : run.progress();
    return progress == null
        ? new Progress(0, Watermarks.NONE, 0, -1)
        : new Progress(
            progress.events(),
            progress.eventTimeMicros(),
            progress.bytesRead(),
            progress.bytesTotal());
  }

  /**
   * How far the sources of a run have been read.
   *
   * @param events rows so far
   * @param eventTimeMicros the largest event time so far, {@link Long#MIN_VALUE} if there is none
   * @param bytesRead bytes so far
   * @param bytesTotal bytes in all, -1 if that is not known
   */
  public record Progress(long events, long eventTimeMicros, long bytesRead, long bytesTotal) {}

  // ---- live use

  /**
   * Executes statements at once: definitions take effect; {@code INSERT INTO ... VALUES} sends its
   * rows; SHOW, DESCRIBE, EXPLAIN and queries over bounded inputs give their rows; {@code INSERT
   * INTO ... SELECT} and {@code CREATE RULE} start and stand.
   *
   * @throws SqlException if there is an error; statements before it have taken effect
   * @throws RunException if a statement can't be carried out
   * @throws IllegalArgumentException if a query does not end by itself: it is for {@link #start}
   */
  public void execute(Source statements, ResultHandler results) {
    requireOpen();
    cancelled = false;
    try {
      live.execute(statements, results);
    } catch (ConnectorException | StreamFailure e) {
      throw new RunException(e);
    }
  }

  /**
   * Checks statements as {@link #execute(Statement, ResultHandler)} would find them one after the other; executes and
   * defines nothing.
   *
   * @return all errors and warnings, in the order of the statements
   */
  public List<Diagnostic> checkStatements(List<Statement> statements) {
    return ScriptCheck.ofLiveUse(binder, catalog.copy()).checkStatements(statements);
  }

  /**
   * Executes one statement that was read before, as {@link #execute(Source, ResultHandler)} does.
   *
   * @throws SqlException if it has an error
   * @throws RunException if it can't be carried out
   * @throws IllegalArgumentException if it is a query that does not end by itself: that is for {@link #start}
   */
  public void execute(Statement statement, ResultHandler results) {
    requireOpen();
    cancelled = false;
    try {
      live.execute(statement, results);
    } catch (ConnectorException | StreamFailure e) {
      throw new RunException(e);
    }
  }

  /**
   * Whether a text is one query that does not end by itself: it is for {@link #start}, not for {@link #execute}. Runs
   * nothing.
   *
   * @throws SqlException if the text has an error
   */
  public boolean isStanding(Source text) {
    requireOpen();
    return live.isStanding(text);
  }

  /**
   * Whether rows can still come out of a standing statement: one that is not paused, has not failed, and whose inputs have
   * not ended.
   */
  public boolean isActive() {
    return live.isActive();
  }

  /**
   * Starts a standing query. Its rows are given to {@code results} before the call that caused them
   * returns.
   *
   * @param name what it is called in messages, and known by in checkpoints
   * @param select one SELECT over streams that live in the engine
   * @throws SqlException if the text has an error
   * @throws IllegalArgumentException if it is anything but one SELECT
   */
  public StandingQuery start(String name, Source select, ResultHandler results) {
    requireOpen();
    try {
      return live.start(name, select, results);
    } catch (ConnectorException | StreamFailure e) {
      throw new RunException(e);
    }
  }

  /**
   * The way into a stream that lives in the engine. Every input keeps the stream open until it is
   * closed.
   *
   * @throws IllegalArgumentException if there is no stream of that name, or it has a connector
   * @throws IllegalStateException if the stream has ended
   */
  public StreamInput input(String stream) {
    requireOpen();
    return live.input(stream);
  }

  /**
   * Reads once from the sources of the streams that standing statements read; results are delivered before this
   * returns. Needed only for streams with a connector, and not with an {@link EngineLoop}, which calls it.
   *
   * @return whether any row came
   */
  public boolean poll() {
    requireOpen();
    return live.poll();
  }

  /**
   * Does the processing-time work that is due by the engine's clock. Call it after moving a virtual
   * clock.
   */
  public void tick() {
    requireOpen();
    live.tick();
  }

  /**
   * Lets time go on without any event: a virtual clock is moved, and so is the event time of every stream that has
   * one and has seen an event, from the latest time that it has seen. Windows that end meanwhile close, events that
   * stay out are settled; results are delivered before this returns. An event that comes afterwards is late if its time is further back
   * than the lateness of its stream.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public void advance(Duration time) {
    requireOpen();
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + time);
    }
    live.settle();
    long micros = JavaValues.durationMicros(time);
    if (clock instanceof VirtualClock virtual) {
      virtual.advance(micros);
    }
    live.advance(micros);
  }

  /** The state of all streams and standing queries. */
  public byte[] checkpoint() {
    requireOpen();
    return live.checkpoint();
  }

  /**
   * Takes on the state of another engine, in which the same definitions and standing statements
   * were executed in the same order.
   *
   * @throws IllegalStateException if they were not, or the bytes are damaged
   */
  public void restore(byte[] checkpoint) {
    requireOpen();
    live.restore(checkpoint);
  }

  // ---- live use with the program's own classes

  /**
   * Executes statements at once, as {@link #execute(Source, ResultHandler)} does.
   *
   * @return the rows that they gave, in order: of SHOW, DESCRIBE, EXPLAIN and queries over bounded inputs. Rows that
   *     rules without INSERT give are left out; {@link #execute(Source, ResultHandler)} delivers them
   * @throws SqlException if there is an error; statements before it have taken effect
   * @throws RunException if a statement can't be carried out
   */
  public List<Row> execute(String statements) {
    var rows = new ExecutedRows();
    execute(Source.of(statements), rows);
    return rows.rows();
  }

  /**
   * A standing query over streams; it starts with its first consumer.
   *
   * <pre>{@code
   * engine.query("SELECT symbol, price FROM trades WHERE price > 100").as(Dear.class).onEvent(System.out::println);
   * }</pre>
   *
   * @param select one SELECT
   * @throws SqlException if the text has an error
   * @throws IllegalArgumentException if it is anything but one SELECT
   */
  public Query query(String select) {
    requireOpen();
    return query(live.plan(Source.of(select)));
  }

  /**
   * A query whose text has parameters, {@code ?} or {@code :name}: parsed once, to be used with many values. What
   * has to do with names and types is checked by {@link PreparedQuery#query}.
   *
   * @param select one SELECT
   * @throws SqlException if the text can't be parsed
   * @throws IllegalArgumentException if it is anything but one SELECT
   */
  public PreparedQuery prepare(String select) {
    requireOpen();
    return new PreparedQuery(this, LiveSession.parse(Source.of(select)));
  }

  Query query(Statement.QueryStatement select, Parameters parameters) {
    requireOpen();
    return query(live.plan(select, parameters));
  }

  private Query query(LogicalPlan plan) {
    var prototype = generator.eventPrototype(plan.schema());
    var name = "query " + ++queries;
    return new Query(this, plan.schema(), prototype, results -> start(name, plan, results));
  }

  private StandingQuery start(String name, LogicalPlan plan, ResultHandler results) {
    requireOpen();
    try {
      return live.start(name, plan, results);
    } catch (ConnectorException | StreamFailure e) {
      throw new RunException(e);
    }
  }

  /**
   * The way into a stream that was declared in SQL.
   *
   * @throws IllegalArgumentException if there is no stream of that name, or it has a connector
   * @throws IllegalStateException if the stream has ended
   */
  public RowStream stream(String name) {
    return new RowStream(name, input(name));
  }

  /**
   * A stream whose events are objects of a record class, or of a bean. If there is none of that name it is declared:
   * a column per record component, or per property of a bean in the order of its fields, with the type that belongs
   * to its Java type (String and enums VARCHAR; int, long, double, boolean; BigDecimal DECIMAL(38, 18); Instant
   * TIMESTAMP_LTZ(6), LocalDateTime TIMESTAMP(6), LocalDate, LocalTime, Duration, Period; byte[]; List, Map; a record
   * ROW), unless {@link SqlColumn} says otherwise; primitive ones are NOT NULL. {@link EventTime} marks its time. A stream that exists
   * already is taken as it is.
   *
   * <p>Classes need not be public; a package in a named module must be open to {@code dev.weir}.
   *
   * @throws ConversionException if the class can't be a stream, or does not fit the one that exists
   * @throws IllegalArgumentException if the stream has a connector
   * @throws IllegalStateException if the stream has ended
   */
  public <T> EventStream<T> stream(String name, Class<T> type) {
    requireOpen();
    if (catalog.stream(name).isPresent()) {
      return eventStream(name, type);
    }
    return stream(name, type, new StreamDeclaration(name, type).options());
  }

  /**
   * As {@link #stream(String, Class)}, for a new stream whose time is given here, not by {@link EventTime}.
   *
   * @throws SqlException if there is a stream or view of that name, or no such time column
   */
  public <T> EventStream<T> stream(String name, Class<T> type, StreamOptions options) {
    execute(new StreamDeclaration(name, type).sql(options));
    try {
      return eventStream(name, type);
    } catch (ConversionException e) {
      catalog.removeRelation(name);
      throw e;
    }
  }

  /** The class is looked at first: an input that is opened and closed again would end the stream. */
  private <T> EventStream<T> eventStream(String name, Class<T> type) {
    var columns = catalog.stream(name).orElseThrow().physical();
    var writer = new EventWriter<>(type, columns, generator.eventPrototype(columns));
    return new EventStream<>(input(name), writer);
  }

  // ---- asking

  /** The most recent rows that could not be read or evaluated, oldest first. */
  public List<DeadLetter> deadLetters() {
    return deadLetters.recent().stream()
        .map(d -> new DeadLetter(d.stream(), d.location(), d.rawText(), d.reason(), d.atMicros()))
        .toList();
  }

  /** How many rows could not be read or evaluated, by stream; skipped ones included. */
  public Map<String, Long> deadLetterCounts() {
    return deadLetters.counts();
  }

  /** How many rows came late, by stream, in the present run or since the engine was made. */
  public Map<String, Long> lateCounts() {
    var run = running;
    return run == null ? live.lateCounts() : run.lateCounts();
  }

  /** The rules, in the order in which they were defined, as they are now. */
  public List<RuleStatus> rules() {
    var run = running;
    return catalog.rules().stream()
        .map(rule -> run == null ? live.status(rule) : run.status(rule))
        .toList();
  }

  /** What has been defined. Read it only. */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * Ends live use: files that standing statements were writing are made final. Nothing can be asked
   * of the engine afterwards but what has been; closing it again does nothing.
   */
  @Override
  public void close() {
    cancelled = true;
    if (!closed) {
      closed = true;
      live.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
  }

  // ---- for the two ways of use

  boolean pollIfOpen() {
    return !closed && poll();
  }

  Binder binder() {
    return binder;
  }

  CodeGenerator generator() {
    return generator;
  }

  int batchSize() {
    return batchSize;
  }

  Clock clock() {
    return clock;
  }

  DeadLetters deadLetterStore() {
    return deadLetters;
  }

  /** A dataflow over the catalog as it is now. */
  Dataflow newDataflow(boolean isLive, Sinks sinks) {
    var environment =
        new Environment(connectors, baseDirectory, standardOutput, catalog::settings, isLive);
    return new Dataflow(
        generator,
        clock,
        deadLetters,
        environment,
        name -> catalog.stream(name).orElse(null),
        sinks);
  }
}
