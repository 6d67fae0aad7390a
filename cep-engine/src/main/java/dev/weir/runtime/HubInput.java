package dev.weir.runtime;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.time.Watermarks;

/**
 * Writes a query's rows into a stream that lives in the engine. As long as it holds the stream open,
 * the stream cannot end.
 */
final class HubInput implements Collector {
  private final StreamHub hub;
  private boolean holdsOpen;

  /** @param holdsOpen false for rows that are only added to a stream which others feed */
  HubInput(StreamHub hub, boolean holdsOpen) {
    this.hub = hub;
    this.holdsOpen = holdsOpen;
    if (holdsOpen) {
      hub.addInput();
    }
  }

  @Override
  public void row(Object event, long time, Change change) {
    hub.accept((Event) event);
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END && holdsOpen) {
      holdsOpen = false;
      hub.forgetInput(this);
      hub.inputEnded();
    } else {
      hub.flush();
    }
  }

  /** Says whether nothing is to be expected from this writer for a while. */
  void idle(boolean isIdle) {
    if (holdsOpen) {
      hub.inputIdle(this, isIdle);
    }
  }

  /** Writes no more, and does not end the stream by that. */
  void withdraw() {
    if (holdsOpen) {
      holdsOpen = false;
      hub.forgetInput(this);
      hub.inputWithdrawn();
    }
  }
}
