package dev.weir.expression;

/** One key of an ORDER BY. */
public record SortKey(Expression expression, boolean descending, boolean nullsFirst) {}
