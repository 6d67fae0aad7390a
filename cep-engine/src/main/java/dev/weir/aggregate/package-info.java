/**
 * Sliding aggregation: partial aggregates of many keys in contiguous slots, combined so that the
 * cost of a result does not depend on the size of its window. Enter at {@link
 * dev.weir.aggregate.SlidingAggregate}.
 */
package dev.weir.aggregate;
