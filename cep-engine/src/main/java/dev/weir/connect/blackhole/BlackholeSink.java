package dev.weir.connect.blackhole;

import dev.weir.connector.Sink;
import dev.weir.event.Change;
import dev.weir.event.Event;

/** Counts rows, so that no compiler can leave them out. */
final class BlackholeSink implements Sink {
  private long rows;

  @Override
  public void write(Event row, Change change) {
    rows++;
  }

  long rows() {
    return rows;
  }

  @Override
  public void flush() {}

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
