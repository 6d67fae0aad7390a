package dev.weir.runtime;

import dev.weir.catalog.StreamPlan;
import dev.weir.codegen.CodeGenerator;
import dev.weir.connector.Connector;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Source;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.operator.RowErrors;
import dev.weir.plan.LogicalPlan;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.Clock;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A graph that is running: a hub per stream, queries that subscribe to hubs and write into hubs or
 * out, sources that feed hubs. One thread does all work; only {@link #progress} may be asked from
 * another.
 *
 * <pre>
 *   source -> hub (computed columns, time, late rows) -> query: stage -> [ordering] -> window ... -> output
 *                                                                                      -> hub | sink
 * </pre>
 */
public final class Dataflow implements AutoCloseable {
  private static final int CHECKPOINT_VERSION = 1;
  private static final long WAIT_NANOS_MAX = 10_000_000;

  /** While a source has rows, those that had none are asked again once in so many polls. */
  private static final int IDLE_TURN = 16;

  private static final Runnable NOTHING = () -> {};

  private final CodeGenerator generator;
  private final Clock clock;
  private final DeadLetters deadLetters;
  private final Environment environment;
  private final Function<String, StreamPlan> streams;

  private final Map<String, StreamHub> hubs = new LinkedHashMap<>();
  private final Sinks sinks;
  private final List<SourceDriver> sources = new ArrayList<>();
  private final List<RunningQuery> queries = new ArrayList<>();
  private final List<Runnable> pendingReplays = new ArrayList<>();

  // Whether rows are under way, and what was asked for meanwhile from within a result handler.
  private boolean busy;
  private boolean startIsDue;
  private boolean tickIsDue;
  private long advanceDue;
  private boolean closed;
  private int turns;
  private volatile Progress progress = new Progress(0, Watermarks.NONE, 0, -1);

  /**
   * How far the sources have been read.
   *
   * @param events rows read so far
   * @param eventTimeMicros the largest event time so far, {@link Watermarks#NONE} if there is none
   * @param bytesRead of the sources that know it
   * @param bytesTotal of the same sources, -1 if it is not known
   */
  public record Progress(long events, long eventTimeMicros, long bytesRead, long bytesTotal) {}

  /**
   * @param streams finds the plan of a stream by its declared name
   * @param sinks what is being written; stays open when the dataflow is closed
   */
  public Dataflow(
      CodeGenerator generator,
      Clock clock,
      DeadLetters deadLetters,
      Environment environment,
      Function<String, StreamPlan> streams,
      Sinks sinks) {
    this.generator = generator;
    this.clock = clock;
    this.deadLetters = deadLetters;
    this.environment = environment;
    this.streams = streams;
    this.sinks = sinks;
  }

  // ---- building

  /**
   * Adds a standing query whose rows go to {@code target}; it ends with {@code
   * watermark(Watermarks.END)}. {@link RunningQuery#start} is called by {@link #startNew}.
   */
  public RunningQuery addQuery(String label, LogicalPlan plan, Collector target) {
    return addQuery(label, plan, target, null);
  }

  /** As {@link #addQuery}, counting the rows of every plan node. */
  public RunningQuery addQuery(
      String label, LogicalPlan plan, Collector target, RowCounts countsOrNull) {
    var query = new RunningQuery(label, target, false);
    new PhysicalPlanner(this, generator, clock, query, countsOrNull).build(plan, query.output());
    queries.add(query);
    return query;
  }

  /** Adds a rule whose rows go to {@code target}: it can be paused, and if it fails it fails alone. */
  public RunningQuery addRule(String label, LogicalPlan plan, Collector target) {
    var query = new RunningQuery(label, target, true);
    new PhysicalPlanner(this, generator, clock, query, null).build(plan, query.output());
    queries.add(query);
    return query;
  }

  /** A query whose rows enter a stream: in one order, and as silent as what it reads. */
  private RunningQuery addWriter(
      String label,
      LogicalPlan plan,
      Collector target,
      StreamHub.IdleListener idleness,
      boolean isRule) {
    var query = new RunningQuery(label, target, isRule);
    var planner = new PhysicalPlanner(this, generator, clock, query, null);
    planner.buildInOneOrder(plan, query.output());
    planner.followIdleness(plan, idleness);
    queries.add(query);
    return query;
  }

  /** One statement that inserts into a stream: {@code plan} gives its physical columns. */
  public record Insert(String label, LogicalPlan plan) {}

  /**
   * Adds standing queries that write into one stream of the engine side by side. If the stream has
   * a time, their rows enter it in order of their times, so that which of them are late does not
   * depend on how the queries take turns. (A stream without a time takes rows as they come.)
   */
  public void addInserts(List<Insert> inserts, StreamPlan target) {
    var timed = inserts.stream().filter(i -> PhysicalPlanner.hasTime(i.plan())).toList();
    boolean merges = timed.size() > 1 && target.stream().watermark().isPresent();
    for (var insert : inserts) {
      if (!merges || !timed.contains(insert)) {
        addInsert(insert.label(), insert.plan(), target);
      }
    }
    if (merges) {
      addMerged(timed, target);
    }
  }

  private void addMerged(List<Insert> inserts, StreamPlan target) {
    var input = new HubInput(hub(target), true);
    var errors = inserts.stream().map(i -> rowErrors(i.label(), i.plan())).toList();
    var merge = new OperatorFactory(generator, clock).ordering(errors, target.physical(), input);
    var silent = new boolean[inserts.size()];
    for (int i = 0; i < inserts.size(); i++) {
      int ordinal = i;
      var insert = inserts.get(i);
      var query =
          addWriter(
              insert.label(),
              insert.plan(),
              merge.input(i),
              idle -> {
                silent[ordinal] = idle;
                merge.idle(ordinal, idle);
                input.idle(IntStream.range(0, silent.length).allMatch(k -> silent[k]));
              },
              false);
      if (i == 0) {
        query.keep(merge);
      }
    }
  }

  /** Adds a standing query that writes into a stream: {@code plan} gives its physical columns. */
  public RunningQuery addInsert(String label, LogicalPlan plan, StreamPlan target) {
    return addInsert(label, plan, target, false);
  }

  /** Adds a rule that writes into a stream: it can be paused, and if it fails it fails alone. */
  public RunningQuery addRule(String label, LogicalPlan plan, StreamPlan target) {
    return addInsert(label, plan, target, true);
  }

  private RunningQuery addInsert(
      String label, LogicalPlan plan, StreamPlan target, boolean isRule) {
    // In live use rows may be inserted at any time: those of one INSERT ... VALUES are not the
    // last.
    boolean holdsOpen = !(environment.isLive() && plan.bounded());
    if (target.stream().connector().isPresent()) {
      var input = sink(target).input(label);
      var query = isRule ? addRule(label, plan, input) : addQuery(label, plan, input);
      query.onWithdraw(input::withdraw);
      return query;
    }
    var hub = hub(target);
    if (hub.hasEnded()) {
      throw new StreamFailure(
          "stream \"" + hub.name() + "\" has ended, nothing can be inserted into it any more");
    }
    var input = new HubInput(hub, holdsOpen);
    var query = addWriter(label, plan, input, input::idle, isRule);
    query.onWithdraw(input::withdraw);
    return query;
  }

  private SinkOutput sink(StreamPlan target) {
    var name = target.stream().name();
    return sinks.open(
        name,
        () -> {
          var connector = environment.connector(target.stream().options());
          if (!connector.canWrite()) {
            throw new ConnectorException(
                "stream \""
                    + name
                    + "\": connector '"
                    + connector.name()
                    + "' can't be written to");
          }
          return new SinkOutput(
              connector.sink(environment.sinkContext(target)),
              target.physical(),
              generator.intake(target.physical(), -1),
              badRows(target));
        });
  }

  /** The hub of a stream, made at first use. */
  StreamHub hub(StreamPlan plan) {
    return hubs.computeIfAbsent(plan.stream().name(), name -> newHub(plan));
  }

  StreamHub hub(String stream) {
    return hub(streams.apply(stream));
  }

  private StreamHub newHub(StreamPlan plan) {
    var stream = plan.stream();
    var watermark = stream.watermark();
    var badRows = badRows(plan);
    Function<Collector, Collector> columns =
        plan.isPlain()
            ? null
            : timed ->
                generator.stage(
                    plan.physical(),
                    null,
                    plan.columns(),
                    stream.schema(),
                    timed,
                    (event, time, error) ->
                        badRows.badRow(
                            "computed column",
                            RowText.of(event, plan.physical()),
                            error.getMessage()));
    return new StreamHub(
        stream.name(),
        watermark.map(w -> w.column()).orElse(-1),
        watermark.map(w -> w.boundMicros()).orElse(0L),
        clock,
        (row, physical) ->
            badRows.badRow(
                "input",
                RowText.of(row, physical ? plan.physical() : stream.schema()),
                Incomplete.reason(row, physical ? plan.physical() : stream.schema())),
        generator.intake(
            plan.physical(),
            plan.isPlain() ? stream.watermark().map(w -> w.column()).orElse(-1) : -1),
        columns);
  }

  private SourceDriver.BadRowReport badRows(StreamPlan plan) {
    var stream = plan.stream();
    var policy = environment.errorPolicy(stream.options());
    return (location, rawText, reason) ->
        deadLetters.add(policy, stream.name(), location, rawText, reason);
  }

  /** Where a query reports rows of a plan that it cannot evaluate. */
  RowErrors rowErrors(String label, LogicalPlan plan) {
    var sources = PhysicalPlanner.streams(plan);
    var stream = sources.isEmpty() ? "VALUES" : sources.get(0);
    var rows = plan.schema();
    // A row that may be of several streams: what the strictest of them asks for.
    var policy =
        sources.stream()
            .map(streams)
            .filter(Objects::nonNull)
            .map(source -> environment.errorPolicy(source.stream().options()))
            .max(Comparator.comparingInt(ErrorPolicy::strictness))
            .orElseGet(environment::errorPolicy);
    return (event, time, error) ->
        deadLetters.add(policy, stream, label, RowText.of(event, rows), error.getMessage());
  }

  /** Opens the source of every stream that is read and has one, if it is not open yet. */
  public void openSources() {
    for (var name : List.copyOf(hubs.keySet())) {
      var plan = streams.apply(name);
      boolean open = sources.stream().anyMatch(source -> source.hub() == hubs.get(name));
      if (!open && plan.stream().connector().isPresent() && hubs.get(name).hasSubscribers()) {
        sources.add(openSource(plan));
      }
    }
  }

  private SourceDriver openSource(StreamPlan plan) {
    var options = plan.stream().options();
    Connector connector = environment.connector(options);
    if (!connector.canRead()) {
      throw new ConnectorException(
          "stream \""
              + plan.stream().name()
              + "\": connector '"
              + connector.name()
              + "' can't be read from");
    }
    return new SourceDriver(
        hub(plan),
        plan,
        connector,
        generator.eventPrototype(plan.physical()),
        clock,
        badRows(plan),
        environment.idleTimeoutMicros(options),
        environment);
  }

  /** An input by hand into a stream of the engine. */
  public HandFeed handFeed(StreamPlan plan) {
    if (hub(plan).hasEnded()) {
      throw new IllegalStateException("stream \"" + plan.stream().name() + "\" has ended");
    }
    return new HandFeed(hub(plan), plan, generator.eventPrototype(plan.physical()), this);
  }

  /** Adds rows that are read like a source, in their order: a stream's retained rows. */
  public void addReplay(StreamPlan plan, List<Event> rows) {
    var hub = hub(plan);
    hub.addInput();
    pendingReplays.add(
        () -> {
          hub.replay(rows);
          hub.inputEnded();
        });
  }

  /** Whether any query reads the stream. */
  public boolean reads(StreamPlan plan) {
    var hub = hubs.get(plan.stream().name());
    return hub != null && hub.hasSubscribers();
  }

  /** Keeps the rows that enter a stream, for later statements of a script. */
  public void record(StreamPlan plan, List<Event> into) {
    hub(plan).record(into);
  }

  // ---- running

  /** Starts what has been added since: constant relations give their rows. */
  public void startNew() {
    startIsDue = true;
    settle();
  }

  private void start() {
    var replays = List.copyOf(pendingReplays);
    pendingReplays.clear();
    replays.forEach(Runnable::run);
    for (var query : List.copyOf(queries)) {
      query.start();
    }
    endStreamsWithoutInput();
  }

  /** A stream of the engine into which nothing is inserted is empty, not endless. */
  private void endStreamsWithoutInput() {
    if (environment.isLive()) {
      return;
    }
    for (var hub : hubs.values()) {
      if (hub.hasNoInput()) {
        hub.claimEnd();
        hub.flush();
      }
    }
  }

  /**
   * Reads sources until all queries have ended. Among the sources that have rows, the one furthest
   * behind in event time is read first, so that queries over several histories see them side by
   * side.
   *
   * @param quiet called when nothing more is waiting just now
   * @return false if it was cancelled
   */
  public boolean run(BooleanSupplier cancelled, int batchSize, Runnable quiet) {
    long waitNanos = 0;
    int turn = 0;
    while (!allEnded()) {
      if (cancelled.getAsBoolean()) {
        return false;
      }
      var next = furthestBehind();
      if (next != null) {
        next.poll(batchSize);
        waitNanos = 0;
        // One that always has rows must not keep the others from being asked again.
        if (++turn % IDLE_TURN == 0) {
          pollIdle(batchSize);
        }
      } else if (!anyOpenSource()) {
        return true;
      } else {
        quiet.run();
        flushSinks();
        waitNanos = Math.min(WAIT_NANOS_MAX, waitNanos + 500_000);
        LockSupport.parkNanos(waitNanos);
        if (pollIdle(batchSize)) {
          waitNanos = 0;
        }
      }
      tick();
      publishProgress();
    }
    publishProgress();
    return true;
  }

  /**
   * Reads once from the sources, in live use: from the one furthest behind that has rows, else from those that
   * had none when they were asked last.
   *
   * @return whether any row came
   */
  public boolean poll(int batchSize) {
    var came = new boolean[1];
    settleAfter(
        () -> {
          var next = furthestBehind();
          came[0] = next != null ? pollGuarded(next, batchSize) : pollIdleGuarded(batchSize);
          if (next != null && ++turns % IDLE_TURN == 0) {
            pollIdleGuarded(batchSize);
          }
        });
    publishProgress();
    return came[0];
  }

  /** Lets a paused rule go on. */
  public void resume(RunningQuery rule) {
    if (busy) {
      rule.resume();
    } else {
      settleAfter(rule::resume);
    }
  }

  private boolean pollIdleGuarded(int batchSize) {
    boolean any = false;
    for (var source : List.copyOf(sources)) {
      if (source.status() == Source.Status.IDLE && source.hub().hasSubscribers()) {
        any |= pollGuarded(source, batchSize);
      }
    }
    return any;
  }

  /** A source that fails takes the rules with it that read it, and no others. */
  private boolean pollGuarded(SourceDriver source, int batchSize) {
    try {
      return source.poll(batchSize);
    } catch (StreamFailure | ConnectorException e) {
      sources.remove(source);
      source.close();
      if (source.hub().failRules(e.getMessage())) {
        throw e;
      }
      hubs.remove(source.hub().name());
      return true;
    }
  }

  /** Closes the sources that nobody reads any more; who reads the stream again reads it from the start. */
  public void closeUnreadSources() {
    for (var source : List.copyOf(sources)) {
      if (!source.hub().hasSubscribers()) {
        sources.remove(source);
        hubs.remove(source.hub().name());
        source.close();
      }
    }
  }

  /** Asks the sources that had nothing. Returns whether one of them has rows now. */
  private boolean pollIdle(int batchSize) {
    boolean any = false;
    for (var source : sources) {
      if (source.status() == Source.Status.IDLE && source.hub().hasSubscribers()) {
        any |= source.poll(batchSize);
      }
    }
    return any;
  }

  /** Whether a query can still give rows. */
  public boolean isActive() {
    return queries.stream()
        .anyMatch(query -> !query.hasEnded() && !query.isPaused() && query.failure() == null);
  }

  private boolean allEnded() {
    for (var query : queries) {
      if (!query.hasEnded()) {
        return false;
      }
    }
    return true;
  }

  private boolean anyOpenSource() {
    for (var source : sources) {
      if (source.status() != Source.Status.ENDED && source.hub().hasSubscribers()) {
        return true;
      }
    }
    return false;
  }

  private SourceDriver furthestBehind() {
    SourceDriver best = null;
    for (var source : sources) {
      if (source.status() == Source.Status.READY
          && source.hub().hasSubscribers()
          && (best == null || source.isBehind(best))) {
        best = source;
      }
    }
    return best;
  }

  /** Whether rows are under way, so that a call can only come from a result handler. */
  boolean isBusy() {
    return busy;
  }

  /** Hands on what was sent by hand. */
  public void flush() {
    settle();
  }

  /** Does what is due and hands on what is in the streams, until nothing is under way. */
  void settle() {
    settleAfter(NOTHING);
  }

  /** As {@link #settle}, behind an action that makes rows flow. Not called while busy. */
  void settleAfter(Runnable action) {
    if (busy) {
      return;
    }
    busy = true;
    try {
      action.run();
      do {
        if (startIsDue) {
          startIsDue = false;
          start();
        }
        if (advanceDue > 0) {
          advanceHubs();
        }
        if (tickIsDue) {
          tickIsDue = false;
          List.copyOf(queries).forEach(RunningQuery::tick);
        }
      } while (flushHubs() || startIsDue || tickIsDue || advanceDue > 0);
      if (environment.isLive()) {
        flushSinks();
      }
    } finally {
      busy = false;
    }
  }

  private boolean flushHubs() {
    boolean moved = false;
    for (var hub : List.copyOf(hubs.values())) {
      if (hub.hasWork()) {
        hub.flush();
        moved = true;
      }
    }
    return moved;
  }

  /** Processing-time work that is due. */
  public void tick() {
    tickIsDue = true;
    settle();
  }

  /**
   * Lets the event time of all streams go on by so much, each from the latest time that it has seen, behind the rows
   * that are under way; then does the processing-time work that is due.
   */
  public void advance(long micros) {
    advanceDue += micros;
    tick();
  }

  private void advanceHubs() {
    long micros = advanceDue;
    advanceDue = 0;
    boolean moved = true;
    while (moved) {
      moved = flushHubs();
    }
    hubs.values().forEach(hub -> hub.advance(micros));
  }

  public void flushSinks() {
    sinks.flush();
  }

  // ---- asking

  public Progress progress() {
    return progress;
  }

  private void publishProgress() {
    long events = 0;
    long time = Watermarks.NONE;
    long read = 0;
    long total = 0;
    for (var source : sources) {
      events += source.hub().rowsTaken();
      time = Math.max(time, source.hub().largestTime());
      read += source.progress();
      long sourceTotal = source.progressTotal();
      total = sourceTotal < 0 || total < 0 ? -1 : total + sourceTotal;
    }
    progress = new Progress(events, time, read, total);
  }

  public long rowsIn() {
    return sources.stream().mapToLong(source -> source.hub().rowsTaken()).sum();
  }

  /** Late rows by stream, streams without any left out. */
  public Map<String, Long> lateCounts() {
    var counts = new TreeMap<String, Long>();
    hubs.forEach(
        (name, hub) -> {
          if (hub.lateRows() > 0) {
            counts.put(name, hub.lateRows());
          }
        });
    return counts;
  }

  // ---- state

  /** The state of all hubs and queries and the positions of all sources, between batches. */
  public byte[] checkpoint() {
    requireRest();
    settle();
    var out = new StateWriter();
    out.writeInt(CHECKPOINT_VERSION);
    out.writeInt(hubs.size());
    hubs.forEach(
        (name, hub) -> {
          out.writeString(name);
          hub.snapshot(out);
        });
    out.writeInt(queries.size());
    queries.forEach(query -> query.snapshot(out));
    out.writeInt(sources.size());
    for (var source : sources) {
      out.writeString(source.hub().name());
      out.writeString(source.position());
    }
    return out.toByteArray();
  }

  /**
   * Into a dataflow to which the same streams and queries were added in the same order.
   *
   * @throws IllegalStateException if they were not, or the bytes are damaged
   */
  public void restore(byte[] checkpoint) {
    requireRest();
    try {
      read(checkpoint);
    } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IllegalStateException("the checkpoint is damaged", e);
    }
  }

  private void requireRest() {
    if (busy) {
      throw new IllegalStateException("a result handler can't take or restore a checkpoint");
    }
  }

  private void read(byte[] checkpoint) {
    var in = new StateReader(checkpoint);
    int version = in.readInt();
    if (version != CHECKPOINT_VERSION) {
      throw new IllegalStateException(
          "the checkpoint has version "
              + version
              + ", this Weir reads version "
              + CHECKPOINT_VERSION);
    }
    int hubCount = in.readInt();
    for (int i = 0; i < hubCount; i++) {
      restoreHub(in.readString(), in);
    }
    int queryCount = in.readInt();
    if (queryCount != queries.size()) {
      throw new IllegalStateException(
          "the checkpoint has " + queryCount + " queries, this engine has " + queries.size());
    }
    for (var query : queries) {
      query.restore(in);
    }
    int sourceCount = in.readInt();
    for (int i = 0; i < sourceCount; i++) {
      seek(in.readString(), in.readString());
    }
  }

  private void restoreHub(String name, StateReader in) {
    var plan = streams.apply(name);
    if (plan == null) {
      throw new IllegalStateException(
          "the checkpoint has stream \"" + name + "\", this engine has none of that name");
    }
    hub(plan).restore(in);
  }

  private void seek(String stream, String position) {
    for (var source : sources) {
      if (source.hub().name().equals(stream)) {
        source.seek(position);
      }
    }
  }

  /** Releases everything but the sinks, whatever fails. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    var parts = new ArrayList<Runnable>();
    List.copyOf(queries).forEach(query -> parts.add(query::close));
    sources.forEach(source -> parts.add(source::close));
    Closing.all(parts);
  }

  /** Forgets a stream that was dropped; nothing reads or writes it any more. */
  public void forget(String stream) {
    hubs.remove(stream);
    sinks.finish(stream);
  }

  /** Takes a query out for good; what it wrote into no longer waits for it. */
  public void remove(RunningQuery query) {
    query.close();
    query.withdraw();
    queries.remove(query);
  }
}
