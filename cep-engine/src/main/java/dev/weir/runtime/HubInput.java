package dev.weir.runtime;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.time.Watermarks;

/** Writes a query's rows into a stream that lives in the engine. */
final class HubInput implements Collector {
  private final StreamHub hub;

  HubInput(StreamHub hub) {
    this.hub = hub;
    hub.addInput();
  }

  @Override
  public void row(Object event, long time, Change change) {
    hub.accept((Event) event);
  }

  @Override
  public void watermark(long time) {
    hub.flush();
    if (time == Watermarks.END) {
      hub.inputEnded();
    }
  }
}
