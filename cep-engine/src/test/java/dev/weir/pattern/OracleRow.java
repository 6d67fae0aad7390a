package dev.weir.pattern;

/**
 * A row of a partition.
 *
 * @param position in the partition, from 0
 */
record OracleRow(BoxedEvent event, long time, int position) {}
