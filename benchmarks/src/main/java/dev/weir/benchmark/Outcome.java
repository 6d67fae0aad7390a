package dev.weir.benchmark;

/**
 * What a run gave: enough to see that two runs did the same work.
 *
 * @param rows the number of result rows
 * @param checksum the sum of one numeric column of the results
 */
record Outcome(long rows, double checksum) {
  boolean agreesWith(Outcome other) {
    return rows == other.rows
        && Math.abs(checksum - other.checksum)
            <= 1e-9 * Math.abs(checksum) * Math.sqrt((double) rows + 1);
  }
}
