package dev.weir.runtime;

import dev.weir.catalog.StreamPlan;
import dev.weir.event.Event;
import dev.weir.type.Schema;

/** Feeds a stream of the engine by hand, row by row, and moves its time. */
public final class HandFeed {
  private final StreamHub hub;
  private final StreamPlan plan;
  private final Event prototype;
  private final Dataflow dataflow;
  private boolean closed;

  HandFeed(StreamHub hub, StreamPlan plan, Event prototype, Dataflow dataflow) {
    this.hub = hub;
    this.plan = plan;
    this.prototype = prototype;
    this.dataflow = dataflow;
    hub.addInput();
  }

  /** The columns to fill: those that are not computed. */
  public Schema schema() {
    return plan.physical();
  }

  public Event newEvent() {
    return prototype.newInstance();
  }

  /** Takes a row; it is handed on by {@link #flush} at the latest. */
  public void send(Event row) {
    hub.accept(row);
  }

  /** Takes rows and hands them on; the array is only read. */
  public void sendAll(Event[] rows, int from, int to) {
    hub.acceptAll(rows, from, to);
    dataflow.settle();
  }

  /** Hands on what was sent; results are delivered before this returns. */
  public void flush() {
    hub.flush();
    dataflow.settle();
  }

  /** Moves the stream's watermark forward to at least this time. */
  public void watermark(long micros) {
    hub.advance(micros);
    dataflow.settle();
  }

  /** Says that the stream is silent and must not hold others back, until its next row. */
  public void idle(boolean idle) {
    hub.setIdle(idle);
    dataflow.settle();
  }

  /** Ends the stream, unless others still write into it. */
  public void close() {
    if (!closed) {
      closed = true;
      hub.flush();
      hub.inputEnded();
      dataflow.settle();
    }
  }
}
