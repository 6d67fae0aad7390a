package dev.weir.window;

import dev.weir.event.Event;
import java.math.BigDecimal;

/** What the offsets of RANGE frames are added to: the position of a row in its partition's order. */
@FunctionalInterface
interface RangeKey {

  /** Compares the position of row {@code left} with that of row {@code right} plus a distance. */
  int compare(RowBuffer rows, long left, long right, long distance);

  /** The time of the rows, ascending. */
  static RangeKey time() {
    return (rows, left, right, distance) ->
        Long.compare(rows.time(left), plus(rows.time(right), distance));
  }

  /**
   * A column by which the rows are sorted. NULLs (and NaNs) are at no distance from each other, and
   * beyond every distance from other values, on the side where they are sorted.
   */
  static RangeKey column(int column, boolean descending) {
    return (rows, left, right, distance) -> {
      var a = rows.row(left);
      var b = rows.row(right);
      boolean apartA = isApart(a, column);
      boolean apartB = isApart(b, column);
      if (apartA || apartB) {
        return apartA && apartB ? 0 : Long.compare(left, right);
      }
      // Descending: left is before right + distance if its value is greater than right's -
      // distance.
      return descending
          ? -compareValues(a, b, column, -distance)
          : compareValues(a, b, column, distance);
    };
  }

  private static boolean isApart(Event event, int column) {
    return event.isNull(column)
        || event.layout().charAt(column) == 'D' && Double.isNaN(event.getDouble(column));
  }

  private static int compareValues(Event left, Event right, int column, long distance) {
    return switch (left.layout().charAt(column)) {
      case 'I' -> Long.compare(left.getInt(column), plus(right.getInt(column), distance));
      case 'J' -> Long.compare(left.getLong(column), plus(right.getLong(column), distance));
      case 'D' -> Double.compare(left.getDouble(column), right.getDouble(column) + distance);
      default ->
          ((BigDecimal) left.getObject(column))
              .compareTo(((BigDecimal) right.getObject(column)).add(BigDecimal.valueOf(distance)));
    };
  }

  private static long plus(long value, long distance) {
    long sum = value + distance;
    boolean overflow = ((value ^ sum) & (distance ^ sum)) < 0;
    return overflow ? distance > 0 ? Long.MAX_VALUE : Long.MIN_VALUE : sum;
  }
}
