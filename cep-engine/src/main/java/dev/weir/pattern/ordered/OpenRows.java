package dev.weir.pattern.ordered;

import dev.weir.pattern.match.MatchRow;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The latest rows of a partition, of which it is not known yet whether a match has them. A ring
 * addressed by position.
 */
final class OpenRows {
  private MatchRow[] rows = new MatchRow[4];
  private boolean[] matched = new boolean[4];
  private long from;
  private long end;

  boolean isEmpty() {
    return from == end;
  }

  /** The position of the oldest. */
  long from() {
    return from;
  }

  long end() {
    return end;
  }

  MatchRow row(long position) {
    return rows[at(position)];
  }

  boolean isMatched(long position) {
    return matched[at(position)];
  }

  private int at(long position) {
    return (int) position & rows.length - 1;
  }

  void add(MatchRow row) {
    if (isEmpty()) {
      from = row.position();
      end = from;
    }
    if (end - from == rows.length) {
      grow();
    }
    rows[at(end)] = row;
    matched[at(end)] = false;
    end++;
  }

  private void grow() {
    var oldRows = rows;
    var oldMatched = matched;
    rows = new MatchRow[oldRows.length * 2];
    matched = new boolean[rows.length];
    for (long position = from; position < end; position++) {
      int old = (int) position & oldRows.length - 1;
      rows[at(position)] = oldRows[old];
      matched[at(position)] = oldMatched[old];
    }
  }

  /** A match has the row, or stands empty in front of it. */
  void match(long position) {
    matched[at(position)] = true;
  }

  /** Lets rows in front of a position go. @param unmatched takes those that no match has */
  void release(long position, Consumer<MatchRow> unmatched) {
    while (from < end && from < position) {
      int at = at(from++);
      var row = rows[at];
      rows[at] = null;
      if (!matched[at]) {
        unmatched.accept(row);
      }
    }
    if (isEmpty() && rows.length > 64) {
      rows = new MatchRow[4];
      matched = new boolean[4];
    } else if (isEmpty()) {
      Arrays.fill(matched, false);
    }
  }
}
