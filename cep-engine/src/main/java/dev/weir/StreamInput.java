package dev.weir;

import dev.weir.event.Event;
import dev.weir.type.Schema;

/**
 * The way into a stream that lives in the engine. Confined to the engine's thread, except that rows may be made and filled
 * anywhere: {@link #schema} and {@link #newEvent}.
 */
public interface StreamInput extends AutoCloseable {
  /** The columns to fill: those that are not computed. */
  Schema schema();

  /** A new row of {@link #schema}. */
  Event newEvent();

  /** Takes a row over; it is handed on by {@link #flush} at the latest. */
  void send(Event row);

  /**
   * Takes a batch over and hands it on: quicker than sending one by one. Results are delivered
   * before this returns.
   *
   * @param rows only read
   */
  void sendAll(Event[] rows, int from, int to);

  /** Hands on what was sent; results are delivered before this returns. */
  void flush();

  /** Moves the stream's watermark forward to at least this time, in microseconds. */
  void watermark(long micros);

  /** Says that the stream is silent and must not hold others back, until its next row. */
  void idle(boolean idle);

  /** Ends the stream: its watermark becomes +infinity. */
  @Override
  void close();
}
