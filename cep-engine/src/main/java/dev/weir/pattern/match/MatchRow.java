package dev.weir.pattern.match;

/**
 * A row of a partition as matchers hold it. Immutable. What no partial match refers to is freed by the
 * collector.
 *
 * @param event a generated event
 * @param position 0, 1, 2, ... in the partition, in the order of matching
 * @param order the number of the row among all rows of the operator, in order of arrival here
 * @param around the rows at distances {@code -reachBack .. reachAhead}, null where there is none; null
 *     if no expression looks around a mapped row
 */
public record MatchRow(Object event, long time, long position, long order, Object[] around) {}
