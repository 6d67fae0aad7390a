package dev.weir.pattern.ordered;

import dev.weir.event.RowError;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.match.MatchRow;

/** The row that is being matched, as all parts of the matcher see it. Reused from row to row. */
final class CurrentRow {
  private final RowErrors errors;

  Object event;
  long time;
  long position;
  long order;
  Object[] around;
  long satisfied;

  /** See {@link OrderedPartition#unwantedTimes}, of the rows before this one. */
  long[] unwantedTimes;

  /** The number that a match found now would have. */
  long number;

  private MatchRow row;
  private boolean reported;

  CurrentRow(RowErrors errors) {
    this.errors = errors;
  }

  void set(Object event, long time, long position, long order, Object[] around, long satisfied) {
    this.event = event;
    this.time = time;
    this.position = position;
    this.order = order;
    this.around = around;
    this.satisfied = satisfied;
    this.row = null;
    this.reported = false;
  }

  /** A row that is seen again. */
  void set(MatchRow known, long satisfied, boolean reported) {
    set(known.event(), known.time(), known.position(), known.order(), known.around(), satisfied);
    this.row = known;
    this.reported = reported;
  }

  /** The row to hold: one object for all who do. */
  MatchRow row() {
    if (row == null) {
      row = new MatchRow(event, time, position, order, around);
    }
    return row;
  }

  boolean isReported() {
    return reported;
  }

  /** A condition on the row cannot be evaluated; only the first one is told. */
  void cannotBeEvaluated(RowError error) {
    if (!reported) {
      reported = true;
      errors.failed(event, time, error);
    }
  }

  void release() {
    event = null;
    around = null;
    row = null;
  }
}
