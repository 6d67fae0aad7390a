package dev.weir.runtime;

import dev.weir.catalog.StreamPlan;
import dev.weir.event.Event;
import dev.weir.type.Schema;

/**
 * Feeds a stream of the engine by hand, row by row, and moves its time. Used from within a result
 * handler, while rows are being handed on, it takes note: what it is told happens when the rows
 * before it are through.
 */
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

  /**
   * Takes a row; it is handed on by {@link #flush} at the latest.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void send(Event row) {
    requireOpen();
    if (dataflow.isBusy()) {
      hub.acceptLater(row);
    } else {
      hub.accept(row);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "this input of stream \"" + hub.name() + "\" has been closed");
    }
  }

  /** Takes rows and hands them on; the array is only read. */
  public void sendAll(Event[] rows, int from, int to) {
    requireOpen();
    if (dataflow.isBusy()) {
      for (int i = from; i < to; i++) {
        hub.acceptLater(rows[i]);
      }
    } else {
      dataflow.settleAfter(() -> hub.acceptAll(rows, from, to));
    }
  }

  /** Hands on what was sent; results are delivered before this returns. */
  public void flush() {
    dataflow.settle();
  }

  /** Moves the stream's watermark forward to at least this time. */
  public void watermark(long micros) {
    requireOpen();
    hub.claimWatermark(micros);
    dataflow.settle();
  }

  /** Says that the stream is silent and must not hold others back, until its next row. */
  public void idle(boolean idle) {
    requireOpen();
    hub.claimIdle(idle);
    dataflow.settle();
  }

  /** Ends the stream, unless others still write into it. */
  public void close() {
    if (!closed) {
      closed = true;
      hub.lastInputClaimsEnd();
      dataflow.settle();
    }
  }
}
