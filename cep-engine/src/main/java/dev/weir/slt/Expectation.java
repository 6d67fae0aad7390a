package dev.weir.slt;

import java.util.List;

/**
 * What a block should give: the lines below its {@code ----}.
 *
 * @param separator index of the {@code ----} line in the file, from 0; or -1 if there is none, which is an incomplete
 *     block
 * @param from index of the first expected line, or of the line before which they are to be written
 * @param lines without line breaks; empty means that nothing is expected
 * @param columns the column names written after {@code ----}, or empty if they are not compared
 */
record Expectation(int separator, int from, List<String> lines, List<String> columns) {
  Expectation {
    lines = List.copyOf(lines);
    columns = List.copyOf(columns);
  }

  boolean isMissing() {
    return separator < 0;
  }
}
