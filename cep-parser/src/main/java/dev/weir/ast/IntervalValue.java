package dev.weir.ast;

/**
 * A length of time as three amounts that do not convert into each other, because months and days differ in length. All three have the
 * same sign, or are zero.
 */
public record IntervalValue(int months, int days, long nanos) {}
