package dev.weir;

import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.time.Instant;
import java.util.Collection;

/**
 * A stream whose events are objects of a class. What {@link #send} causes is delivered before it returns. An object
 * is not looked at any more after that, and may be changed or thrown away.
 *
 * <p>Confined to the engine's thread. Obtained by {@link Engine#stream(String, Class)}.
 */
public final class EventStream<T> implements AutoCloseable {
  private final StreamInput input;
  private final EventWriter<T> writer;

  EventStream(StreamInput input, EventWriter<T> writer) {
    this.input = input;
    this.writer = writer;
  }

  /** The columns that events fill. */
  public Schema schema() {
    return input.schema();
  }

  /**
   * Sends one event.
   *
   * @throws ConversionException if a value does not fit its column; then nothing is sent
   * @throws RunException if the engine can't go on
   * @throws IllegalStateException if this stream is closed
   */
  public void send(T event) {
    input.send(writer.write(event));
    input.flush();
  }

  /**
   * Sends events in their order; quicker than one by one.
   *
   * @throws ConversionException if a value does not fit its column; then none of them is sent
   * @throws RunException if the engine can't go on
   */
  public void send(Collection<? extends T> events) {
    var rows = new Event[events.size()];
    int count = 0;
    for (T event : events) {
      rows[count++] = writer.write(event);
    }
    input.sendAll(rows, 0, count);
  }

  /**
   * Says that nothing earlier is still to come: windows that end by then are closed, absences are settled. A
   * TIMESTAMP without zone is taken to be in UTC. Time that has passed already is ignored.
   */
  public void advanceTo(Instant time) {
    input.watermark(JavaValues.micros(time));
  }

  /** Says that the stream is silent and must not hold others back, until its next event. */
  public void idle() {
    input.idle(true);
  }

  /** Ends the stream, unless others still write into it: what waits for its end is delivered. */
  @Override
  public void close() {
    input.close();
  }
}
