package dev.weir.window;

import dev.weir.plan.OverCall.Bound;
import dev.weir.plan.OverCall.Frame;
import dev.weir.plan.OverCall.Unit;

/**
 * Finds the rows of a frame. Both bounds only ever move forward as the current row does, so that
 * finding them costs O(1) per row, amortised. Immutable.
 */
record FrameBounds(Frame frame, RangeKey rangeKey) {

  boolean isFromStart() {
    return frame.start() == Bound.UNBOUNDED_PRECEDING;
  }

  /** Whether the whole partition must be there. */
  boolean needsEnd() {
    return frame.end() == Bound.UNBOUNDED_FOLLOWING;
  }

  /** Whether rows behind the current one are counted, not measured in time. */
  boolean countsAhead() {
    return frame.unit() != Unit.RANGE && frame.end() == Bound.FOLLOWING;
  }

  /** Whether the rows of the frame of a row are there, if all rows before {@code horizon} are. */
  boolean isComplete(RowBuffer rows, long row, long horizon) {
    return switch (frame.end()) {
      case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> false;
      case PRECEDING ->
          frame.unit() == Unit.ROWS || frame.endOffset() > 0 || rows.time(row) < horizon;
      case CURRENT_ROW -> frame.unit() == Unit.ROWS || rows.time(row) < horizon;
      case FOLLOWING -> {
        if (frame.unit() == Unit.ROWS) {
          yield frame.endOffset() < rows.end() - row;
        }
        if (frame.unit() == Unit.RANGE) {
          yield rows.time(row) < horizon - frame.endOffset();
        }
        long last = rows.end() - 1;
        long ahead = rows.group(last) - rows.group(row);
        yield ahead > frame.endOffset() || ahead == frame.endOffset() && rows.time(last) < horizon;
      }
    };
  }

  /** The first row of the frame of a row. {@code from}: that of an earlier row. May be past the end. */
  long start(RowBuffer rows, long row, long from) {
    long offset = frame.startOffset();
    return switch (frame.start()) {
      case UNBOUNDED_PRECEDING -> 0;
      case UNBOUNDED_FOLLOWING -> rows.end();
      case PRECEDING -> firstFrom(rows, row, from, -offset);
      case CURRENT_ROW -> frame.unit() == Unit.ROWS ? row : rows.groupStart(row);
      case FOLLOWING -> firstFrom(rows, row, from, offset);
    };
  }

  private long firstFrom(RowBuffer rows, long row, long from, long distance) {
    if (frame.unit() == Unit.ROWS) {
      return Math.max(0, Math.min(rows.end(), row + Math.min(distance, rows.end())));
    }
    long start = from;
    while (start < rows.end() && isBefore(rows, start, row, distance)) {
      start++;
    }
    return start;
  }

  /** The row after the frame of a row. {@code from}: that of an earlier row. */
  long end(RowBuffer rows, long row, long from) {
    long offset = frame.endOffset();
    return switch (frame.end()) {
      case UNBOUNDED_PRECEDING -> 0;
      case UNBOUNDED_FOLLOWING -> rows.end();
      case PRECEDING -> firstAfter(rows, row, from, -offset);
      case CURRENT_ROW -> {
        if (frame.unit() == Unit.ROWS) {
          yield row + 1;
        }
        long end = Math.max(from, row + 1);
        while (end < rows.end() && rows.group(end) == rows.group(row)) {
          end++;
        }
        yield end;
      }
      case FOLLOWING -> firstAfter(rows, row, from, offset);
    };
  }

  private long firstAfter(RowBuffer rows, long row, long from, long distance) {
    if (frame.unit() == Unit.ROWS) {
      return Math.max(0, Math.min(rows.end(), row + Math.min(distance, rows.end()) + 1));
    }
    long end = from;
    while (end < rows.end() && !isAfter(rows, end, row, distance)) {
      end++;
    }
    return end;
  }

  private boolean isBefore(RowBuffer rows, long other, long row, long distance) {
    return frame.unit() == Unit.GROUPS
        ? rows.group(other) < rows.group(row) + distance
        : rangeKey.compare(rows, other, row, distance) < 0;
  }

  private boolean isAfter(RowBuffer rows, long other, long row, long distance) {
    return frame.unit() == Unit.GROUPS
        ? rows.group(other) > rows.group(row) + distance
        : rangeKey.compare(rows, other, row, distance) > 0;
  }
}
