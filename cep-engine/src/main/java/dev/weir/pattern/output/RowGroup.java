package dev.weir.pattern.output;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.pattern.match.MatchRow;

/** Aggregates over the rows of some variables of one match after another. Not thread-safe. */
final class RowGroup {
  private static final int SLOT = 0;

  private final OutputParts.Group parts;
  private final long variables;
  private final String[] names;

  /** Whether rows were added since results were last given. */
  private boolean changed;

  /** Why a row of the match could not be added: then there is no result for it and those behind it. */
  private RowError failure;

  /** @param names of the variables, by label */
  RowGroup(OutputParts.Group parts, String[] names) {
    this.parts = parts;
    this.variables = parts.variables().bits();
    this.names = names;
    parts.aggregator().ensureSlots(1);
  }

  boolean isFinal() {
    return parts.isFinal();
  }

  /** Begins a match, with no row. */
  void begin() {
    parts.aggregator().reset(SLOT);
    changed = true;
    failure = null;
  }

  /** A row of the match, in order. */
  void add(MatchRow row, int label) {
    if ((variables >>> label & 1) == 0 || failure != null) {
      return;
    }
    changed = true;
    if (parts.arguments() == null) {
      parts.aggregator().add(SLOT, row.event());
      return;
    }
    if (parts.classifier() != null) {
      parts.classifier().setObject(0, names[label]);
    }
    var arguments = parts.argumentPrototype().newInstance();
    try {
      parts.arguments().fill(row.event(), row.time(), null, parts.classifier(), arguments);
    } catch (RowError error) {
      failure = error;
      return;
    }
    parts.aggregator().add(SLOT, arguments);
  }

  /**
   * Writes the results over the rows so far into their fields.
   *
   * @throws RowError if a row could not be added, or a result does not fit its type
   */
  void give(Event values) {
    if (failure != null) {
      throw failure;
    }
    if (!changed) {
      return;
    }
    var results = parts.results();
    parts.aggregator().result(SLOT, results, 0);
    int[] fields = parts.fields();
    for (int i = 0; i < fields.length; i++) {
      copy(results, i, values, fields[i]);
    }
    changed = false;
  }

  private static void copy(Event from, int field, Event to, int target) {
    if (from.isNull(field)) {
      to.setNull(target);
      return;
    }
    switch (from.layout().charAt(field)) {
      case 'A' -> to.setObject(target, from.getObject(field));
      case 'Z' -> to.setBoolean(target, from.getBoolean(field));
      case 'I' -> to.setInt(target, from.getInt(field));
      case 'J' -> to.setLong(target, from.getLong(field));
      default -> to.setDouble(target, from.getDouble(field));
    }
  }
}
