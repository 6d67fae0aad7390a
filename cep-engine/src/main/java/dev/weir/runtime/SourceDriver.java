package dev.weir.runtime;

import dev.weir.catalog.StreamPlan;
import dev.weir.connector.Connector;
import dev.weir.connector.Options;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import dev.weir.event.Event;
import dev.weir.time.Clock;
import dev.weir.type.Schema;
import java.nio.file.Path;

/** Runs one source: polls it and feeds its stream's hub. */
final class SourceDriver implements SourceContext, AutoCloseable {
  private final StreamHub hub;
  private final StreamPlan plan;
  private final Event prototype;
  private final Clock clock;
  private final BadRowReport badRows;
  private final long idleTimeoutMicros;
  private final Environment environment;
  private final Source source;
  private Source.Status status = Source.Status.READY;
  private long silentSince;
  private long polls;

  /** Where rows that cannot be read are reported. */
  interface BadRowReport {
    void badRow(String location, String rawText, String reason);
  }

  SourceDriver(
      StreamHub hub,
      StreamPlan plan,
      Connector connector,
      Event prototype,
      Clock clock,
      BadRowReport badRows,
      long idleTimeoutMicros,
      Environment environment) {
    this.hub = hub;
    this.plan = plan;
    this.prototype = prototype;
    this.clock = clock;
    this.badRows = badRows;
    this.idleTimeoutMicros = idleTimeoutMicros;
    this.silentSince = clock.micros();
    this.environment = environment;
    this.source = connector.source(this);
    hub.addInput();
  }

  StreamHub hub() {
    return hub;
  }

  Source.Status status() {
    return status;
  }

  /** Polls once and hands on what came. Returns whether anything did. */
  boolean poll(int rowsMax) {
    polls++;
    long before = hub.rowsTaken();
    status = source.poll(rowsMax);
    hub.flush();
    if (status == Source.Status.ENDED) {
      hub.inputEnded();
      return true;
    }
    if (hub.rowsTaken() != before) {
      silentSince = clock.micros();
      return true;
    }
    if (status == Source.Status.IDLE) {
      checkIdle();
    }
    return false;
  }

  private void checkIdle() {
    long silence = clock.micros() - silentSince;
    if (idleTimeoutMicros > 0 && silence >= idleTimeoutMicros) {
      hub.claimIdle(true);
      hub.claimSilence(silence);
      hub.flush();
    }
  }

  /**
   * Whether this source should be read before another: it is further behind in event time; or one
   * of them has no event time, and this one has had fewer turns.
   */
  boolean isBehind(SourceDriver other) {
    boolean timed = hub.hasTime() && other.hub.hasTime();
    return timed && hub.largestTime() != other.hub.largestTime()
        ? hub.largestTime() < other.hub.largestTime()
        : polls < other.polls;
  }

  long progress() {
    return source.progress();
  }

  long progressTotal() {
    return source.progressTotal();
  }

  String position() {
    return source.position();
  }

  void seek(String position) {
    source.seek(position);
  }

  @Override
  public void close() {
    source.close();
  }

  @Override
  public String stream() {
    return plan.stream().name();
  }

  @Override
  public Schema schema() {
    return plan.physical();
  }

  @Override
  public Options options() {
    return plan.stream().options();
  }

  @Override
  public Path resolve(String path) {
    return environment.resolve(path);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Event newEvent() {
    return prototype.newInstance();
  }

  @Override
  public void row(Event event) {
    hub.accept(event);
  }

  @Override
  public void badRow(String location, String rawText, String reason) {
    try {
      badRows.badRow(location, rawText, reason);
    } catch (StreamFailure e) {
      // The rows before it count: where a run ends must not depend on the size of batches.
      hub.flush();
      throw e;
    }
  }

  @Override
  public void startReader(String name, Runnable reader) {
    environment.startReader(name, reader);
  }
}
