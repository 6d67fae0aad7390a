package dev.weir.slt;

import java.util.List;

/** One step of a case, in the order of the file. */
sealed interface Block {
  Place place();

  /** How rows are compared. */
  enum Sorting {
    /** In order; as a multiset where arrivals were shuffled. */
    ARRIVAL,
    /** In order, in every variant. */
    NOSORT,
    /** As a multiset. */
    ROWSORT
  }

  /** {@code statement ok}, or {@code statement error} if there is an expectation. */
  record Statement(Place place, String sql, Expectation error) implements Block {
    boolean mustFail() {
      return error != null;
    }
  }

  /** {@code query TYPES}: a statement that answers at its place. */
  record Query(Place place, String types, Sorting sorting, String sql, Expectation expectation)
      implements Block {}

  /** {@code stream NAME TYPES}: a standing SELECT. */
  record Stream(Place place, String name, String types, Sorting sorting, String sql)
      implements Block {}

  /**
   * {@code feed STREAM}: rows in order of arrival.
   *
   * @param error the message with which the feeding must fail, or null
   */
  record Feed(Place place, String stream, List<Row> rows, Expectation error) implements Block {
    /** One row as it was written. @param line from 1 */
    record Row(int line, String text) {}

    public Feed {
      rows = List.copyOf(rows);
    }
  }

  /** {@code emit NAME}: the rows since the last one. @param sorting null for that of the query */
  record Emit(Place place, String name, Sorting sorting, Expectation expectation)
      implements Block {}

  /** {@code watermark STREAM TIME}. */
  record Watermark(Place place, String stream, long micros) implements Block {}

  /** {@code clock +10 s}, or {@code clock TIME} if absolute. */
  record Clock(Place place, long micros, boolean absolute) implements Block {}

  /** {@code idle STREAM} and {@code active STREAM}. */
  record Idle(Place place, String stream, boolean idle) implements Block {}

  /** {@code close STREAM}. */
  record Close(Place place, String stream) implements Block {}

  /** {@code restart}. */
  record Restart(Place place) implements Block {}

  /** {@code explain}: the plan's text. */
  record Explain(Place place, String sql, Expectation expectation) implements Block {}

  /** {@code dead-letters}: stream, raw text and reason of each since the last one. */
  record DeadLetters(Place place, Expectation expectation) implements Block {}

  /** {@code late STREAM COUNT}: late rows since the start. */
  record Late(Place place, String stream, long count) implements Block {}

  /** {@code require function|connector|java NAME}: the rest is skipped where it is missing. */
  record Require(Place place, String kind, String name) implements Block {}
}
