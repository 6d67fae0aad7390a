package dev.weir.operator;

import dev.weir.event.Event;
import dev.weir.event.RowError;

/**
 * Generated: evaluates expressions over one row into the first fields of a new event. The new event
 * may have more fields (results of aggregates, bounds of windows), which the operator fills.
 */
public abstract class Projection {
  /** @throws RowError if the row cannot be evaluated */
  public abstract Event apply(Object event, long time);
}
