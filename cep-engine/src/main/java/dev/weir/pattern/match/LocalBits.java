package dev.weir.pattern.match;

import dev.weir.event.RowError;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.RowErrors;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import java.util.List;

/**
 * Which variables' local conditions a row satisfies. A condition that cannot be evaluated counts as
 * false, and the row is reported once. Not thread-safe.
 */
final class LocalBits {
  private final LocalConditions conditions;
  private final int variables;
  private final RowErrors errors;

  /** By number of a row reference: the distance of the neighbour, 0 for other references. */
  private final int[] distances;

  private final Object[] others;
  private final boolean looksAround;

  /** @param conditions one for each variable, by label */
  LocalBits(LocalConditions conditions, int variables, List<RowReference> rows, RowErrors errors) {
    this.conditions = conditions;
    this.variables = variables;
    this.errors = errors;
    this.distances =
        rows.stream()
            .mapToInt(row -> row instanceof RowReference.Neighbour n ? n.offset() : 0)
            .toArray();
    this.others = new Object[distances.length];
    boolean any = false;
    for (int distance : distances) {
      any |= distance != 0;
    }
    this.looksAround = any;
  }

  /** @param nearby the rows around it; null if none are looked at */
  long of(Object event, long time, NearbyRows nearby, long position) {
    if (looksAround) {
      lookAround(nearby, position);
    }
    try {
      return conditions.test(event, time, others);
    } catch (RowError e) {
      return oneByOne(event, time);
    }
  }

  private void lookAround(NearbyRows nearby, long position) {
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] != 0) {
        others[i] = nearby.event(position + distances[i]);
      }
    }
  }

  private long oneByOne(Object event, long time) {
    long satisfied = 0;
    RowError first = null;
    for (int label = 0; label < variables; label++) {
      try {
        if (conditions.test(label, event, time, others)) {
          satisfied |= VariableSet.of(label).bits();
        }
      } catch (RowError e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      errors.failed(event, time, first);
    }
    return satisfied;
  }
}
