package dev.weir;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.time.Watermarks;
import dev.weir.type.Schema;

/** The end of a query whose rows go to the user. */
final class ResultOutput implements Collector {
  private final ResultHandler results;
  private final String label;

  ResultOutput(ResultHandler results, String labelOrNull, Schema schema) {
    this.results = results;
    this.label = labelOrNull;
    results.begin(labelOrNull, schema, false);
  }

  @Override
  public void row(Object event, long time, Change change) {
    results.row(label, (Event) event, change);
  }

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      results.end(label);
    }
  }
}
